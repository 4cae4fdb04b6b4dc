import http, { type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { findProxy, type Proxies } from './proxy-settings.ts';
import { openTunnel } from './tunnel.ts';

/** The options that `ws` gives for a request. It brings its own `createConnection`, so Node's agents aren't asked. */
type Upgrade = RequestOptions & { host: string; port: number | string; createConnection(options: object): Duplex };

type ConnectCallback = (error: Error | null, socket?: Duplex) => void;

/**
 * From now on, sends the WebSockets that this process opens through the proxies; to be called once. Discord's libraries
 * make their WebSockets themselves and don't let anyone choose how (discord.js issue 10716), and `ws` doesn't ask Node's
 * agents. So its request is given another way to connect.
 */
export const redirectSockets = (proxies: Proxies): void => {
  for (const [module, scheme] of [[http, 'ws'] as const, [https, 'wss'] as const]) {
    const { request } = module;
    const redirected = (options: unknown, ...rest: unknown[]) =>
      Reflect.apply(request, module, [isUpgrade(options) ? through(proxies, scheme, options) : options, ...rest]);
    // `ws` looks up `request` for each connection.
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
