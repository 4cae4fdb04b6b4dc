import type { Place } from '../../base/place.ts';
import type { Person } from '../people/person.ts';
import { addSpeaker } from '../people/speaker-labels.ts';
import type { StoredTurn } from '../turns/stored-turn.ts';

/** The first `turns` turns of a forgotten chapter, which may still be in the store. */
type ForgottenTurns = { epoch?: number; turns: number };

/**
 * A conversation as a whole. Times are in milliseconds since the epoch. `lastLatency` is the time from the last
 * question to the first piece of its answer, in milliseconds. `done` holds the ids of the questions that were answered
 * last, and `speakers` the labels that tell people apart. `epoch` is when the conversation was last reset, and
 * `forgotten` is what has yet to be erased. `server` and `parent` are those of its `Place`; an older record gets them
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
  forgotten?: ForgottenTurns[];
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

/**
 * Forgets a conversation at `at`: the next one begins in its place, and the turns of this one have yet to be erased.
 */
export const forgetSummary = (
  { server, parent, epoch, turns, done, forgotten = [] }: TranscriptSummary,
  at: number,
): TranscriptSummary => ({
  ...(server !== undefined && { server }),
  ...(parent !== undefined && { parent }),
  turns: 0,
  // The clock may have been set back, and a forgotten chapter must not begin again.
  epoch: Math.max(at, (epoch ?? 0) + 1),
  // Ids tell nothing of what was said, and a question that was answered before must not be answered again.
  ...(done && { done }),
  // One more, because there may be a draft of an answer that never became a turn.
  forgotten: [...forgotten, { ...(epoch !== undefined && { epoch }), turns: turns + 1 }],
});

const listDone = (before: TranscriptSummary | undefined, id: string | undefined): string[] => {
  const done = before?.done ?? [];
  return id === undefined ? done : [...done, id].slice(-MOST_DONE);
};
