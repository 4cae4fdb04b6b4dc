import {
  type Content,
  type GoogleGenAI,
  type LiveServerContent,
  type LiveServerMessage,
  MediaModality,
} from '@google/genai/web';
import { type Clock, unlessAborted } from '../../base/clock.ts';
import { type DialOptions, dial, type RawConnection } from '../../live/connection/dial.ts';
import type { KeyPlace } from '../../live/protocol/api-key.ts';
import { type ClientMessage, sendQuestion } from '../../live/protocol/client-message.ts';
import type { Model, ThinkingLevel } from '../../live/protocol/models.ts';
import { decideActivity, makeConnectConfig, type Setup } from '../../live/protocol/setup.ts';

/** What a test of an assumption may use. `signal` aborts when its time is up. */
export type LiveTools = {
  /** The name of the configured model, and what the table says it allows. */
  name: string;
  model: Model;
  apiVersion: string;
  keyIn: KeyPlace;
  thinking: Setup['thinking'];
  contextTokens: number;
  /** The text model that answers typed questions, and how hard it thinks. */
  typed: { model: string; thinking: ThinkingLevel } | 'off';
  /** The model that is asked whether Parley was meant, or "off". */
  decision: string;
  /** The SDK's client for an API version and a place of the key; by default the configured ones. */
  google(apiVersion?: string, keyIn?: KeyPlace): GoogleGenAI;
  clock: Clock;
  signal: AbortSignal;
};

/**
 * What was seen of one answer. Times are in milliseconds since the question was sent, or since its last word was said.
 */
export type ProbeAnswer = {
  text: string;
  /** How many tokens of pictures Google billed, if it billed any. */
  pictures?: number;
  /** When each frame with sound came. */
  sounds: number[];
  /** What the model understood of a spoken question, and when the first of it came. */
  understood?: { text: string; at: number };
  /** When the server said that the answer was interrupted. */
  interrupted?: number;
  firstText?: number;
  lastText?: number;
  /** When `generationComplete` came, and how many characters had come by then. */
  generated?: { at: number; characters: number };
  /** When the turn was complete. */
  complete?: number;
};

/** How a probe is opened. */
export type ProbeOptions = {
  /** Who decides when speech begins and ends, unless the model decides it. */
  activity?: Setup['activity'];
  handle?: string;
  apiVersion?: string;
  keyIn?: KeyPlace;
  extra?: DialOptions['extra'];
  /** What the model is told about itself; by default that it's being examined. */
  instruction?: string;
  /** What people may set for a place; nothing by default. */
  wishes?: Partial<Pick<Setup, 'voice' | 'hearing' | 'search' | 'tools'>>;
};

/**
 * An awaited answer. `started` is when its question was sent, and lies in the future while the question is being said.
 */
type Turn = { heard: ProbeAnswer; started: number; over: PromiseWithResolvers<void> };

const INSTRUCTION = 'You are being examined. Answer every message at once, and as briefly as you can.';

/** A connection whose frames are watched one by one, without Parley's corrections of their order. */
export class Probe {
  #tools: LiveTools;
  /** Who decides when speech begins and ends. */
  readonly activity: 'ours' | 'server';
  #connection: RawConnection | undefined;
  #turn: Turn | undefined;
  #handle = Promise.withResolvers<string>();
  /** Aborts, with how it ended, when the connection does. */
  #gone = new AbortController();

  private constructor(tools: LiveTools, activity: 'ours' | 'server') {
    this.#tools = tools;
    this.activity = activity;
  }

