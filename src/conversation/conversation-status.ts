import type { Text } from '../text/text.ts';
import type { TypedPlan } from './typed-session.ts';

/** How a conversation is doing, as its members may know. Times are like those of `TranscriptSummary`. */
export type Status = {
  connection: 'connected' | 'resting';
  /** Why there will be no connection until the operator fixes something. */
  refusal?: Text | undefined;
  model: string;
  /** The text model that answers typed questions, and when. */
  typed?: TypedPlan | undefined;
  startedAt?: number | undefined;
  /** While the store can't be read, this is unknown, and the other fields that it would tell are missing. */
  turns: number | 'unknown';
  lastLatency?: number | undefined;
  waiting: number;
};
