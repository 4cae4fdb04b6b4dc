import { Agent, buildConnector, setGlobalDispatcher } from 'undici';
import { isSet, type Proxies, proxyFor } from './proxies.ts';
import { redirectSockets } from './sockets.ts';
import { openTunnel } from './tunnel.ts';

/** How long a direct connection may take, in milliseconds; undici's own choice. */
const CONNECT_WITHIN = 10_000;

/**
 * Sends what this process dials through the proxies from now on: requests of discord.js and of Google's SDK, and
 * WebSockets to Discord's gateway, its voice servers and the Live API. To be called once, before anything is dialled.
 * Databases and sound (UDP) cannot go through a proxy of HTTP.
 */
export const goThrough = (proxies: Proxies): void => {
  if (!isSet(proxies)) return;
  // Node's `fetch` and discord.js' undici find the same one.
  setGlobalDispatcher(new Agent({ connect: connector(proxies) }));
  redirectSockets(proxies);
};

const connector = (proxies: Proxies): buildConnector.connector => {
  const connect = buildConnector({ timeout: CONNECT_WITHIN });
  return (options, done) => {
    const { protocol, hostname, port } = options;
    const secure = protocol === 'https:';
    const proxy = proxyFor(proxies, `${protocol}//${hostname}${port && `:${port}`}`);
    if (!proxy) return connect(options, done);
    const target = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (secure ? 443 : 80) };
    openTunnel(proxy, target).then(
      (httpSocket) => {
        if (secure) connect({ ...options, httpSocket }, done);
        else done(null, httpSocket);
      },
      (error) => done(error, null),
    );
  };
};
