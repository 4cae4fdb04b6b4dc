import type { LookupFunction } from 'node:net';
import { Agent, buildConnector, setGlobalDispatcher } from 'undici';
import { findProxy, isSet, type Proxies, toHostPort } from './proxy-settings.ts';
import { openTunnel } from './tunnel.ts';
import { redirectSockets } from './websocket-proxy.ts';

/** How long a direct connection may take, in milliseconds; undici's own default. */
const CONNECT_WITHIN = 10_000;

/**
 * How long a connection without requests stays open, in milliseconds. With undici's four seconds, nearly every question whether a
 * person meant Parley would begin with a new TLS handshake, for which that person waits. Google's servers and Discord's close theirs
 * only after minutes.
 */
const KEPT_FOR = 60_000;

/**
 * From now on, sends everything that this process dials through the proxies: requests of discord.js and Google's SDK,
 * and WebSockets to Discord's gateway, its voice servers and the Live API. To be called once, before anything is
 * dialled. Databases and sound (UDP) can't go through an HTTP proxy.
 */
export const goThrough = (proxies: Proxies): void => {
  // Node's `fetch` and discord.js' undici find the same dispatcher. It's set even without a proxy: otherwise the one that
  // loaded first would set its own, and discord.js needs the version that it brings.
  setGlobalDispatcher(makeAgent(proxies));
  if (isSet(proxies)) redirectSockets(proxies);
};

/** Makes what sends requests, and keeps its connections for the next ones. */
export const makeAgent = (proxies: Proxies): Agent =>
  new Agent({ keepAliveTimeout: KEPT_FOR, ...(isSet(proxies) && { connect: makeConnector(proxies) }) });

/**
 * Makes what connects, by a proxy where one is set for an address. `lookup` finds the addresses of hosts that are reached
 * directly; a proxy finds them itself.
 */
export const makeConnector = (proxies: Proxies, lookup?: LookupFunction): buildConnector.connector => {
  const connect = buildConnector({ timeout: CONNECT_WITHIN, ...(lookup && { lookup }) });
  return (options, done) => {
    const { protocol, host, hostname } = options;
    const address = new URL(`${protocol}//${host ?? hostname}`);
    const proxy = findProxy(proxies, address);
    if (!proxy) return connect(options, done);
    openTunnel(proxy, toHostPort(address)).then(
      (httpSocket) => {
        if (protocol === 'https:') connect({ ...options, httpSocket }, done);
        else done(null, httpSocket);
      },
      (error) => done(error, null),
    );
  };
};
