import { StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client';
import type { Clock } from '../../../base/clock.ts';
import { makeGuardedFetch } from '../../../proxy/guarded-fetch.ts';
import type { Proxies } from '../../../proxy/proxy-settings.ts';
import { MCP_LIMITS } from '../mcp-limits.ts';
import type { McpWay } from '../mcp-protocol.ts';
import type { Inflow } from './inflow.ts';
import { McpError } from './mcp-error.ts';

/** The least time between two streams of news from one server, in milliseconds, whatever the server says. */
const REOPEN = 5_000;

export type HttpWayOptions = {
  way: Extract<McpWay, { is: 'http' }>;
  proxies: Proxies;
  inflow: Inflow;
  clock: Pick<Clock, 'sleep'>;
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
  // The client would leave the request waiting whose events are broken off. A stream of news is only opened anew.
  const onLong = (method: string) => method === 'POST' && fail(new McpError('flood'));
  return new StreamableHTTPClientTransport(new URL(way.url), {
    fetch: makeGuardedFetch({ proxies, isPublic: !way.isOpen, mostBytes: MCP_LIMITS.messageBytes, take, onLong }),
    requestInit: { headers: { ...way.headers } },
    // Otherwise the server decides how soon it's asked again.
    reconnectionScheduler: (reconnect, delay) => {
      const over = new AbortController();
      clock.sleep(Math.max(REOPEN, delay), over.signal).then(reconnect, () => {});
      return () => over.abort('closed');
    },
  });
};
