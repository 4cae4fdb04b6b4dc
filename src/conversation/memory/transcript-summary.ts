import type { Person } from '../people/person.ts';
import { addSpeaker } from '../people/speaker-labels.ts';
import type { StoredTurn } from '../turns/stored-turn.ts';

/** The first turns of a chapter that was forgotten: they may still be in the store. */
export type ForgottenTurns = { epoch?: number; turns: number };

/**
 * A conversation as a whole. Times are milliseconds since the epoch, the latency is milliseconds to the first piece.
 * `done` are the ids of the questions that were answered last, `speakers` the labels by which people are told apart.
 * `epoch` is when it was last reset, and `forgotten` is what has yet to be erased since.
 */
export type TranscriptSummary = {
  startedAt?: number;
  lastAt?: number;
  turns: number;
  lastLatency?: number;
  done?: string[];
  speakers?: Person[];
  epoch?: number;
  forgotten?: ForgottenTurns[];
};

/** So many answered questions are known again, should they come twice. */
export const MOST_DONE = 32;

/** A conversation with one more turn. */
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

/** A conversation in which one more question was answered of which there is no record. */
export const addAnsweredId = (before: TranscriptSummary | undefined, id: string): TranscriptSummary => ({
  turns: 0,
  ...before,
  done: listDone(before, id),
});

/** A conversation that is forgotten at `at`: the next one begins, and what is left of this one is to be erased. */
export const forgetSummary = (
  { epoch, turns, done, forgotten = [] }: TranscriptSummary,
  at: number,
): TranscriptSummary => ({
  turns: 0,
  // A clock may have been set back; a chapter that was forgotten must not begin again.
  epoch: Math.max(at, (epoch ?? 0) + 1),
  // Only ids: what was answered before is not answered again after it.
  ...(done && { done }),
  // One more, for people may have seen a part of an answer that never became a turn.
  forgotten: [...forgotten, { ...(epoch !== undefined && { epoch }), turns: turns + 1 }],
});

const listDone = (before: TranscriptSummary | undefined, id: string | undefined): string[] => {
  const done = before?.done ?? [];
  return id === undefined ? done : [...done, id].slice(-MOST_DONE);
};
