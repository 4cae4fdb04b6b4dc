import type { SeenPicture } from './seen-pictures.ts';
import type { Step } from './steps.ts';
import type { Content, FunctionResponse, SetupMessage } from './wire.ts';

/** What the model was asked, as a script sees it. `C` is the connection that it came over. */
export type ScriptQuestion<C = unknown> = {
  /** The words of the last user turn. If it was spoken, these are the markers or the lead before it, and `audio` is what was said. */
  text: string;
  /** What was said since the activity began, as 16 kHz mono s16le; empty if it was typed. */
  audio: Buffer;
  /** The pictures that came with the question, in order. */
  images: SeenPicture[];
  /** The session's history before this turn, as the server holds it. */
  memory: Content[];
  /** The setup in force: the connection's own, with later changes by contextUpdate. */
  setup: SetupMessage;
  connection: C;
  /** Aborts when the turn is interrupted or the connection ends. */
  signal: AbortSignal;
  /** The answers to this turn's function calls so far, in order of arrival. */
  responses: FunctionResponse[];
};

/** An answer: a text that is said word by word, or steps. A string among the steps is said as it is. */
export type ScriptAnswer = string | Iterable<Step | string> | AsyncIterable<Step | string>;

/** How turns are answered. */
export type Script<C = unknown> = (asked: ScriptQuestion<C>) => ScriptAnswer;
