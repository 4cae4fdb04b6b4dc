import type { LiveSpeech } from '../../live/session/speech.ts';
import type { QuestionFiles } from './question-files.ts';
import type { Turn } from './turn.ts';

/** Whether everything is forgotten for good, or will be once the store is back, unless this process dies first. */
export type ForgetResult = 'done' | 'later';

/**
 * A typed question. `since` is when it came, in milliseconds; `wanted` resolves to whether it should be asked at all,
 * and its turn doesn't come before its `files` are read.
 */
export type TypedJob = {
  is: 'turn';
  turn: Turn;
  since: number;
  wanted: Promise<boolean>;
  files?: QuestionFiles | undefined;
};

/** Something that is said aloud. The model is told nothing of it until it's `ready`. */
export type SpokenJob = {
  is: 'speech';
  turn: Turn;
  since: number;
  speech: LiveSpeech;
  ready?: Promise<unknown> | undefined;
};

/**
 * Erasing one person, given by id, from what is stored of the conversation from no later than `before`, in milliseconds since
 * the epoch.
 */
export type EraseJob = { is: 'erase'; person: string; before: number; done: PromiseWithResolvers<void> };

/** Something else that is done while no turn runs. It never rejects. */
type IdleJob = { is: 'work'; work(): Promise<void> };

/** One job of a conversation: a typed turn, a spoken one, forgetting everything, erasing somebody, or other work. */
export type TurnJob =
  | TypedJob
  | SpokenJob
  | { is: 'forget'; done: PromiseWithResolvers<ForgetResult> }
  | EraseJob
  | IdleJob;

/** Whether a job is a turn. */
export const isTurnJob = (job: TurnJob): job is TypedJob | SpokenJob => 'turn' in job;
