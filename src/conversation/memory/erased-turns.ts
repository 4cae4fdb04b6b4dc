import { toContinuationId } from '../turns/continuation.ts';
import { toRepetitionPrefix } from '../turns/repetition.ts';
import type { StoredTurn } from '../turns/stored-turn.ts';

/** What stays of a turn once a person is erased from it: the turn itself if nothing in it is theirs. */
export type EraseFromTurn = (entry: StoredTurn) => StoredTurn | undefined;

/**
 * Makes a function that erases a person from one chapter's turns, which it must be given in their order. Theirs are dropped,
 * and so are other people's that asked their question again or had the rest of its answer told, because those are made of
 * their words. A turn that quotes them loses the quote, and the files that came with it. What is from later than `before`, in
 * milliseconds since the epoch, stays, unless it's made of what is dropped.
 */
export const makePersonEraser = (person: string, before = Number.POSITIVE_INFINITY): EraseFromTurn => {
  const again = toRepetitionPrefix(person);
  /** When the dropped turns were asked. An older version gave turns new numbers after somebody had had one continued. */
  const dropped = new Set<number>();
  const isRepeated = ({ id = '', at }: StoredTurn) =>
    id.startsWith(again) && Math.min(at, Number(id.slice(again.length))) <= before;
  const isTheirs = (entry: StoredTurn) =>
    (entry.person.id === person && entry.at <= before) ||
    isRepeated(entry) ||
    findContinued(entry.id ?? '').some((at) => dropped.has(at));
  return (entry) => {
    if (!isTheirs(entry)) return entry.at <= before ? withoutQuotes(entry, person) : entry;
    dropped.add(entry.at);
    return undefined;
  };
};

/** When the answer was asked for whose rest a question with this id asks. */
const findContinued = (id: string): number[] => {
  const [, number, at] = /:(\d+):(\d+)$/.exec(id) ?? [];
  const broken = { number: Number(number), at: Number(at) };
  return at !== undefined && toContinuationId(broken) === id ? [broken.at] : [];
};

const withoutQuotes = (entry: StoredTurn, person: string): StoredTurn => {
  const { quotes = [], files, ...rest } = entry;
  const others = quotes.filter(({ from }) => typeof from !== 'object' || from.id !== person);
  if (others.length === quotes.length) return entry;
  const own = files?.filter(({ of }) => of === 'question') ?? [];
  return { ...rest, ...(others.length > 0 && { quotes: others }), ...(own.length > 0 && { files: own }) };
};

/** Whether a turn holds something of a person by itself, from no later than `before`, whatever the turns before it were. */
export const hasTrace = (entry: StoredTurn, person: string, before?: number): boolean =>
  makePersonEraser(person, before)(entry) !== entry;

/** The ids of the people whose words a turn holds: its asker's, and those whom it quotes. */
export const listPeople = ({ person, quotes = [] }: StoredTurn): string[] => [
  person.id,
  ...quotes.flatMap(({ from }) => (typeof from === 'object' ? from.id : [])),
];
