import type { LiveSpeech } from '../../live/session/speech.ts';
import type { Turn } from './turn.ts';

/** Whether all is forgotten for good, or will be once the store is back, unless this process dies before. */
export type ForgetResult = 'done' | 'later';

/** A typed question. `since` is when it came, in milliseconds; `wanted` resolves to whether it is to be asked at all. */
export type TypedJob = { is: 'turn'; turn: Turn; since: number; wanted: Promise<boolean> };

/** Something that is said aloud, of which the model is told nothing until it is `ready`. */
export type SpokenJob = {
  is: 'speech';
  turn: Turn;
  since: number;
  speech: LiveSpeech;
  ready?: Promise<unknown> | undefined;
};

/** What a conversation does one after another: a typed turn, a spoken one, or forgetting everything. */
export type TurnJob = TypedJob | SpokenJob | { is: 'forget'; done: PromiseWithResolvers<ForgetResult> };
