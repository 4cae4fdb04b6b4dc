import type { State } from '../../world/discord/message.ts';
import { brief, type Mark, marksIn, type Piece, piecesIn } from './words.ts';

/** A message of the bot: every text that it showed, and until when it stood; times are of the world's clock. */
export type Shown = { states: readonly State[]; until: number };

/** What people see of an answer in the end. */
export type Seen = 'the whole answer' | 'a part, and why' | 'a part that stands still' | 'only a note' | 'nothing';

/** What must not be, by its kind, and of an answer that fell back how. */
export type Violation = { kind: Kind; what: string; fall?: Fall };

/** The words of one generation came, at a time, in place of those of a newer one; 0 if no words did. */
export type Fall = { from: number; to: number; at: number };
export type Kind = 'two answers' | 'two generations' | 'twice the same' | 'another question' | 'fell back';

/** What is wrong in the messages that answer a question, whenever it was to be seen. */
export const wrongs = (question: number, all: readonly Shown[]): Violation[] => {
  const found: Violation[] = [];
  const blame = (kind: Kind, what: string) => found.push({ kind, what: `question ${question}: ${what}` });
  const told = all.filter(({ states }) => states.length > 0);
  const openings = told.filter(isOpening);
  for (const [index, one] of openings.entries())
    for (const other of openings.slice(index + 1))
      if (overlap(one, other)) blame('two answers', `"${brief(last(one))}" and "${brief(last(other))}"`);
  const pieces = standing(told).flatMap((shown) => piecesIn(last(shown)));
  const marks = standing(told).flatMap((shown) => marksIn(last(shown)));
  const generations = new Set(marks.map(({ generation }) => generation));
  if (generations.size > 1) blame('two generations', `${[...generations].join(' and ')} stand in its answer`);
  const keys = pieces.map((piece) => Object.values(piece).join());
  if (new Set(keys).size < keys.length) blame('twice the same', `"${brief(standing(told).map(last).join(' '))}"`);
  if (marks.some((mark) => mark.question !== question)) blame('another question', 'its answer holds that of another');
  for (const { states } of told)
    for (const [index, { text, at }] of states.entries()) {
      const before = index > 0 ? (states[index - 1]?.text ?? '') : '';
      const [from, to] = [generationOf(before), generationOf(text)];
      const what = `question ${question}: from "${brief(before)}" to "${brief(text)}"`;
      if (to < from) found.push({ kind: 'fell back', what, fall: { from, to, at } });
    }
  return found;
};

/** What people see in the end. */
export const seenOf = (all: readonly Shown[]): Seen => {
  const text = standing(all).map(last).join('\n');
  if (isWhole(piecesIn(text))) return 'the whole answer';
  if (marksIn(text).length > 0) return /⚠️|\(interrupted\)/.test(text) ? 'a part, and why' : 'a part that stands still';
  return text === '' ? 'nothing' : 'only a note';
};

/** When people first saw words of a generation that `isMeant`, after a time. */
export const firstShown = (
  all: readonly Shown[],
  after: number,
  isMeant: (mark: Mark) => boolean,
): number | undefined => {
  const meant = all.flatMap(({ states }) => states.filter(({ text }) => marksIn(text).some(isMeant)));
  const times = meant.map(({ at }) => at).filter((at) => at > after);
  return times.length > 0 ? Math.min(...times) : undefined;
};

/** All pieces of one generation, and nothing else. */
const isWhole = (pieces: readonly Piece[]): boolean => {
  const [first] = pieces;
  return (
    first !== undefined &&
    pieces.length === first.of &&
    pieces.every(({ generation, number }, index) => generation === first.generation && number === index + 1)
  );
};

/** Further pages of an answer hold words of it, but not the first piece, or only the small print for which the first one had no room. */
const isOpening = (shown: Shown): boolean =>
  marksIn(last(shown)).length === 0
    ? !last(shown).startsWith('-# ')
    : piecesIn(last(shown)).some(({ number }) => number === 1);

const overlap = (one: Shown, other: Shown): boolean => began(one) < other.until && began(other) < one.until;

const began = ({ states }: Shown): number => states[0]?.at ?? Number.POSITIVE_INFINITY;

const last = ({ states }: Shown): string => states.at(-1)?.text ?? '';

const standing = (all: readonly Shown[]): readonly Shown[] =>
  all.filter(({ until, states }) => until === Number.POSITIVE_INFINITY && states.length > 0);

/** Which of the model's answers a text shows words of; 0 if none. */
const generationOf = (text: string): number => marksIn(text)[0]?.generation ?? 0;