  /** Dials, with the errors of `dial`. */
  static async open(
    tools: LiveTools,
    { handle, apiVersion, keyIn, extra, activity = 'ours', instruction = INSTRUCTION, wishes }: ProbeOptions = {},
  ): Promise<Probe> {
    const { name, model, thinking, contextTokens, clock, signal } = tools;
    const setup = { model: name, instruction, activity, contextTokens, thinking, tools: [], ...wishes };
    const probe = new Probe(tools, decideActivity(setup, model));
    const config = makeConnectConfig(setup, model, handle);
    const receive = (message: LiveServerMessage) => probe.#receive(message);
    const call = { model: name, config, extra, receive, clock, signal };
    probe.#connection = await dial(tools.google(apiVersion, keyIn), call);
    probe.#connection.ended.then(({ code, reason }) =>
      probe.#gone.abort(new Error(`the connection ended: ${code} ${reason}`)),
    );
    return probe;
  }

  /** Sends earlier turns without asking for an answer, in the way that the model's entry in the table requires. */
  tell(turns: [role: 'user' | 'model', text: string][]): void {
    const contents: Content[] = turns.map(([role, text]) => ({ role, parts: [{ text }] }));
    this.#open.session.sendClientContent({ turns: contents, turnComplete: this.#tools.model.seed === 'history' });
  }

  /** Asks, and resolves as `put` does. */
  ask(text: string): Promise<ProbeAnswer> {
    return this.put(sendQuestion(text, this.#tools.model));
  }

  /** Says what asks for an answer, and resolves when the turn is complete. Rejects if the connection ends first, or the time is up. */
  put(question: ClientMessage): Promise<ProbeAnswer> {
    const { answered } = this.await(this.#tools.clock.now());
    this.say(question);
    return answered;
  }

  /** Says something at once. */
  say(phrase: ClientMessage): void {
    phrase(this.#open.session);
  }

  /**
   * Awaits the answer to a question that ends at `started`, in milliseconds of the clock. What comes earlier has
   * negative times, and an end that comes earlier doesn't count. `heard` grows as the answer comes, and `answered`
   * rejects if the connection ends first, or the time is up.
   */
  await(started: number): { heard: ProbeAnswer; answered: Promise<ProbeAnswer> } {
    const heard: ProbeAnswer = { text: '', sounds: [] };
    const over = Promise.withResolvers<void>();
    this.#turn = { heard, started, over };
    this.#handle = Promise.withResolvers();
    const answered = this.#unlessEnded(over.promise).then(() => heard);
    // While the question is still being said, nobody awaits this yet.
    answered.catch(() => {});
    return { heard, answered };
  }

  /** The handle that follows the last turn. Rejects if the connection ends first, or the time is up. */
  handle(): Promise<string> {
    return this.#unlessEnded(this.#handle.promise);
  }

  async close(): Promise<void> {
    this.#open.close();
    await this.#open.ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get #open(): RawConnection {
    if (!this.#connection) throw new Error('the connection is not open yet');
    return this.#connection;
  }

  #unlessEnded<T>(promise: Promise<T>): Promise<T> {
    return unlessAborted(promise, AbortSignal.any([this.#tools.signal, this.#gone.signal]));
  }

  #receive({ serverContent, sessionResumptionUpdate: update, usageMetadata }: LiveServerMessage): void {
    const seen = usageMetadata?.promptTokensDetails?.find(({ modality }) => modality === MediaModality.IMAGE);
    if (this.#turn && seen?.tokenCount) this.#turn.heard.pictures = seen.tokenCount;
    if (update?.resumable && update.newHandle) this.#handle.resolve(update.newHandle);
    if (!this.#turn || !serverContent) return;
    const { heard, started, over } = this.#turn;
    const at = this.#tools.clock.now() - started;
    note(serverContent, heard, at, this.#tools.model);
    const { turnComplete, interactionStatus } = serverContent;
    const ended = this.#tools.model.over === 'idle' ? interactionStatus === 'IDLE' : turnComplete;
    if (!ended || at < 0) return;
    heard.complete = at;
    over.resolve();
  }
}

/** Adds to `heard` what a frame contains of the answer and of what was understood. */
const note = (content: LiveServerContent, heard: ProbeAnswer, at: number, { output }: Model): void => {
  const { inputTranscription, outputTranscription, modelTurn, generationComplete, interrupted } = content;
  const parts = modelTurn?.parts?.filter(({ thought }) => !thought) ?? [];
  const text = output === 'audio' ? outputTranscription?.text : parts.map((part) => part.text ?? '').join('');
  if (text) {
    heard.text += text;
    heard.firstText ??= at;
    heard.lastText = at;
  }
  if (parts.some(({ inlineData }) => inlineData?.data)) heard.sounds.push(at);
  if (inputTranscription?.text) {
    const { text: before = '', at: first = at } = heard.understood ?? {};
    heard.understood = { text: before + inputTranscription.text, at: first };
  }
  if (interrupted) heard.interrupted ??= at;
  if (generationComplete) heard.generated ??= { at, characters: heard.text.length };
};
