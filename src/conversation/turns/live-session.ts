import type { QuestionParts } from '../../live/protocol/question-parts.ts';
import type { AnswerOutcome } from '../../live/session/session.ts';
import type { LiveSpeech } from '../../live/session/speech.ts';
import type { Turn } from './turn.ts';

/** What a conversation needs of its live session, which may need the number of every turn. */
export type LiveSession<N = number> = {
  readonly connected: boolean;
  /** Whether it must be kept although nothing is asked. */
  readonly needed: boolean;
  ask: (question: QuestionParts, number: N, answer: Turn, signal: AbortSignal) => Promise<AnswerOutcome>;
  /** A text as the `lead` names the speaker in its last line; parts are all that a recording was sent with. */
  hear: (
    speech: LiveSpeech,
    lead: QuestionParts,
    number: N,
    answer: Turn,
    signal: AbortSignal,
  ) => Promise<AnswerOutcome>;
  close(): Promise<void>;
  /** Closes, and forgets everything. What is said next begins a new session. */
  forget(): Promise<void>;
  /** Ends at once and stores nothing more, because another process continues the conversation. */
  abandon(): void;
};
