import type { Clock } from '../../src/base/clock.ts';
import { Arrivals } from './arrivals.ts';
import { CallLedger } from './call-ledger.ts';
import { refuseShape } from './frame-shape.ts';
import { HeardLog } from './heard-log.ts';
import { Lag } from './network-lag.ts';
import type { KeyLocation } from './server-port.ts';
import type { ServerSocket } from './server-socket.ts';
import type { ClientFrame, Refusal, ServerFrame, SetupMessage } from './wire.ts';

/** How many bytes a close reason may have: a control frame holds 125, two of which are the code. */
const REASON_BYTES = 123;

/** The path of a Live connection for either of Google's services, after any prefix and one slash or two. */
const PATH =
  /\/ws\/google\.(?:ai\.generativelanguage|cloud\.aiplatform)\.(v\w+)\.[\w./]*BidiGenerateContent(?:Constrained)?$/;

/** The API version in the path of a Live connection; nothing if it's another path. */
export const versionOf = (path: string): string | undefined => PATH.exec(path)?.[1];

/** Something that a client sent and the server had to refuse, or that no well-behaved client would send. */
export type Complaint = { connection?: LocalConnection; reason: string; code?: number; frame?: unknown };

/** How one connection ended. The code is 1006 if the socket was cut, and 1005 if the client gave none. */
export type ConnectionEnd = { code: number; reason: string };

/** What a connection was dialled with, and what it reports to. */
export type LocalConnectionOptions = {
  /** The whole path without the query, as dialled. */
  path: string;
  apiVersion: string;
  key: string | undefined;
  keyIn: KeyLocation;
  /** Whether server frames are binary, as the real ones are, or text. */
  binary: boolean;
  clock: Clock;
  /** How long a frame takes to arrive at the moment, in milliseconds. */
  latency(): number;
  /** How long a ping waits for its pong at the moment, in milliseconds. */
  pongDelay(): number;
  unexpected(note: Complaint): void;
  sent(connection: LocalConnection, frame: unknown): void;
  /** The client closes; `answer` closes in return. */
  left(connection: LocalConnection, answer: () => void): void;
};

/** One WebSocket to the local server: what came over it, and ways to send anything back. */
export class LocalConnection {
  readonly path: string;
  readonly apiVersion: string;
  readonly key: string | undefined;
  readonly keyIn: KeyLocation;
  /** Resolves when the socket is gone. Never rejects. */
  readonly ended: Promise<ConnectionEnd>;
  /** The function calls that were sent over it. */
  readonly calls: CallLedger;
  /** What was heard on it, for tests. */
  readonly heard = new HeardLog();
  #line: LocalConnectionOptions;
  #socket: ServerSocket;
  #coming: Lag<string>;
  #leaving: Lag<() => void>;
  #closing = false;
  #frames = new Arrivals<ClientFrame>();
  #receive: (frame: ClientFrame) => void = () => {};
  #talks: 'freely' | 'properly' | 'not at all' = 'properly';

