import { GoogleGenAI, type Live, type LiveConnectConfig, type Session } from '@google/genai/web';
import { type Clock, within } from '../../base/clock.ts';
import { OWN_CLOSE_REASONS } from '../failures/close-codes.ts';
import type { Ending } from '../failures/connection-ending.ts';
import { type KeyPlace, makeKeyHeaders, stripKey } from '../protocol/api-key.ts';
import type { ServerMessage } from '../protocol/server-message.ts';
import { LiveSocket, type SocketCallbacks } from './live-socket.ts';

/** Where the Live API is, who pays for it, and where a connection carries that key: in its URL by default. */
export type Google = { apiKey: string; apiVersion: string; baseUrl?: string | undefined; keyIn?: KeyPlace };

/** One WebSocket to the Live API, set up and ready, together with its end. */
export type RawConnection = {
  /** What the SDK can say on it. Its methods don't throw when the connection is gone; only `ended` tells. */
  session: Session;
  /** Settles when the connection is gone. */
  ended: Promise<Ending>;
  /** Whether the other side is still there; see `LiveSocket.isAlive`. */
  isAlive(): Promise<boolean>;
  /** Asks for a sign of life; see `LiveSocket.ping`. */
  ping(): void;
  /** Bytes that were sent on it and haven't left this process. */
  countWaiting(): number;
  /** Closes it; `ended` follows within about a second. */
  close(): void;
  /** Cuts it at once. */
  cut(reason: string): void;
};

/** What to open a connection with. */
export type DialOptions = {
  model: string;
  config: LiveConnectConfig;
  /** Fields of the setup message that the SDK drops on its way (`historyConfig`, js-genai issue 1448). */
  extra?: Record<string, unknown>;
  /** Gets every frame as it arrives, from the first one on, even while the dial is still under way. */
  receive(message: ServerMessage): void;
  clock: Clock;
  /** How long it may take, in milliseconds; {@link DIAL_DEADLINE} by default. */
  deadline?: number;
  /** Ends the dial, but not a connection that's open. */
  signal: AbortSignal;
};

/** A dial failed; `ending` says how its socket ended. */
export class DialError extends Error {
  override name = 'DialError';
  readonly ending: Ending;

  constructor(ending: Ending, options?: ErrorOptions) {
    super(`no Live connection: ${ending.code} ${ending.reason}`, options);
    this.ending = ending;
  }
}

/**
 * How long a dial may take, from the first packet to Google's `setupComplete`, in milliseconds. It usually takes well
 * under a second. If one hangs, there's time left for another; see `ConnectPatience`.
 */
export const DIAL_DEADLINE = 10_000;

/** Makes the SDK's client. Vertex is explicitly off, because an environment variable of the SDK could switch it on. */
export const makeGoogleClient = ({ apiKey, apiVersion, baseUrl, keyIn = 'url' }: Google): GoogleGenAI => {
  const httpOptions = { ...(baseUrl && { baseUrl }), ...(keyIn === 'header' && { headers: makeKeyHeaders(apiKey) }) };
  return new GoogleGenAI({ apiKey, apiVersion, vertexai: false, httpOptions });
};

/**
 * Opens one connection. The SDK builds the URL and the messages. Its own `connect()` can hang for ever on a silent or
 * broken peer and takes no signal, so it gets our socket, which is cut when the deadline passes or the signal aborts.
 *
 * @throws DialError if there's no connection in time; the signal's reason if it aborts.
 */
export const dial = async (google: GoogleGenAI, call: DialOptions): Promise<RawConnection> => {
  const { model, config, extra, receive, clock, deadline = DIAL_DEADLINE, signal } = call;
  signal.throwIfAborted();
  let socket: LiveSocket | undefined;
  const create = (url: string, headers: Record<string, string>, sdk: SocketCallbacks) => {
    socket = new LiveSocket({ url: stripKey(url, headers), headers, sdk, receive, clock });
    return extra ? withExtra(socket, extra) : socket;
  };
  // One SDK client serves all connections, so each dial overrides the socket factory on an object of its own.
  const live: Live = Object.create(google.live, { webSocketFactory: { value: { create } } });
  try {
    const connecting = live.connect({ model, config, callbacks: { onmessage: () => {} } });
    const session = await within(clock, deadline, connecting, signal);
    if (session === 'late') {
      const missing = socket?.asked ? OWN_CLOSE_REASONS.noSetup : 'no answer';
      throw new DialError({ code: 1006, reason: `${missing} within ${deadline} ms` });
    }
    if (!socket) throw new DialError({ code: 1006, reason: 'the SDK opened no socket' });
    const open = socket;
    return {
      session,
      ended: open.ended,
      isAlive: () => open.isAlive(),
      ping: () => open.ping(),
      countWaiting: () => open.waiting,
      close: () => open.close(),
      cut: (reason) => open.cut(reason),
    };
  } catch (error) {
    socket?.cut(error instanceof DialError ? error.ending.reason : 'the dial was given up');
    if (signal.aborted || error instanceof DialError || !socket) throw signal.aborted ? signal.reason : error;
    throw new DialError(await socket.ended, { cause: socket.error ?? error });
  }
};

/** The same socket, but `extra` fields are added to the setup frame. */
const withExtra = (socket: LiveSocket, extra: Record<string, unknown>) => ({
  connect: () => socket.connect(),
  close: () => socket.close(),
  send(frame: string) {
    const message = JSON.parse(frame);
    if (message.setup) Object.assign(message.setup, extra);
    socket.send(JSON.stringify(message));
  },
});
