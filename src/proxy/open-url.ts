import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { makeConnector } from './dispatcher.ts';
import type { Proxies } from './proxy-settings.ts';

/** Headers of an answer may have this many bytes. Discord's CDN sends about one thousand. */
const HEADER_BYTES = 16_384;

/** Connections to one host at the same time. */
const CONNECTIONS = 10;

export type UrlOpenerOptions = {
  proxies: Proxies;
  /** An answer's body may have this many bytes. */
  mostBytes: number;
  /** Finds the address of a host that is reached directly. The system's own if it's missing. */
  lookup?: LookupFunction;
};

/**
 * Makes a function that asks for an address: once, following nothing, unpacking nothing, without cookies, tokens or a
 * referrer. It resolves when the headers of the answer are there; its body is still to be read or to be discarded.
 */
export const makeUrlOpener = ({ proxies, mostBytes, lookup }: UrlOpenerOptions) => {
  const agent = new Agent({
    connect: makeConnector(proxies, lookup),
    connections: CONNECTIONS,
    maxHeaderSize: HEADER_BYTES,
    maxResponseSize: mostBytes,
  });
  return async ({ origin, pathname, search }: URL, signal: AbortSignal) => {
    const { statusCode, headers, body } = await agent.request({
      origin,
      path: `${pathname}${search}`,
      method: 'GET',
      headers: { 'accept-encoding': 'identity', 'user-agent': 'DiscordBot (Parley)' },
      signal,
    });
    // An error that comes when nobody reads any more is no news.
    body.on('error', () => {});
    return {
      status: statusCode,
      length: toNumber(headers['content-length']),
      retryAfter: toMilliseconds(headers['retry-after']),
      body: body as AsyncIterable<Uint8Array>,
      discard: () => void body.destroy(),
    };
  };
};

const toNumber = (value: string | string[] | undefined): number | undefined =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;

/** A time to wait, which is in seconds. A date isn't understood; Discord sends none. */
const toMilliseconds = (value: string | string[] | undefined): number | undefined => {
  const seconds = toNumber(value);
  return seconds === undefined ? undefined : seconds * 1_000;
};
