import type { SeenPicture } from './seen-pictures.ts';
import type { WebFinding } from './web-finding.ts';
import type { Content, FunctionResponse } from './wire.ts';

/** What a text model was asked in one request, as a script sees it. */
export type TextQuestion = {
  model: string;
  /** The words of the last content, which is the question unless it holds results of functions. */
  text: string;
  /** The pictures and recordings of the last content. */
  media: SeenPicture[];
  contents: Content[];
  instruction: string;
  /** The names of the declared functions. */
  tools: string[];
  /** Whether the model may search the web. */
  searches: boolean;
  /** The results in the last content. */
  responses: FunctionResponse[];
  /** Aborts when the client has left. */
  signal: AbortSignal;
};

/** One thing that a text model does in its stream. */
export type TextStep =
  | { is: 'say' | 'think'; text: string }
  /** A call with the signature that has to come back with it. */
  | { is: 'call'; name: string; args: Record<string, unknown>; id?: string }
  /** What was found on the web, in a chunk of its own. It fails the test if the model may not search. */
  | { is: 'ground'; found: WebFinding }
  /** An empty text with a signature, as the last piece of an answer of 3.x. */
  | { is: 'sign' }
  | { is: 'wait'; for: Promise<unknown> }
  | { is: 'finish' | 'block'; reason: string }
  /** An error in the middle of the stream, which is an event of its own. */
  | { is: 'fail'; code: number; status: string; message: string }
  /** The stream ends too early: within an event (`torn`), or between two, with no reason given (`bare`). */
  | { is: 'end'; how: 'torn' | 'bare' }
  /** The next event is sent in two pieces, cut after so many bytes. */
  | { is: 'split'; after: number };

/** An answer: a text that is said word by word, or steps. A string among the steps is said as it is. */
export type TextAnswer = string | Iterable<TextStep | string> | AsyncIterable<TextStep | string>;

/** How requests are answered. */
export type TextScript = (asked: TextQuestion) => TextAnswer;

/** What happens to a request instead of an answer: an HTTP error, a cut connection, or nothing at all. */
export type TextFault = { status: number; message?: string; name?: string; details?: object[] } | 'reset' | 'silent';
