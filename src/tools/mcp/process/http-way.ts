import { isJSONRPCRequest, StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client';
import type { Clock } from '../../../base/clock.ts';
import { makeGuardedFetch } from '../../../proxy/guarded-fetch.ts';
import type { Proxies } from '../../../proxy/proxy-settings.ts';
import { MCP_LIMITS } from '../mcp-limits.ts';
import type { McpWay } from '../mcp-protocol.ts';
import type { Inflow } from './inflow.ts';
import { McpError } from './mcp-error.ts';
import { judgeMcpError } from './mcp-fault.ts';

/** How soon a stream that was cut is opened again, in milliseconds, and how often that's tried before it's given up. */
const SOON = 1_000;
const TRIES = 3;

/** After how many tries a server that can't even be reached counts as gone. */
const GONE_AFTER = 2;

/** The least time between two streams that are opened again, in milliseconds, whatever the server says, once this many came sooner. */
const REOPEN = 5_000;
const SPARE = (MCP_LIMITS.calls + 1) * GONE_AFTER;

/** The client's own pauses, unless the server says how long they are. */
const PAUSES = { initialReconnectionDelay: SOON, reconnectionDelayGrowFactor: 1.5, maxReconnectionDelay: REOPEN };

export type HttpWayOptions = {
  way: Extract<McpWay, { is: 'http' }>;
  proxies: Proxies;
  inflow: Inflow;
  clock: Pick<Clock, 'now' | 'sleep'>;
  /** The server can't be used any more. */
  fail: (error: McpError) => void;
};

/**
 * The way to a server by HTTP (MCP, "Transports", Streamable HTTP). The client's transport does it, by requests that know where they
 * may go and how much may come back. It follows a redirect only to the same host, so that no other gets its headers.
 */
export const openHttpWay = ({ way, proxies, inflow, clock, fail }: HttpWayOptions): Transport => {
  const take = (piece: Uint8Array) => {
    try {
      inflow.take(piece);
    } catch (error) {
      if (error instanceof McpError) fail(error);
      throw error;
    }
  };
  // The client would resume a request whose events are broken off. A stream of news is only opened anew.
  const onLong = (method: string) => method === 'POST' && fail(new McpError('flood'));
  const fetch = makeGuardedFetch({ proxies, isPublic: !way.isOpen, mostBytes: MCP_LIMITS.messageBytes, take, onLong });
  /** Whether the newest request couldn't reach it. */
  let isGone = false;
  const pace = makePace(clock);
  return new HttpPipe(new URL(way.url), {
    fetch: async (...request) => {
      try {
        const response = await fetch(...request);
        isGone = false;
        return response;
      } catch (error) {
        isGone = judgeMcpError(error) === 'gone';
        throw error;
      }
    },
    requestInit: { headers: { ...way.headers } },
    reconnectionOptions: { ...PAUSES, maxRetries: TRIES },
    // Otherwise the server decides how soon it's asked again.
    reconnectionScheduler: (reconnect, delay, tried) => {
      // The stream of news isn't anybody's request, so nobody else would notice that its server is gone.
      if (isGone && tried >= GONE_AFTER) return fail(new McpError('gone'));
      const over = new AbortController();
      clock.sleep(pace(delay), over.signal).then(reconnect, () => {});
      return () => over.abort('closed');
    },
  });
};

/** Makes what says how long the next stream has to wait, in milliseconds. */
const makePace = (clock: Pick<Clock, 'now'>): ((delay: number) => number) => {
  // When the next one would be due if none came sooner than it may.
  let due = 0;
  return (delay) => {
    const now = clock.now();
    const at = Math.max(now + Math.max(SOON, delay), due - SPARE * REOPEN);
    due = Math.max(due, at) + REOPEN;
    return at - now;
  };
};

type Send = StreamableHTTPClientTransport['send'];

/**
 * The client's transport. By itself that leaves a request alone whose stream has ended without an answer, so that it waits for its
 * deadline, although no answer can come any more. Here such a request fails.
 */
class HttpPipe extends StreamableHTTPClientTransport {
  override send(...[message, options]: Parameters<Send>): ReturnType<Send> {
    if (Array.isArray(message) || !isJSONRPCRequest(message)) return super.send(message, options);
    // All that the client takes of it is its failure, and that may come long after it was sent.
    const { promise, reject } = Promise.withResolvers<void>();
    const onRequestStreamEnd = () => {
      options?.onRequestStreamEnd?.();
      // An answered request's stream ends, too. The client has taken the answer by the end of this turn of the event loop.
      setImmediate(reject, new McpError('gone'));
    };
    super.send(message, { ...options, onRequestStreamEnd }).catch(reject);
    return promise;
  }
}
