import { listParts } from '../../src/conversation/turns/answer-part.ts';
import type { StoredTurn } from '../../src/conversation/turns/stored-turn.ts';
import { piecesIn, questionIn } from '../duel/words.ts';
import { type Fate, mayBeLost, mayBeRefused, mayBeUnwritten } from './fate.ts';
import type { Trouble } from './trouble.ts';

/** The turns of each channel as the store has them, in the order of their numbers; nothing where one is missing. */
export type Transcripts = ReadonlyMap<string, readonly (StoredTurn | undefined)[]>;

/** What must not be in the store. */
export type RecordFault = {
  kind:
    | 'twice in the transcript'
    | 'in another channel’s transcript'
    | 'not in the transcript'
    | 'less in the transcript than people saw'
    | 'a number without a turn';
  question?: number;
  what: string;
};

/** The pieces of an answer that a turn holds. */
const piecesOf = ({ answered, written = [] }: StoredTurn): number[] =>
  listParts(answered, written).flatMap((one) =>
    piecesIn(one.is === 'said' ? one.text : one.part.markdown).map(({ number }) => number),
  );

/** What is wrong in the store in the end: whatever people see of an answer has to be there, once, in its channel. */
export const recordFaults = (
  fates: readonly Fate[],
  transcripts: Transcripts,
  troubles: readonly Trouble[],
): RecordFault[] => {
  const entries = [...transcripts].flatMap(([channel, turns]) =>
    turns.flatMap((turn) => (turn ? [{ channel, turn, question: questionIn(turn.asked) }] : [])),
  );
  const known = Map.groupBy(entries, ({ question }) => question);
  return [
    ...fates.flatMap((fate) => {
      const fault = (kind: RecordFault['kind'], what: string): RecordFault => ({ kind, question: fate.number, what });
      const own = known.get(fate.number) ?? [];
      const what = `question ${fate.number}`;
      if (own.length > 1) return [fault('twice in the transcript', what)];
      const [entry] = own;
      if (entry && entry.channel !== fate.channel) return [fault('in another channel’s transcript', what)];
      if (fate.pieces.length === 0 || reasonOf(fate, fates, troubles) !== undefined) return [];
      if (!entry) return [fault('not in the transcript', what)];
      // What was missing of an answer that broke off is a turn of its own.
      const stored = new Set([entry, ...restsOf(entries, fate)].flatMap(({ turn }) => piecesOf(turn)));
      const missing = fate.pieces.filter((piece) => !stored.has(piece));
      return missing.length > 0
        ? [fault('less in the transcript than people saw', `${what}: pieces ${missing.join(', ')} are missing`)]
        : [];
    }),
    ...[...transcripts].flatMap(([channel, turns]) => {
      // What a replica hadn't got when it took over is gone, and whoever had written it goes on with the next number.
      const isLost = (fate: Fate) => fate.channel === channel && !known.has(fate.number) && mayBeLost(fate, troubles);
      return findHoles(turns)
        .slice(fates.filter(isLost).length)
        .map(
          ({ number, next }): RecordFault => ({
            kind: 'a number without a turn',
            what: `turn ${number} of ${channel}`,
            ...(next !== undefined && { question: next }),
          }),
        );
    }),
  ];
};

/** The numbers that no turn has, each with the first question after it. */
const findHoles = (turns: readonly (StoredTurn | undefined)[]): { number: number; next: number | undefined }[] =>
  turns.flatMap((turn, index) => {
    const next = turns.slice(index).find((one) => one && questionIn(one.asked) !== undefined);
    return turn ? [] : [{ number: index + 1, next: next && questionIn(next.asked) }];
  });

/** Why what people saw may be missing in the store; nothing if it mustn't be. */
const reasonOf = (fate: Fate, all: readonly Fate[], troubles: readonly Trouble[]): string | undefined => {
  if (fate.isUnkept) return 'people were told so';
  if (mayBeLost(fate, troubles)) return 'the replica hadn’t got it';
  if (mayBeUnwritten(fate, troubles)) return 'it waited for the store in a process that ended';
  return mayBeRefused(fate, all, troubles) ? 'another process had taken over meanwhile' : undefined;
};

/** Of the answers that people saw whole and the store doesn't have: how many, by why that may be. */
export const countLosses = (
  fates: readonly Fate[],
  transcripts: Transcripts,
  troubles: readonly Trouble[],
): Map<string, number> => {
  const stored = new Set([...transcripts.values()].flat().map((turn) => turn && questionIn(turn.asked)));
  const missing = fates.filter(({ number, seen }) => seen === 'the whole answer' && !stored.has(number));
  const groups = Map.groupBy(missing, (fate) => reasonOf(fate, fates, troubles) ?? 'it must be there');
  return new Map([...groups].map(([why, some]) => [why, some.length]));
};

type Entry = { channel: string; turn: StoredTurn; question: number | undefined };

const restsOf = (entries: readonly Entry[], { channel, number }: Fate): Entry[] =>
  entries.filter(
    (one) =>
      one.channel === channel &&
      one.question === undefined &&
      piecesIn(one.turn.answered).some(({ question }) => question === number),
  );

/** The questions whose turns have another number, or another channel, than they had before. */
export const renumbered = (before: Transcripts, now: Transcripts): number[] => {
  const places = (transcripts: Transcripts) =>
    new Map(
      [...transcripts].flatMap(([channel, turns]) =>
        turns.flatMap((turn, index) => {
          const question = turn && questionIn(turn.asked);
          return question === undefined ? [] : [[question, `${channel} ${index + 1}`] as const];
        }),
      ),
    );
  const after = places(now);
  return [...places(before)].flatMap(([question, place]) => {
    const other = after.get(question);
    return other !== undefined && other !== place ? [question] : [];
  });
};
