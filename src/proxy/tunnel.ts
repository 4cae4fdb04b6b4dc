import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { ProxyError } from '../base/errors.ts';
import { explainConnectError } from '../base/network-faults.ts';
import { formatProxy, type HostPort, type ProxyServer, toHostPort } from './proxy-settings.ts';

/** How long a proxy may take to connect, in milliseconds: less than a dial to the Live API. */
const WITHIN = 8_000;

/** What to do about a proxy's refusal, by its status. Other statuses are the proxy's own affair. */
const REFUSALS: Record<number, (setting: string) => string> = {
  407: (setting) => `Write NAME:PASSWORD@ before the host in ${setting}.`,
  403: () => 'Have the proxy allow CONNECT to this host and port.',
};

/**
 * Opens a connection through a proxy with the method CONNECT (RFC 9110, section 9.3.6).
 *
 * @throws ProxyError if the proxy can't be reached, refuses, or takes longer than `within` milliseconds.
 */
export const openTunnel = (proxy: ProxyServer, { host, port }: HostPort, within = WITHIN): Promise<Socket> => {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const url = new URL(proxy.url);
  const { protocol, username, password } = url;
  const name = formatProxy(proxy);
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const request = (protocol === 'https:' ? https : http).request({
    // Node's own agent would send even this request through a proxy if Node's switch for proxies is on.
    agent: false,
    method: 'CONNECT',
    ...toHostPort(url),
    path: target,
    headers: { host: target, ...(username && { 'proxy-authorization': `Basic ${login}` }) },
  });
  const late = setTimeout(() => request.destroy(new Error(`no answer within ${within / 1_000} s`)), within);
  request.once('connect', ({ statusCode: status = 0, statusMessage = '' }, socket: Socket, head) => {
    clearTimeout(late);
    if (status >= 200 && status < 300) {
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
      return;
    }
    socket.destroy();
    const remedy = REFUSALS[status]?.(proxy.setting) ?? `Check ${proxy.setting}, or ask the person who runs the proxy.`;
    reject(
      new ProxyError(`${name} refuses to connect to ${target}: ${status} ${statusMessage}`.trim(), { remedy, status }),
    );
  });
  const fail = (error: Error) => {
    clearTimeout(late);
    const found = explainConnectError(error, { name: 'a proxy', url: proxy.url, setting: proxy.setting, isSet: true });
    const why = found?.seen ?? (error.message || error.name);
    const remedy = found?.remedy ?? `Check ${proxy.setting}, and that the proxy runs.`;
    reject(new ProxyError(`${name} cannot be reached: ${why}`, { remedy, cause: error }));
  };
  request.on('error', fail);
  request.end();
  return promise;
};
