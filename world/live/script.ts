import type { Step } from './steps.ts';
import type { Content, FunctionResponse, SetupMessage } from './wire.ts';

/** What the model was asked, as a script sees it. `C` is the connection that it came over. */
export type ScriptQuestion<C = unknown> = {
  /** The words of the last user turn. If it was spoken, those of the markers before it: what was said is in `audio`. */
  text: string;
  /** What was said since the activity began, as 16 kHz mono s16le; empty if it was typed. */
  audio: Buffer;
  /** The session's history before this turn, as the server holds it. */
  memory: Content[];
  /** The setup in force: the connection's own, with what contextUpdate has changed since. */
  setup: SetupMessage;
  connection: C;
  /** Aborted when the turn is interrupted or the connection ends. */
  signal: AbortSignal;
  /** The answers to this turn's function calls so far, in order of arrival. */
  responses: FunctionResponse[];
};

/** An answer: a text, said word by word, or steps, of which a string is one too. */
export type ScriptAnswer = string | Iterable<Step | string> | AsyncIterable<Step | string>;

/** How turns are answered. */
export type Script<C = unknown> = (asked: ScriptQuestion<C>) => ScriptAnswer;
