import type { AnswerOutcome } from '../../live/session/session.ts';
import type { LiveSpeech } from '../../live/session/speech.ts';
import type { Turn } from './turn.ts';

/** What a conversation needs of its live session, which may need the number of every turn. */
export type LiveSession<N = number> = {
  readonly connected: boolean;
  /** Whether it must be kept although nothing is asked. */
  readonly needed: boolean;
  ask: (text: string, number: N, answer: Turn, signal: AbortSignal) => Promise<AnswerOutcome>;
  hear: (speech: LiveSpeech, marker: string, number: N, answer: Turn, signal: AbortSignal) => Promise<AnswerOutcome>;
  close(): Promise<void>;
  /** Closes, and forgets everything. What is said next begins a new session. */
  forget(): Promise<void>;
  /** Ends at once and stores nothing more, because another process continues the conversation. */
  abandon(): void;
};
