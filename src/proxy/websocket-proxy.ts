import http, { type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { findProxy, type Proxies } from './proxy-settings.ts';
import { openTunnel } from './tunnel.ts';

/** What `ws` gives for a request: how to connect is its own affair, so that no agent of Node is asked. */
type Upgrade = RequestOptions & { host: string; port: number | string; createConnection(options: object): Duplex };

type ConnectCallback = (error: Error | null, socket?: Duplex) => void;

/**
 * Sends the WebSockets that this process opens from now on through the proxies; to be called once. Discord's
 * libraries make their WebSockets themselves and let nobody say how (discord.js issue 10716), and `ws` asks none of
 * Node's agents. So the request that it makes is given another way to connect.
 */
export const redirectSockets = (proxies: Proxies): void => {
  for (const [module, scheme] of [[http, 'ws'] as const, [https, 'wss'] as const]) {
    const { request } = module;
    const redirected = (options: unknown, ...rest: unknown[]) =>
      Reflect.apply(request, module, [isUpgrade(options) ? through(proxies, scheme, options) : options, ...rest]);
    // `ws` looks it up for each connection.
    Reflect.set(module, 'request', redirected);
  }
};

const isUpgrade = (options: unknown): options is Upgrade =>
  typeof options === 'object' &&
  options !== null &&
  'createConnection' in options &&
  'headers' in options &&
  Object(options.headers).Upgrade === 'websocket';

const through = (proxies: Proxies, scheme: 'ws' | 'wss', options: Upgrade): Upgrade => {
  const { host, port, createConnection } = options;
  const address = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const proxy = findProxy(proxies, address);
  if (!proxy) return options;
  const connect = (given: object, done: ConnectCallback): void => {
    openTunnel(proxy, { host, port: Number(port) }).then(
      (socket) => done(null, scheme === 'wss' ? createConnection({ ...given, socket }) : socket),
      (error) => done(error),
    );
  };
  return { ...options, createConnection: connect as unknown as Upgrade['createConnection'] };
};
