import type { ModelTurn } from './model-turn.ts';
import type { WebFinding } from './web-finding.ts';
import type { FunctionCall, ServerContent, ServerFrame } from './wire.ts';

/** One thing that the model does in a turn. */
export type Step = (turn: ModelTurn) => void | Promise<void>;

/** Says a delta of text, with sound and transcript according to the session's modality. */
export const say =
  (text: string, options?: { sound?: boolean; bundle?: boolean }): Step =>
  (turn) =>
    turn.say(text, options);

/** Says a text in deltas of one word each. */
export const sayWords =
  (text: string): Step =>
  (turn) => {
    for (const word of deltas(text)) turn.say(word);
  };

/** Cuts a text before the white space between its words. Joined, the pieces are the text. */
export const deltas = (text: string): string[] => text.match(/\s*\S+(?:\s+$)?/g) ?? (text ? [text] : []);

/** Sends the transcript of a spoken turn in deltas (`inputTranscription`), which is then also its text in memory. */
export const sayHeard =
  (...texts: string[]): Step =>
  (turn) => {
    for (const text of texts) turn.heard(text);
  };

/** The same, with the language that was heard, as models that translate name it. */
export const sayHeardIn =
  (language: string, ...texts: string[]): Step =>
  (turn) => {
    for (const text of texts) turn.heard(text, language);
  };

/**
 * Sends the transcript of a spoken turn `ms` milliseconds from now, or when a promise has settled, whatever has become of the
 * turn by then: it may be complete, or the next person may be speaking.
 */
export const sayHeardLate =
  (when: number | Promise<unknown>, ...texts: string[]): Step =>
  (turn) =>
    turn.heardLater(when, texts);

/**
 * An answer with the transcript of its spoken question, one word per delta: `before` the answer, `between` its steps,
 * `after` them, or `late`, after the turn is complete. The real server promises no order (SDK, `inputTranscription`).
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

/**
 * Tells what was found on the web, in a frame of its own. Fails the test if the model may not search. With `when` it comes so
 * many milliseconds from now, or when a promise has settled, whatever has become of the turn by then.
 */
export const tellWeb =
  (found: WebFinding, when?: number | Promise<unknown>): Step =>
  (turn) =>
    turn.ground(found, when);

/** A thought: a text part that doesn't belong to the answer. */
export const sayThought = (text: string): Step =>
  frame({ serverContent: { modelTurn: modelSays({ text, thought: true }) } });

/** A text part without a mark: the whole answer, or a thought beside a spoken one. */
export const sayText = (text: string): Step => frame({ serverContent: { modelTurn: modelSays({ text }) } });

const modelSays = (part: { text: string; thought?: boolean }) => ({ role: 'model', parts: [part] });

/** Waits by the clock of the world. */
export const stayQuiet =
  (ms: number): Step =>
  (turn) =>
    turn.hush(ms);

/** Thinks for a while before the answer, or between two parts of it. */
export const think = stayQuiet;

/** Waits for a promise, such as a gate that the test opens. */
export const hold =
  (gate: Promise<unknown>): Step =>
  (turn) =>
    turn.hold(gate);

/** Sends a frame as it is. What it says or completes counts as said or completed by this turn. */
export const frame =
  (raw: ServerFrame): Step =>
  (turn) =>
    turn.send(raw);

/** Completes the generation. Added at the end of a script that lacks it. */
export const generationComplete: Step = frame({ serverContent: { generationComplete: true } });

/** Completes the turn, with its usage and `extra` content in the same frame. Added at the end of a script that lacks it. */
export const turnComplete =
  (extra?: ServerContent): Step =>
  (turn) =>
    turn.complete(extra);

/** A bare `interrupted`, for orders that no real interruption here produces: before the start, or after the end. */
export const sendInterrupted: Step = frame({ serverContent: { interrupted: true } });

/** An empty frame, as 3.1 sends them. */
export const nothing: Step = frame({ serverContent: {} });

/** Usage in a frame of its own. */
export const sendUsage = (usageMetadata: object): Step => frame({ usageMetadata });

/** Calls functions and, unless `wait` is false, waits for all answers, which are then in `asked.responses`. */
export const toolCall =
  (calls: FunctionCall | FunctionCall[], options?: { wait?: boolean }): Step =>
  (turn) =>
    turn.call([calls].flat(), options);

/**
 * Writes something that has to be seen, by the function `write`, and waits for its result if the function was declared as
 * BLOCKING. Fails the test if it wasn't declared at all: no model can call it then.
 */
export const write =
  (markdown: string, { title, name, id }: { title?: string; name?: string; id?: string } = {}): Step =>
  (turn) => {
    const declared = turn.declares('write');
    if (!declared) throw new Error('the model was to write something, but nobody declared the function `write`');
    const args = { markdown, ...(title !== undefined && { title }), ...(name !== undefined && { file_name: name }) };
    return turn.call([{ name: 'write', args, ...(id !== undefined && { id }) }], {
      wait: declared.behavior === 'BLOCKING',
    });
  };

/** Cancels function calls. */
export const toolCancel = (...ids: string[]): Step => frame({ toolCallCancellation: { ids } });

/** Goes silent in the middle of the turn, with the socket open, until an interruption or the end of the connection. */
export const stall: Step = (turn) => turn.hold(new Promise(() => {}));

/** Closes the connection with a code and a reason. */
export const close =
  (code: number, reason = ''): Step =>
  (turn) =>
    turn.leave((stage) => stage.close(code, reason));

/** Cuts the connection, as a lost network does (1006). */
export const drop: Step = (turn) => turn.leave((stage) => stage.drop());
