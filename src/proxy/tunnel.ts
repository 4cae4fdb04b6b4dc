import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { type ProxyServer, spelledProxy } from './proxies.ts';

/** A proxy that lets nothing through. It says so itself, for whatever was to be reached behind it is not to blame. */
export class ProxyError extends Error {
  override name = 'ProxyError';
  /** What an operator can do about it. */
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}

/** The proxy's fault in an error or behind it, if it is one. Libraries wrap what happens to their connections. */
export const proxyFault = (error: unknown): ProxyError | undefined => {
  for (let one = error; one instanceof Error; one = one.cause) if (one instanceof ProxyError) return one;
  return undefined;
};

/** How long a proxy may take until a connection stands, in milliseconds: less than whatever waits for one. */
const WITHIN = 6_000;

/** What to do about a status with which a proxy refuses a connection; the others are its own affair. */
const REFUSALS: Record<number, (setting: string) => string> = {
  407: (setting) => `Write name and password into ${setting}: http://NAME:PASSWORD@HOST:PORT.`,
  403: () => 'Have the proxy allow CONNECT to this host and port.',
};

/** Where a tunnel leads. */
export type Target = { host: string; port: number };

/**
 * Opens a connection through a proxy, by its method CONNECT (RFC 9110, section 9.3.6).
 *
 * @throws ProxyError if the proxy cannot be reached, refuses, or takes more than 6 s.
 */
export const openTunnel = (proxy: ProxyServer, { host, port }: Target): Promise<Socket> => {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const { protocol, hostname, port: at, username, password } = new URL(proxy.url);
  const name = spelledProxy(proxy);
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const request = (protocol === 'https:' ? https : http).request({
    // Node's own agent would send even this through a proxy, where its own switch for that is on.
    agent: false,
    method: 'CONNECT',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: at || (protocol === 'https:' ? 443 : 80),
    path: target,
    headers: { host: target, ...(username && { 'proxy-authorization': `Basic ${login}` }) },
  });
  const late = setTimeout(() => request.destroy(new Error(`no answer within ${WITHIN / 1_000} s`)), WITHIN);
  request.once('connect', ({ statusCode = 0, statusMessage = '' }, socket: Socket, head) => {
    clearTimeout(late);
    if (statusCode === 200) {
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
      return;
    }
    socket.destroy();
    const remedy = REFUSALS[statusCode]?.(proxy.setting) ?? `Ask whoever runs the proxy, or check ${proxy.setting}.`;
    reject(new ProxyError(`${name} refuses to connect to ${target}: ${statusCode} ${statusMessage}`.trim(), remedy));
  });
  const fail = (error: Error & { code?: string }) => {
    clearTimeout(late);
    const why = error.message || error.code || error.name;
    const remedy = `Check ${proxy.setting} and whether the proxy runs; NO_PROXY names what goes past it.`;
    reject(new ProxyError(`${name} cannot be reached: ${why}`, remedy, { cause: error }));
  };
  request.on('error', fail);
  request.end();
  return promise;
};
