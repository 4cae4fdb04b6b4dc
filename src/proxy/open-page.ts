import { lookup as lookUp } from 'node:dns';
import { isIP, isIPv6, type LookupFunction } from 'node:net';
import { Agent, type buildConnector } from 'undici';
import { makeConnector } from './dispatcher.ts';
import type { Proxies } from './proxy-settings.ts';
import { isPublicAddress, makePublicLookup } from './public-address.ts';

/** Headers of an answer may have this many bytes. */
const HEADER_BYTES = 32_768;

/** Connections to one host at the same time. */
const CONNECTIONS = 2;

/** The address leads to this machine, its network or its provider, or to nowhere. */
export class NoPublicAddressError extends Error {
  override name = 'NoPublicAddressError';
}

export type PageOpenerOptions = {
  proxies: Proxies;
  /** Finds the addresses of a host. The system's own if it's missing. */
  lookup?: LookupFunction | undefined;
};

/** An answer whose body is still to be read, or to be discarded. */
export type PageResponse = {
  status: number;
  /** What it says its content is, its encoding, and where it leads instead. */
  type: string;
  encoding: string;
  location: string | undefined;
  body: AsyncIterable<Uint8Array>;
  discard(): void;
};

/**
 * Makes a function that asks for a page anywhere on the internet: once, following nothing, without cookies, tokens or a
 * referrer. Only public addresses are connected to. An address is looked up once and checked, and that very one is
 * connected to, also through a proxy, so a name that leads elsewhere a moment later gains nothing.
 */
export const makePageOpener = ({ proxies, lookup }: PageOpenerOptions) => {
  const connect = makePublicConnector(makeConnector(proxies), makePublicLookup(lookup ?? (lookUp as LookupFunction)));
  const agent = new Agent({ connect, connections: CONNECTIONS, maxHeaderSize: HEADER_BYTES });
  return async ({ origin, pathname, search }: URL, signal: AbortSignal): Promise<PageResponse> => {
    const { statusCode, headers, body } = await agent.request({
      origin,
      path: `${pathname}${search}`,
      method: 'GET',
      headers: {
        accept: 'text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain, */*;q=0.1',
        'accept-encoding': 'identity',
        'user-agent': 'DiscordBot (Parley)',
      },
      signal,
    });
    // An error that comes when nobody reads any more is no news.
    body.on('error', () => {});
    return {
      status: statusCode,
      type: toText(headers['content-type']) ?? '',
      encoding: toText(headers['content-encoding']) ?? 'identity',
      location: toText(headers.location),
      body: body as AsyncIterable<Uint8Array>,
      discard: () => void body.destroy(),
    };
  };
};

const toText = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0];

/** Connects to an address that was looked up and checked before, under the name that the certificate must have. */
const makePublicConnector =
  (connect: buildConnector.connector, lookup: LookupFunction): buildConnector.connector =>
  (options, done) => {
    const name = options.hostname.replace(/^\[|\]$/g, '');
    const go = (address: string) => {
      const host = isIPv6(address) ? `[${address}]` : address;
      const servername = options.servername ?? (isIP(name) ? '' : name);
      connect(
        { ...options, hostname: address, host: `${host}${options.port ? `:${options.port}` : ''}`, servername },
        done,
      );
    };
    if (isIP(name)) {
      if (isPublicAddress(name)) return go(name);
      return done(new NoPublicAddressError(`${name} is not on the internet`), null);
    }
    lookup(name, { all: true }, (error, found) => {
      const address = Array.isArray(found) ? found[0]?.address : found;
      if (error || address === undefined || !isPublicAddress(address))
        return done(new NoPublicAddressError(`${name} has no public address`, { cause: error }), null);
      go(address);
    });
  };
