import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Clock, startDeadline } from '../../base/clock.ts';
import type { Ending } from '../failures/connection-ending.ts';
import { parseServerMessage, type ServerMessage } from '../protocol/server-message.ts';

/** What the SDK wants to know about its socket. */
export type SocketCallbacks = {
  onopen(): void;
  onmessage(event: { data: string }): void;
  onerror(event: { message: string }): void;
  onclose(event: Ending): void;
};

/** The largest accepted frame. Google's have tens of kilobytes; a peer that sends more isn't Google. */
const MOST_FRAME_BYTES = 16 * 1024 * 1024;

/**
 * How often the peer is pinged, in milliseconds, which also keeps the connection open in routers. Google's pongs took 8
 * to 30 s at times, so a late pong means nothing while anything else comes.
 */
const PING = 20_000;

/** How long a peer that hasn't answered a ping may take to answer the next one, in milliseconds. */
const PONG_WITHIN = 2_000;

/** How long the peer may take to answer our close before the socket is cut, in milliseconds. */
const CLOSE_GRACE = 1_000;

/**
 * The only message that the SDK ever gets. Anything else in a frame may break its own parsing, for example a field named
 * `text` or `data`, and nobody can handle that rejection.
 */
const SET_UP = JSON.stringify({ setupComplete: {} });

/** What a socket is opened with. */
type LiveSocketOptions = {
  url: string;
  headers: Record<string, string>;
  sdk: SocketCallbacks;
  receive(message: ServerMessage): void;
  clock: Clock;
};

/**
 * The socket of one Live connection. The SDK gets it in place of its own, which can be neither cancelled nor bounded. It
 * parses each frame once and passes it to `receive`; the SDK only hears that its setup is complete. A frame that isn't a
 * message, or a `receive` that throws, ends this connection and not the process.
 */
export class LiveSocket {
  /** Settles once, when the socket is gone for whatever reason. */
  readonly ended: Promise<Ending>;

  readonly #options: LiveSocketOptions;
  readonly #settle: (ending: Ending) => void;
  /** Aborts when the socket is gone. */
  readonly #gone = new AbortController();
  #socket: WebSocket | undefined;
  /** How far the setup is: not sent yet, sent and not answered yet, or complete. */
  #setup: 'unsent' | 'sent' | 'complete' = 'unsent';
  /** Whether nothing has come since the last ping. */
  #owesPong = false;
  /** Why our side is ending the connection, if it is: it broke with `error`, or was cut. */
  #fault: { ending: Ending; error?: Error } | undefined;

  constructor(options: LiveSocketOptions) {
    const { promise, resolve } = Promise.withResolvers<Ending>();
    this.ended = promise;
    this.#settle = resolve;
    this.#options = options;
  }

  /** Whether the setup has been sent, so that only the peer's answer to it is missing. */
  get asked(): boolean {
    return this.#setup !== 'unsent';
  }

  /** The error that broke the connection, if it was one. */
  get error(): Error | undefined {
    return this.#fault?.error;
  }

  /** Called by the SDK. */
  connect(): void {
    const { url, headers, sdk } = this.#options;
    const socket = new WebSocket(url, { headers, perMessageDeflate: false, maxPayload: MOST_FRAME_BYTES });
    this.#socket = socket;
    socket.on('open', () => {
      sdk.onopen();
      // The abort that ends it is no failure.
      this.#keepAlive().catch(() => {});
    });
    socket.on('pong', () => {
      this.#owesPong = false;
    });
    socket.on('message', (bytes) => this.#take(bytes.toString()));
    socket.on('error', (error) => {
      const { message } = error;
      this.#fault ??= { ending: { code: 1006, reason: message }, error };
      // Otherwise a peer that broke the protocol would have half a minute to answer our close.
      socket.terminate();
      sdk.onerror({ message });
    });
    socket.on('close', (code, reason) => {
      const ending = this.#fault?.ending ?? { code, reason: reason.toString() };
      this.#gone.abort('the socket is gone');
      this.#settle(ending);
      sdk.onclose(ending);
    });
  }

  /** Called by the SDK and through it. What is sent after the end is dropped, because nobody is there to read it. */
  send(frame: string): void {
    if (this.#setup === 'unsent') this.#setup = 'sent';
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(frame);
  }

  /** Bytes that were sent but haven't left this process, because the network is slow. */
  get waiting(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /**
   * Whether the peer is still there, as far as that can be known: a connection can be dead for minutes before a socket
   * notices. If something came since the last ping, that's enough; otherwise the peer is pinged again.
   */
  async isAlive(): Promise<boolean> {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return false;
    if (!this.#owesPong) return true;
    const { clock } = this.#options;
    using time = startDeadline(clock, { ms: PONG_WITHIN, reason: 'no pong', signal: this.#gone.signal });
    socket.ping();
    // The signal removes the listener, because a connection may be checked for hours.
    await once(socket, 'pong', { signal: time.signal }).catch(() => {});
    return !this.#owesPong && socket.readyState === WebSocket.OPEN;
  }

  /** Pings the peer. `isAlive` says later whether anything came back. */
  ping(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#owesPong = true;
    this.#socket.ping();
  }

  /** Closes properly, and cuts the socket if the peer doesn't answer. */
  close(): void {
    const socket = this.#socket;
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    socket.close(1000);
    this.#options.clock.sleep(CLOSE_GRACE, this.#gone.signal).then(
      () => socket.terminate(),
      () => {},
    );
  }

  /** Cuts the socket at once. `ended` reports `reason`, unless the peer was just closing and gave its own. */
  cut(reason: string): void {
    if (this.#socket?.readyState !== WebSocket.CLOSING) this.#fault ??= { ending: { code: 1006, reason } };
    this.#socket?.terminate();
  }

  async #keepAlive(): Promise<void> {
    for (;;) {
      await this.#options.clock.sleep(PING, this.#gone.signal);
      this.ping();
    }
  }

  #take(data: string): void {
    this.#owesPong = false;
    // Frames that arrived together with a bad one would otherwise still be passed on.
    if (this.#fault) return;
    try {
      const message = parseServerMessage(JSON.parse(data));
      if (message) this.#options.receive(message);
      else this.cut('a frame was no message');
      if (message?.setupComplete) this.#complete();
    } catch (error) {
      // An error's message may quote the frame, and reasons are logged.
      const kind = error instanceof Error ? error.name : typeof error;
      this.cut(kind === 'SyntaxError' ? 'a frame was no JSON' : `a frame could not be taken: ${kind}`);
    }
  }

  /** The SDK can't hear of it before it has sent its setup: it would refer to an object that it hasn't created yet. */
  #complete(): void {
    if (this.#setup === 'unsent') this.cut('the setup was complete before it was sent');
    if (this.#setup !== 'sent') return;
    this.#setup = 'complete';
    this.#options.sdk.onmessage({ data: SET_UP });
  }
}
