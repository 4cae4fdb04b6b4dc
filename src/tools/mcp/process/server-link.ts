import { ProtocolError, type Transport } from '@modelcontextprotocol/client';
import { unlessAborted } from '../../../base/clock.ts';
import type { McpFault } from '../../../base/events.ts';
import { RetryDelay } from '../../../base/retry-delay.ts';
import { SlidingWindow } from '../../../base/sliding-window.ts';
import { Timer } from '../../../base/timer.ts';
import { MCP_LIMITS } from '../mcp-limits.ts';
import type { McpCatalogue, McpOutcome, McpRequest } from '../mcp-protocol.ts';
import { sanitizeLine } from '../mcp-text.ts';
import { McpError } from './mcp-error.ts';
import { isLost, judgeMcpError } from './mcp-fault.ts';
import { type Greeting, ServerConnection, type ServerTimes } from './server-connection.ts';

const MINUTE = 60_000;

/** How many requests in a row may go unanswered before the server is connected anew. */
const MOST_SILENT = 2;

/** How long an error of a server may be that the model is told, in characters. */
const MOST_ERROR = 500;

/** The way to a server, made anew for each connection. `words` is what it wrote to standard error, once it's closed. */
export type ServerWay = { transport: Transport; words(): Promise<string> };

export type ServerLinkOptions = {
  name: string;
  times: ServerTimes;
  /** Makes the way. `fail` is told when it can't be used any more. */
  open(fail: (error: McpError) => void): ServerWay;
  up(catalogue: McpCatalogue): void;
  down(why: McpFault, words: string): void;
};

type LinkState =
  | { is: 'dialling' }
  | { is: 'up'; connection: ServerConnection; over: AbortController }
  | { is: 'down'; why: McpFault };

/** The link to one server for as long as it's wanted: connects, lists, and connects anew after a pause. */
export class ServerLink {
  readonly #options: ServerLinkOptions;
  readonly #recent: SlidingWindow;
  readonly #listing: Timer;
  /** Resolves when it's known for the first time whether the server can be used. */
  readonly #known = Promise.withResolvers<void>();
  #state: LinkState = { is: 'dialling' };
  /** How the next connection begins: some servers end when they're asked what only newer ones know. */
  #greeting: Greeting = 'newest';
  #listed = 0;
  #running = 0;
  #silent = 0;

  constructor(options: ServerLinkOptions) {
    this.#options = options;
    this.#recent = new SlidingWindow(options.times.clock, MINUTE);
    this.#listing = new Timer(options.times.clock);
  }

  /** Keeps the server connected until the signal aborts. Resolves when all of it is gone. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options.times;
    const pause = new RetryDelay({ first: MCP_LIMITS.retryMs, last: MCP_LIMITS.mostRetryMs });
    while (!signal.aborted) {
      const began = clock.now();
      const { why, words } = await this.#connect(signal);
      if (signal.aborted) return;
      if (this.#isWorthOldGreeting(why)) continue;
      this.#state = { is: 'down', why };
      this.#known.resolve();
      this.#options.down(why, words);
      // Only a server that stays counts as one that works.
      if (clock.now() - began > MINUTE) pause.reset();
      const wait = Math.max(pause.next(), why === 'flood' ? MCP_LIMITS.floodRetryMs : 0);
      await clock.sleep(wait, signal).catch(() => {});
    }
  }

  /** Whether the server may only have stumbled over the greeting. Then the next connection, at once, has the old one. */
  #isWorthOldGreeting(why: McpFault): boolean {
    if (this.#state.is === 'up') return false;
    const isWorth = this.#greeting === 'newest' && (why === 'gone' || why === 'nonsense');
    this.#greeting = isWorth ? 'old' : 'newest';
    return isWorth;
  }

  /** Asks the server something, once it's known whether it can be used. @throws the signal's reason */
  async ask(request: McpRequest, signal: AbortSignal): Promise<McpOutcome> {
    await unlessAborted(this.#known.promise, signal);
    const state = this.#state;
    if (state.is !== 'up') return { is: 'fault', why: state.is === 'down' ? state.why : 'gone' };
    if (this.#running >= MCP_LIMITS.calls || this.#recent.count >= MCP_LIMITS.callsPerMinute)
      return { is: 'fault', why: 'busy' };
    this.#recent.add();
    this.#running += 1;
    try {
      const outcome = await state.connection.ask(request, signal);
      this.#silent = 0;
      return outcome;
    } catch (error) {
      signal.throwIfAborted();
      // Where the connection is over, that's why.
      return this.#judge(state.over.signal.aborted ? state.over.signal.reason : error, state.over);
    } finally {
      this.#running -= 1;
    }
  }

  /** What an error of a request means for whoever asked, and for the connection. */
  #judge(error: unknown, over: AbortController): McpOutcome {
    if (error instanceof ProtocolError)
      return { is: 'answer', text: sanitizeLine(error.message, MOST_ERROR), isCut: false, isError: true };
    const why = judgeMcpError(error);
    this.#silent = why === 'silent' ? this.#silent + 1 : 0;
    if (isLost(error) || this.#silent >= MOST_SILENT) over.abort(new McpError(why));
    return { is: 'fault', why };
  }

  /** One connection, from its beginning to its end, and why it ended. */
  async #connect(signal: AbortSignal): Promise<{ why: McpFault; words: string }> {
    const { name, times, open } = this.#options;
    const over = new AbortController();
    const follow = () => over.abort(signal.reason);
    signal.addEventListener('abort', follow, { once: true });
    const { transport, words } = open((error) => over.abort(error));
    const connection = new ServerConnection({
      name,
      transport,
      times,
      greeting: this.#greeting,
      changed: () => this.#noteChange(over),
    });
    try {
      await connection.open(over.signal);
      await this.#list(connection, over);
      return { why: judgeMcpError(await waitForAbort(over.signal)), words: await closeAndRead(connection, words) };
    } catch (error) {
      const why = judgeMcpError(over.signal.aborted ? over.signal.reason : error);
      return { why, words: await closeAndRead(connection, words) };
    } finally {
      signal.removeEventListener('abort', follow);
      this.#listing.stop();
      over.abort(new McpError('gone'));
    }
  }

  async #list(connection: ServerConnection, over: AbortController): Promise<void> {
    // It may have news before it has listed anything.
    this.#listed = this.#options.times.clock.now();
    const catalogue = await connection.list(over.signal);
    over.signal.throwIfAborted();
    this.#silent = 0;
    this.#state = { is: 'up', connection, over };
    this.#known.resolve();
    this.#options.up(catalogue);
  }

  /** The server says that something has changed. It may say so as often as it likes, and is listed again once in a while. */
  #noteChange(over: AbortController): void {
    if (this.#listing.isSet || over.signal.aborted) return;
    const { clock } = this.#options.times;
    this.#listing.set(Math.max(0, this.#listed + MCP_LIMITS.listEveryMs - clock.now()), () => {
      if (this.#state.is !== 'up' || this.#state.over !== over) return;
      this.#list(this.#state.connection, over).catch((error) => over.abort(new McpError(judgeMcpError(error))));
    });
  }
}

/** The end of what a server wrote to standard error can be read only once it's gone. */
const closeAndRead = async (connection: ServerConnection, words: ServerWay['words']): Promise<string> => {
  await connection.close();
  return words();
};

/** The reason of an abort, once there's one. */
const waitForAbort = async (signal: AbortSignal): Promise<unknown> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
  return signal.reason;
};
