import type { Place } from '../../base/place.ts';
import type { Person } from '../people/person.ts';
import { addSpeaker } from '../people/speaker-labels.ts';
import type { StoredTurn } from '../turns/stored-turn.ts';

/**
 * What was erased from a chapter with people, the last time `at`, in milliseconds since the epoch: `count` turns, none of them
 * after number `to`. No turn before number `from` was there any more by then: they had expired, or been erased.
 */
export type ErasedTurns = { at: number; from: number; to: number; count: number };

/** When the first and the last of some turns were asked, in milliseconds since the epoch. */
export type TurnTimes = { startedAt: number; lastAt: number };

/** The first `turns` turns of a forgotten chapter, which may still be in the store. */
type ForgottenTurns = { epoch?: number; turns: number };

/**
 * A conversation as a whole. Times are in milliseconds since the epoch. `turns` is the number of its last turn. `lastLatency` is the time from the last
 * question to the first piece of its answer, in milliseconds. `done` holds the ids of the questions that were answered
 * last, and `speakers` the labels that tell people apart. `epoch` is when the conversation was last reset,
 * `erased` is what was erased since, and `forgotten` is what has yet to be. `server` and `parent` are those of its `Place`; an older record gets them
 * with its next turn.
 */
export type TranscriptSummary = {
  server?: string;
  parent?: string;
  startedAt?: number;
  lastAt?: number;
  turns: number;
  lastLatency?: number;
  done?: string[];
  speakers?: Person[];
  epoch?: number;
  erased?: ErasedTurns;
  forgotten?: ForgottenTurns[];
  /** For how long turns were kept when the last one was written, in milliseconds, if it isn't as long as their kind. */
  kept?: number;
};

/** How many answered questions are remembered, so that none of them is answered twice. */
export const MOST_DONE = 32;

/** Notes where a conversation is, as far as that is known. */
export const locateSummary = (summary: TranscriptSummary, { server, parent }: Place): TranscriptSummary => ({
  ...summary,
  ...(server !== undefined && { server }),
  ...(parent !== undefined && { parent }),
});

/** Adds a turn to a conversation. `latency` is like `lastLatency`. */
export const addTurn = (
  before: TranscriptSummary | undefined,
  entry: StoredTurn,
  latency: number | undefined,
): TranscriptSummary => {
  const lastLatency = latency ?? before?.lastLatency;
  return {
    ...before,
    startedAt: before?.startedAt ?? entry.at,
    lastAt: entry.at,
    done: listDone(before, entry.id),
    speakers: addSpeaker(before?.speakers ?? [], entry.person),
    turns: (before?.turns ?? 0) + 1,
    ...(lastLatency !== undefined && { lastLatency }),
  };
};

/** Adds a question to a conversation that was answered without leaving a turn in the transcript. */
export const addAnsweredId = (before: TranscriptSummary | undefined, id: string): TranscriptSummary => ({
  turns: 0,
  ...before,
  done: listDone(before, id),
});

/** How many turns a conversation has had, without those that were erased with people. */
export const countTurns = ({ turns, erased }: TranscriptSummary): number => turns - (erased?.count ?? 0);

/**
 * When the conversation was last reset, or a person was last erased from it; nothing if that never happened. What is from
 * another edition, such as a handle, may know what is gone.
 */
export const findEdition = (summary: Pick<TranscriptSummary, 'epoch' | 'erased'> | undefined): number | undefined =>
  summary?.erased?.at ?? summary?.epoch;

/** The edition that begins at `at`. The clock may have been set back, and an earlier edition must not begin again. */
const makeEdition = (before: Pick<TranscriptSummary, 'epoch' | 'erased'>, at: number): number =>
  Math.max(at, (findEdition(before) ?? 0) + 1);

/** Whether the summary itself names a person. Whoever asks a question again leaves an id that names who asked it first. */
export const hasNameOf = ({ speakers = [], done = [] }: Omit<TranscriptSummary, 'turns'>, person: string): boolean =>
  speakers.some(({ id }) => id === person) || done.some((id) => id.includes(person));

/** The summary without what itself names a person. */
export const eraseNameOf = ({ speakers, done, ...rest }: TranscriptSummary, person: string): TranscriptSummary => ({
  ...rest,
  ...(done && { done: done.filter((id) => !id.includes(person)) }),
  ...(speakers && { speakers: speakers.filter(({ id }) => id !== person) }),
});

/**
 * The summary once turns are erased from the conversation, together with their numbers `numbers`; the first turn that was there
 * had the number `from`, and `stay` of them stay. `left` is when the first and the last of those were asked.
 */
export const countErased = (
  before: TranscriptSummary,
  {
    numbers,
    from,
    stay,
    at,
    left,
  }: { numbers: readonly number[]; from: number; stay: number; at: number; left: TurnTimes },
): TranscriptSummary => {
  // A draft behind the last turn was never counted.
  const counted = numbers.filter((number) => number <= before.turns);
  const { to = 0, count = 0 } = before.erased ?? {};
  // One that was written again all the same, and is erased again, was counted before.
  const most = Math.max(0, before.turns - stay);
  const erased = {
    at: makeEdition(before, at),
    from,
    to: Math.max(to, ...counted),
    count: Math.min(count + counted.length, most),
  };
  return { ...before, ...left, erased };
};

/**
 * Forgets a conversation at `at`: the next one begins in its place, and the turns of this one have yet to be erased.
 */
export const forgetSummary = (
  { server, parent, epoch, erased, turns, done, forgotten = [] }: TranscriptSummary,
  at: number,
): TranscriptSummary => ({
  ...(server !== undefined && { server }),
  ...(parent !== undefined && { parent }),
  turns: 0,
  epoch: makeEdition({ epoch, erased }, at),
  // Ids tell nothing of what was said, and a question that was answered before must not be answered again.
  ...(done && { done }),
  // One more, because there may be a draft of an answer that never became a turn.
  forgotten: [...forgotten, { ...(epoch !== undefined && { epoch }), turns: turns + 1 }],
});

const listDone = (before: TranscriptSummary | undefined, id: string | undefined): string[] => {
  const done = before?.done ?? [];
  return id === undefined ? done : [...done, id].slice(-MOST_DONE);
};
