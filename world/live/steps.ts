import type { ModelTurn } from './model-turn.ts';
import type { FunctionCall, ServerContent, ServerFrame } from './wire.ts';

/** One thing that the model does in a turn. */
export type Step = (turn: ModelTurn) => void | Promise<void>;

/** Says words: a delta of text, with sound or transcript as the session's modality wants it. */
export const say =
  (text: string, options?: { sound?: boolean; bundle?: boolean }): Step =>
  (turn) =>
    turn.say(text, options);

/** Says a text in deltas of one word each; joined, they are the text. */
export const sayWords =
  (text: string): Step =>
  (turn) => {
    for (const word of deltas(text)) turn.say(word);
  };

/** A text cut before the white space between its words; the pieces, joined, are the text. */
export const deltas = (text: string): string[] => text.match(/\s*\S+(?:\s+$)?/g) ?? (text ? [text] : []);

/** What the server understood of a spoken turn, in deltas: `inputTranscription`, which is then also its text in memory. */
export const sayHeard =
  (...texts: string[]): Step =>
  (turn) => {
    for (const text of texts) turn.heard(text);
  };

/**
 * An answer with the transcript of its spoken question, a word a delta: `before` the answer, `between` its steps, `after`
 * them, or `late`, when the turn is complete. The real server promises no order (SDK, `inputTranscription`).
 */
export function* withTranscript(
  said: string,
  when: 'before' | 'between' | 'after' | 'late',
  answer: Iterable<Step | string>,
): Generator<Step | string> {
  const words = deltas(said);
  if (when === 'before') yield sayHeard(...words.splice(0));
  for (const step of answer) {
    const [word] = when === 'between' ? words.splice(0, 1) : [];
    if (word) yield sayHeard(word);
    yield step;
  }
  if (when === 'late') {
    yield generationComplete;
    yield turnComplete();
  }
  yield sayHeard(...words);
}

/** A thought: a text part that is no part of the answer. */
export const sayThought = (text: string): Step =>
  frame({ serverContent: { modelTurn: modelSays({ text, thought: true }) } });

/** A text part that is marked as nothing: all of an answer, or a thought beside one that is spoken. */
export const sayText = (text: string): Step => frame({ serverContent: { modelTurn: modelSays({ text }) } });

const modelSays = (part: { text: string; thought?: boolean }) => ({ role: 'model', parts: [part] });

/** Waits by the clock of the world. */
export const stayQuiet =
  (ms: number): Step =>
  (turn) =>
    turn.hush(ms);

/** Thinks: the time that passes before the answer is heard, or between two parts of it. */
export const think = stayQuiet;

/** Waits for a promise, such as a gate that the test opens. */
export const hold =
  (gate: Promise<unknown>): Step =>
  (turn) =>
    turn.hold(gate);

/** Sends a frame as it is. What it says and completes counts as said and completed by this turn. */
export const frame =
  (raw: ServerFrame): Step =>
  (turn) =>
    turn.send(raw);

/** Ends the generating. Added at the end of a script that leaves it out. */
export const generationComplete: Step = frame({ serverContent: { generationComplete: true } });

/** Ends the turn with its usage in the same frame, plus `extra` content. Added at the end of a script that leaves it out. */
export const turnComplete =
  (extra?: ServerContent): Step =>
  (turn) =>
    turn.complete(extra);

/** A bare `interrupted`, for the orders that an honest interruption does not make: before the start, or after the end. */
export const sendInterrupted: Step = frame({ serverContent: { interrupted: true } });

/** A frame that says nothing, as 3.1 sends them. */
export const nothing: Step = frame({ serverContent: {} });

/** Usage in a frame of its own. */
export const usage = (usageMetadata: object): Step => frame({ usageMetadata });

/** Calls functions and, unless told not to wait, goes on when each was answered. The answers are in `asked.responses`. */
export const toolCall =
  (calls: FunctionCall | FunctionCall[], options?: { wait?: boolean }): Step =>
  (turn) =>
    turn.call([calls].flat(), options);

/** Takes function calls back. */
export const toolCancel = (...ids: string[]): Step => frame({ toolCallCancellation: { ids } });

/** Goes silent in the middle of the turn, the socket open. Only an interruption or the end of the connection ends it. */
export const stall: Step = (turn) => turn.hold(new Promise(() => {}));

/** Closes the connection with a code and a reason. */
export const close =
  (code: number, reason = ''): Step =>
  (turn) =>
    turn.leave((stage) => stage.close(code, reason));

/** Cuts the connection, as a lost network does (1006). */
export const drop: Step = (turn) => turn.leave((stage) => stage.drop());
