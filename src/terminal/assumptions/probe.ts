import type { Content, GoogleGenAI, LiveServerMessage } from '@google/genai';
import type { Clock } from '../../clock.ts';
import { type Call, type Connection, dial } from '../../live/dial.ts';
import type { Model } from '../../live/models.ts';
import { connectConfig } from '../../live/setup.ts';

/** What an assumption may use. `signal` aborts when its time is up. */
export type LiveTools = {
  /** The name of the model that is set, and what it is taken to allow. */
  name: string;
  model: Model;
  apiVersion: string;
  /** The SDK's client for an API version; the one that is set if none is named. */
  google(apiVersion?: string): GoogleGenAI;
  clock: Clock;
  signal: AbortSignal;
};

/** What one answer was like. Times are milliseconds since the question was sent. */
export type Heard = {
  text: string;
  firstText?: number;
  lastText?: number;
  /** When `generationComplete` came, and how much of the text was there by then. */
  generated?: { at: number; characters: number };
  /** When the turn was complete. */
  complete?: number;
};

/** How a probe is opened. */
export type Opening = { handle?: string; apiVersion?: string; extra?: Call['extra'] };

const INSTRUCTION = 'You are being examined. Answer every message at once, and as briefly as you can.';

/** One connection on which single frames are watched, below everything that Parley does to make up for their order. */
export class Probe {
  #tools: LiveTools;
  #connection: Connection | undefined;
  #turn: { heard: Heard; started: number; over: PromiseWithResolvers<void> } | undefined;
  #handle = Promise.withResolvers<string>();

  private constructor(tools: LiveTools) {
    this.#tools = tools;
  }

  /** Dials, with the errors of `dial`. */
  static async open(tools: LiveTools, { handle, apiVersion, extra }: Opening = {}): Promise<Probe> {
    const { name, model, clock, signal } = tools;
    const probe = new Probe(tools);
    const config = connectConfig({ model: name, instruction: INSTRUCTION }, model, handle);
    const receive = (message: LiveServerMessage) => probe.#receive(message);
    const call = { model: name, config, extra, receive, clock, signal };
    probe.#connection = await dial(tools.google(apiVersion), call);
    return probe;
  }

  /** Tells earlier turns without asking for an answer, the way the model table says. */
  tell(turns: [role: 'user' | 'model', text: string][]): void {
    const contents: Content[] = turns.map(([role, text]) => ({ role, parts: [{ text }] }));
    this.#open.session.sendClientContent({ turns: contents, turnComplete: this.#tools.model.seed === 'history' });
  }

  /** Asks and resolves when the turn is complete. Rejects when the connection ends first, or the time is up. */
  async ask(text: string): Promise<Heard> {
    const { model, clock } = this.#tools;
    const heard: Heard = { text: '' };
    const over = Promise.withResolvers<void>();
    this.#turn = { heard, started: clock.now(), over };
    this.#handle = Promise.withResolvers();
    const { session } = this.#open;
    if (model.typed === 'realtime') session.sendRealtimeInput({ text });
    else session.sendClientContent({ turns: [{ role: 'user', parts: [{ text }] }], turnComplete: true });
    await this.#unlessEnded(over.promise);
    return heard;
  }

  /** The handle that follows the last turn. Rejects when the connection ends first, or the time is up. */
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

  get #open(): Connection {
    if (!this.#connection) throw new Error('the connection is not open yet');
    return this.#connection;
  }

  async #unlessEnded<T>(promise: Promise<T>): Promise<T> {
    const { signal } = this.#tools;
    const failed = Promise.withResolvers<never>();
    const abort = () => failed.reject(signal.reason);
    this.#open.ended.then(({ code, reason }) => failed.reject(new Error(`the connection ended: ${code} ${reason}`)));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await Promise.race([promise, failed.promise]);
    } finally {
      failed.promise.catch(() => {});
      signal.removeEventListener('abort', abort);
    }
  }

  #receive({ serverContent, sessionResumptionUpdate: update }: LiveServerMessage): void {
    if (update?.resumable && update.newHandle) this.#handle.resolve(update.newHandle);
    if (!this.#turn || !serverContent) return;
    const { heard, started, over } = this.#turn;
    const { outputTranscription, modelTurn, generationComplete, turnComplete, interactionStatus } = serverContent;
    const { output, over: end } = this.#tools.model;
    const at = this.#tools.clock.now() - started;
    const parts = modelTurn?.parts?.filter(({ thought }) => !thought).map(({ text }) => text ?? '') ?? [];
    const text = output === 'audio' ? (outputTranscription?.text ?? '') : parts.join('');
    if (text) {
      heard.text += text;
      heard.firstText ??= at;
      heard.lastText = at;
    }
    if (generationComplete) heard.generated ??= { at, characters: heard.text.length };
    if (end === 'idle' ? interactionStatus !== 'IDLE' : !turnComplete) return;
    heard.complete = at;
    over.resolve();
  }
}
