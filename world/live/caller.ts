import {
  GoogleGenAI,
  type GoogleGenAIOptions,
  type LiveConnectConfig,
  type LiveServerMessage,
  type Session,
  ThinkingLevel,
} from '@google/genai';
import { Arrivals } from './arrivals.ts';
import type { Live } from './live.ts';

/** An unmodified SDK that is pointed at the local server. */
export const sdk = (live: Live, options: GoogleGenAIOptions = {}): GoogleGenAI =>
  new GoogleGenAI({ apiKey: live.key, apiVersion: 'v1beta', httpOptions: { baseUrl: live.url }, ...options });

/** How a connection differs from a plain one to gemini-3.8-live. */
export type CallerOptions = { model?: string; config?: LiveConnectConfig; ai?: GoogleGenAI };

/** A loud hum of `ms` milliseconds, which counts as speech: 16 kHz mono s16le. */
export const makeLoudPcm = (ms: number): Buffer => Buffer.from(new Int16Array(16 * ms).fill(3000).buffer);

/** `ms` milliseconds of silence: 16 kHz mono s16le. */
export const makeSilentPcm = (ms: number): Buffer => Buffer.alloc(32 * ms);

/** A setup in which the client decides when speech begins and ends. */
export const manual: LiveConnectConfig = { realtimeInputConfig: { automaticActivityDetection: { disabled: true } } };

/** What the setup of a model with extended thinking must contain. */
export const thinking: LiveConnectConfig = { thinkingConfig: { thinkingLevel: ThinkingLevel.LOW } };

/** One connection of an unmodified SDK, and every message that it received. */
export class Caller {
  readonly session: Session;
  readonly closed: Promise<{ code: number; reason: string }>;
  #heard: Arrivals<LiveServerMessage>;

  private constructor(session: Session, heard: Arrivals<LiveServerMessage>, closed: Caller['closed']) {
    this.session = session;
    this.#heard = heard;
    this.closed = closed;
  }

  /** Connects. Rejects as the SDK does: with an Error whose text contains the code and the reason. */
  static async dial(
    live: Live,
    { model = 'gemini-3.8-live', config = {}, ai = sdk(live) }: CallerOptions = {},
  ): Promise<Caller> {
    const heard = new Arrivals<LiveServerMessage>();
    const closed = Promise.withResolvers<{ code: number; reason: string }>();
    const session = await ai.live.connect({
      model,
      config,
      callbacks: {
        onmessage: (message) => heard.add(message),
        onclose: ({ code, reason }) => closed.resolve({ code, reason }),
      },
    });
    return new Caller(session, heard, closed.promise);
  }

  /** Every message so far, setupComplete included. */
  get messages(): readonly LiveServerMessage[] {
    return this.#heard.all;
  }

  /** The first matching message from the `from`-th on, whether it has arrived or is still to come. */
  async message(matches: (message: LiveServerMessage) => unknown, from = 0): Promise<LiveServerMessage> {
    return this.#heard.first(
      (message) => this.messages.indexOf(message) >= from && Boolean(matches(message)),
      `a message that matches ${matches}`,
    );
  }

  /** Asks by clientContent, waits for the end of the turn, and returns its transcript. */
  async ask(text: string): Promise<string> {
    const from = this.messages.length;
    this.session.sendClientContent({ turns: [{ role: 'user', parts: [{ text }] }] });
    await this.message(({ serverContent }) => serverContent?.turnComplete, from);
    return this.transcript(from);
  }

  /** Sends pieces of sound, one frame each: 16 kHz mono s16le. */
  sound(...pieces: Buffer[]): void {
    for (const pcm of pieces) {
      this.session.sendRealtimeInput({ audio: { data: pcm.toString('base64'), mimeType: 'audio/pcm;rate=16000' } });
    }
  }

  /** Announces that a person begins to speak. */
  begin(): void {
    this.session.sendRealtimeInput({ activityStart: {} });
  }

  /** Announces that they're done. */
  end(): void {
    this.session.sendRealtimeInput({ activityEnd: {} });
  }

  /** Says something in an activity of its own. */
  speak(...pieces: Buffer[]): void {
    this.begin();
    this.sound(...pieces);
    this.end();
  }

  /** Tells something that asks for no answer, such as who speaks next. */
  mark(text: string): void {
    this.session.sendClientContent({ turns: [{ role: 'user', parts: [{ text }] }], turnComplete: false });
  }

  /** Waits for the end of a turn, from the `from`-th message on. */
  async turnOver(from = 0): Promise<void> {
    await this.message(({ serverContent }) => serverContent?.turnComplete, from);
  }

  /** The transcript from the `from`-th message on. */
  transcript(from = 0): string {
    return this.messages
      .slice(from)
      .map(({ serverContent }) => serverContent?.outputTranscription?.text ?? '')
      .join('');
  }

  /** The newest handle that can be resumed, once one has come after the `from`-th message. */
  async handle(from = 0): Promise<string> {
    await this.message(({ sessionResumptionUpdate }) => sessionResumptionUpdate?.resumable, from);
    const updates = this.messages.map(({ sessionResumptionUpdate }) => sessionResumptionUpdate);
    return updates.findLast((update) => update?.resumable)?.newHandle ?? '';
  }

  /** Hangs up and waits until the server has noticed. */
  async hangUp(): Promise<void> {
    this.session.close();
    await this.closed;
  }

  /** The field names of each message, with those inside of serverContent, for comparing orders. */
  get order(): string[] {
    return this.messages.map((message) =>
      Object.entries(message)
        .flatMap(([name, value]) => (name === 'serverContent' ? Object.keys(value) : [name]))
        .join('+'),
    );
  }
}
