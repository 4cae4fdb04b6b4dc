import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { refuseShape } from '../../../world/live/frame-shape.ts';
import type { ClientFrame, ServerFrame, SetupMessage } from '../../../world/live/wire.ts';
import { type Frame, sentAs } from './frames.ts';

/** A word in every question and every honest answer, so that it can be found where it mustn't be. */
export const OURS = 'medlar';

/** Decides what a visitor gets. */
export type Host = {
  /** A connection is open, and nothing has come yet. */
  opened(visit: Visit): void;
  /** The setup has come; `greet` must follow. */
  dialled(visit: Visit): void;
  /** A person begins to speak. */
  began(visit: Visit): void;
  /** A question has been asked, typed or spoken. */
  asked(visit: Visit, text: string): void;
  /** The client sent something that isn't a message of the protocol. */
  unexpected(what: string): void;
};

/** The words of the honest answer to a question. No other answer has the same. */
export const answerTo = (text: string): string => `${OURS}: you said ${text}, and that is all.`;

/** The sound of that answer, in whole samples. No other answer has the same. */
export const soundOf = (text: string): Buffer => Buffer.from(answerTo(text), 'utf16le');

const audio = (pcm: Buffer) => ({ inlineData: { mimeType: 'audio/pcm;rate=24000', data: pcm.toString('base64') } });

const half = (text: string, from: number, to: number): ServerFrame => ({
  serverContent: {
    outputTranscription: { text: answerTo(text).slice(from, to) },
    modelTurn: { role: 'model', parts: [audio(soundOf(text).subarray(2 * from, 2 * to))] },
  },
});

/** After how many characters an honest answer pauses, for a stream to strike. */
const MIDDLE = 10;

/** One connection, from the server's side. */
export class Visit {
  /** Settles when the connection is gone. */
  readonly ended: Promise<unknown>;
  setup: SetupMessage = {};
  #socket: WebSocket;
  #host: Host;
  #count: () => void;
  #history = false;
  #speaks = false;
  #pings: (() => void)[] = [];

  constructor(socket: WebSocket, host: Host, count: () => void) {
    this.#socket = socket;
    this.#host = host;
    this.#count = count;
    this.ended = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {}); // A close follows.
    socket.on('pong', () => this.#pings.shift()?.());
    socket.on('message', (bytes) => {
      count();
      this.#take(JSON.parse(String(bytes)));
    });
  }

  /** Which conversation it serves, by its instruction. */
  get who(): string | undefined {
    return this.setup.systemInstruction?.parts?.[0]?.text?.split('\n')[0];
  }

  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  greet(): void {
    this.#say({ setupComplete: { sessionId: 'one' } });
  }

  begin(text: string): void {
    this.#say(half(text, 0, MIDDLE));
  }

  finish(text: string): void {
    this.#say(half(text, MIDDLE, answerTo(text).length), { serverContent: { generationComplete: true } });
    this.#say({
      serverContent: { turnComplete: true, interactionStatus: 'IDLE' },
      usageMetadata: { promptTokenCount: 40, responseTokenCount: 20, thoughtsTokenCount: 1, totalTokenCount: 61 },
    });
  }

  handle(): void {
    this.#say({ sessionResumptionUpdate: { newHandle: 'honest', resumable: true } });
  }

  answer(text: string): void {
    this.begin(text);
    this.finish(text);
    this.handle();
  }

  /** Sends a mutated stream at once. */
  abuse(frames: readonly Frame[]): void {
    this.#count();
    for (const { pieces, binary } of frames.map(sentAs))
      for (const [index, piece] of pieces.entries())
        this.#socket.send(piece, { binary, fin: index === pieces.length - 1 }, () => {});
  }

  /** Resolves when the client has taken everything, or is gone. Its pong shows it, because it answers pings in order. */
  async taken(): Promise<void> {
    if (!this.open) return void (await this.ended);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#pings.push(resolve);
    this.#socket.ping();
    await Promise.race([promise, this.ended]);
  }

  #say(...frames: ServerFrame[]): void {
    this.#count();
    for (const each of frames) this.#socket.send(JSON.stringify(each), { binary: true }, () => {});
  }

  #take(frame: ClientFrame): void {
    const refused = refuseShape(frame);
    if (refused) this.#host.unexpected(refused.reason);
    const { setup, clientContent: content, realtimeInput: input } = frame;
    if (setup) this.#set(setup);
    else if (content?.turnComplete && this.#history) this.#history = false;
    else if (content?.turnComplete) this.#host.asked(this, content.turns?.at(-1)?.parts?.[0]?.text ?? '');
    if (input?.text) this.#host.asked(this, input.text);
    if ((input?.audio || input?.activityStart) && !this.#speaks) {
      this.#speaks = true;
      this.#host.began(this);
    }
    if (input?.activityEnd || input?.audioStreamEnd) {
      this.#speaks = false;
      this.#host.asked(this, 'something aloud');
    }
  }

  #set(setup: SetupMessage): void {
    const handle: unknown = setup.sessionResumption?.handle;
    if (handle !== undefined && typeof handle !== 'string') this.#host.unexpected('a handle that is no text');
    const refused = handle !== undefined && handle !== 'honest';
    if (refused) this.#socket.close(1007, 'Invalid session handle');
    else this.#open(setup);
  }

  #open(setup: SetupMessage): void {
    this.setup = setup;
    this.#history = setup.historyConfig?.initialHistoryInClientContent === true;
    this.#host.dialled(this);
  }
}

/** A Live API that can send anything. It keeps nothing of a connection that has ended. */
export class Peer {
  /** The open connections. */
  readonly visits = new Set<Visit>();
  /** How many connections there were. */
  accepted = 0;
  /** How many frames went over them in either direction. */
  frames = 0;
  #server: WebSocketServer;

  private constructor(server: WebSocketServer, host: Host) {
    this.#server = server;
    server.on('connection', (socket) => {
      const visit = new Visit(socket, host, () => this.frames++);
      this.accepted++;
      this.visits.add(visit);
      host.opened(visit);
      void visit.ended.then(() => this.visits.delete(visit));
    });
  }

  static async listen(host: Host): Promise<Peer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
    await once(server, 'listening');
    return new Peer(server, host);
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo; // It's a string only for pipes.
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