  constructor(socket: ServerSocket, line: LocalConnectionOptions) {
    this.path = line.path;
    this.apiVersion = line.apiVersion;
    this.key = line.key;
    this.keyIn = line.keyIn;
    this.#line = line;
    this.calls = new CallLedger(() => line.clock.now());
    this.#socket = socket;
    this.#coming = new Lag(line.clock, line.latency, (text) => this.#take(text));
    this.#leaving = new Lag(line.clock, line.latency, (leave) => leave());
    const { promise, resolve } = Promise.withResolvers<ConnectionEnd>();
    this.ended = promise;
    socket.on('error', () => {}); // A close event follows, which settles `ended`.
    socket.on('close', (code, reason) => {
      // What the client sent before it left arrives before the end, even if a virtual clock stands still.
      this.#coming.flush();
      const why = `the connection has ended with ${code} ${reason}`;
      this.#frames.end(why);
      this.heard.end(why);
      resolve({ code, reason: reason.toString() });
    });
    socket.on('message', (message) => this.#coming.push(String(message)));
    socket.on('ping', (payload) => this.#pong(payload));
    socket.asked = (answer) => line.left(this, answer);
  }

  /** Whether frames can still go both ways. */
  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN && !this.#closing;
  }

  /** The setup that the client sent. Throws if it hasn't come yet. */
  get setup(): SetupMessage {
    const setup = this.frames.find((frame) => frame.setup)?.setup;
    if (!setup) throw new Error('the client has not sent its setup yet');
    return setup;
  }

  /** Every frame that came, in order, the setup being the first. */
  get frames(): readonly ClientFrame[] {
    return this.#frames.all;
  }

  /** The first matching frame, whether it has come or is still to come. Rejects after `TEST_PATIENCE`. */
  frame(matches: (frame: ClientFrame) => boolean): Promise<ClientFrame> {
    return this.#frames.first(matches, `a frame that matches ${matches}`);
  }

  /** The n-th frame, counted from 0, whether it has come or is still to come. Rejects after `TEST_PATIENCE`. */
  frameAt(n: number): Promise<ClientFrame> {
    return this.#frames.at(n, `frame ${n}`);
  }

  /** From now on passes every frame to `receive`, after keeping it. */
  receiver(receive: (frame: ClientFrame) => void): void {
    this.#receive = receive;
  }

  /** Lets anything in, even what isn't a message of the protocol: a recorded client speaks an older one. */
  trust(): void {
    this.#talks = 'freely';
  }

  /** Sends frames. On a connection that's closing or muted nothing happens, and as with the real one, nothing says so. */
  send(frames: ServerFrame | readonly ServerFrame[]): void {
    for (const frame of [frames].flat()) {
      this.sendText(JSON.stringify(frame));
      this.calls.note(frame);
      this.#line.sent(this, frame);
    }
  }

  /** Sends any text as one frame. */
  sendText(text: string): void {
    if (!this.open || this.#talks === 'not at all') return;
    this.#leaving.push(() => this.#socket.send(text, { binary: this.#line.binary }, () => {}));
  }

  /** Announces the end of the connection, such as in `'50s'`. */
  goAway(timeLeft: string): void {
    this.send({ goAway: { timeLeft } });
  }

  /** Sends nothing from now on; the socket stays open. */
  mute(): void {
    this.#talks = 'not at all';
  }

  /** Closes with a code and as much of the reason as fits. */
  close(code: number, reason = ''): void {
    if (!this.open) return;
    this.#closing = true;
    this.#leaving.push(() => this.#socket.end(code, cut(reason)));
  }

  /** Cuts the TCP connection: the client sees 1006. */
  drop(): void {
    this.#closing = true;
    this.#socket.terminate();
  }

  /** Closes because of something that the client sent, and lists that as unexpected. */
  refuse({ code, reason }: Refusal, frame?: unknown): void {
    this.#line.unexpected({ connection: this, code, reason, frame });
    this.close(code, reason);
  }

  /** Lists something as unexpected and goes on. */
  unexpected(reason: string, frame?: unknown): void {
    this.#line.unexpected({ connection: this, reason, frame });
  }

  async #pong(payload: Buffer): Promise<void> {
    const { clock, pongDelay } = this.#line;
    const ms = pongDelay();
    if (ms > 0) await clock.sleep(ms);
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.pong(payload);
  }

  #take(text: string) {
    if (this.#closing) return;
    const json = parseJson(text);
    const refused = this.#talks === 'freely' ? undefined : (refuseSize(text) ?? refuseShape(json));
    if (refused) return this.refuse(refused, json ?? text);
    const frame = json as ClientFrame; // Its fields have just been checked.
    this.#frames.add(frame);
    this.#receive(frame);
  }
}

/** The bytes of the largest message that the server takes. Larger ones close a WebSocket with 1009. */
const MOST_BYTES = 8 * 1024 * 1024;

const refuseSize = (text: string): Refusal | undefined =>
  Buffer.byteLength(text) > MOST_BYTES ? { code: 1009, reason: 'message too big' } : undefined;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A reason that fits a close frame, cut between characters. */
function cut(reason: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of reason) {
    bytes += Buffer.byteLength(character);
    if (bytes > REASON_BYTES) break;
    kept += character;
  }
  return kept;
}
