import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Clock, startDeadline } from '../../base/clock.ts';
import type { Ending } from '../failures/ending.ts';
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

/** How long a peer that owes a pong may take for another one, if it's needed. */
const PONG_WITHIN = 2_000;

/** How long the peer may take to answer our close before the socket is cut. */
const CLOSE_GRACE = 1_000;

/**
 * The only message that the SDK ever gets. Anything else in a frame may break its own parsing, for example a field named
 * `text` or `data`, and nobody can handle that rejection.
 */
const SET_UP = JSON.stringify({ setupComplete: {} });

/**
 * The socket of one Live connection, given to the SDK in place of its own, which can't be cancelled or bounded. It
 * parses each frame once and passes it to `receive`; the SDK only hears that its setup is complete. A frame that isn't a
 * message, or a `receive` that throws, ends this connection and not the process.
 */
export class LiveSocket {
  /** Settles once, when the socket is gone for whatever reason. */
  readonly ended: Promise<Ending>;

  #url: string;
  #headers: Record<string, string>;
  #sdk: SocketCallbacks;
  #receive: (message: ServerMessage) => void;
  #clock: Clock;
  /** Aborts when the socket is gone. */
  #gone = new AbortController();
  /** Whether nothing has come since the last ping. */
  #owing = false;
  #socket: WebSocket | undefined;
  #settle: (ending: Ending) => void;
  #fault: Ending | undefined;
  #error: Error | undefined;
  #state: 'opening' | 'asked' | 'ready' = 'opening';

  constructor(
    url: string,
    headers: Record<string, string>,
    sdk: SocketCallbacks,
    receive: (message: ServerMessage) => void,
    clock: Clock,
  ) {
    const { promise, resolve } = Promise.withResolvers<Ending>();
    this.ended = promise;
    this.#settle = resolve;
    this.#url = url;
    this.#headers = headers;
    this.#sdk = sdk;
    this.#receive = receive;
    this.#clock = clock;
  }

  /** Whether the setup has been sent, so that only the peer's answer to it is missing. */
  get asked(): boolean {
    return this.#state !== 'opening';
  }

  /** The error that broke the connection, if it was one. */
  get error(): Error | undefined {
    return this.#error;
  }

  /** Called by the SDK. */
  connect(): void {
    const socket = new WebSocket(this.#url, {
      headers: this.#headers,
      perMessageDeflate: false,
      maxPayload: MOST_FRAME_BYTES,
    });
    this.#socket = socket;
    socket.on('open', () => {
      this.#sdk.onopen();
      // It ends when it's aborted.
      this.#keepAlive().catch(() => {});
    });
    socket.on('pong', () => {
      this.#owing = false;
    });
    socket.on('message', (bytes) => this.#take(bytes.toString()));
    socket.on('error', (error) => {
      const { message } = error;
      this.#error ??= error;
      this.#fault ??= { code: 1006, reason: message };
      // Otherwise a peer that broke the protocol would have half a minute to answer our close.
      socket.terminate();
      this.#sdk.onerror({ message });
    });
    socket.on('close', (code, reason) => {
      const ending = this.#fault ?? { code, reason: reason.toString() };
      this.#gone.abort('the socket is gone');
      this.#settle(ending);
      this.#sdk.onclose(ending);
    });
  }

  /** Called by the SDK and through it. What is sent after the end is dropped, because nobody is there to read it. */
  send(frame: string): void {
    if (this.#state === 'opening') this.#state = 'asked';
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(frame);
  }

  /** Bytes that were sent but haven't left this process, because the network is slow. */
  get waiting(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /**
   * Whether the peer is still there, as far as that can be known: a connection can be dead for minutes before a socket
   * notices. It's certain at once if something came since the last ping; otherwise the peer is pinged again.
   */
  async alive(): Promise<boolean> {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return false;
    if (!this.#owing) return true;
    using time = startDeadline(this.#clock, { ms: PONG_WITHIN, reason: 'no pong', signal: this.#gone.signal });
    socket.ping();
    // The signal removes the listener, because a connection may be checked for hours.
    await once(socket, 'pong', { signal: time.signal }).catch(() => {});
    return !this.#owing && socket.readyState === WebSocket.OPEN;
  }

  /** Pings the peer. `alive` says later whether anything came back. */
  ping(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#owing = true;
    this.#socket.ping();
  }

  /** Closes properly, and cuts the socket if the peer doesn't answer. */
  close(): void {
    const socket = this.#socket;
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    socket.close(1000);
    this.#clock.sleep(CLOSE_GRACE, this.#gone.signal).then(
      () => socket.terminate(),
      () => {},
    );
  }

  /** Cuts the socket at once. `ended` reports `reason`, unless the peer was just closing and gave its own. */
  cut(reason: string): void {
    if (this.#socket?.readyState !== WebSocket.CLOSING) this.#fault ??= { code: 1006, reason };
    this.#socket?.terminate();
  }

  async #keepAlive(): Promise<void> {
    for (;;) {
      await this.#clock.sleep(PING, this.#gone.signal);
      this.ping();
    }
  }

  #take(data: string): void {
    this.#owing = false;
    // Frames that arrived together with the bad one would otherwise still be passed on.
    if (this.#fault) return;
    try {
      const message = parseServerMessage(JSON.parse(data));
      if (message) this.#receive(message);
      else this.cut('a frame was no message');
      if (message?.setupComplete) this.#complete();
    } catch (error) {
      // An error's message may quote the frame, and reasons are logged.
      const kind = error instanceof Error ? error.name : typeof error;
      this.cut(kind === 'SyntaxError' ? 'a frame was no JSON' : `a frame could not be taken: ${kind}`);
    }
  }

  /** The SDK can't receive it before it has asked, because it would refer to an object that it hasn't created yet. */
  #complete(): void {
    if (this.#state === 'opening') this.cut('the setup was complete before it was sent');
    if (this.#state !== 'asked') return;
    this.#state = 'ready';
    this.#sdk.onmessage({ data: SET_UP });
  }
}
