import { BlockList, isIP } from 'node:net';

/** A proxy that the operator has set: its URL, with name and password if it needs them, and the setting that holds it. */
export type ProxyServer = Readonly<{ url: string; setting: string }>;

/**
 * How connections leave: by one proxy for `https:` and `wss:`, by another for `http:` and `ws:`, or directly. `except`
 * is the list of NO_PROXY. All of it is plain values, so that it can be sent to another process.
 */
export type Proxies = Readonly<{ https?: ProxyServer; http?: ProxyServer; except: string }>;

/** Whether any connection goes through a proxy. */
export const isSet = ({ https, http }: Proxies): boolean => Boolean(https ?? http);

/** The proxy for an address, or nothing if it's reached directly. */
export const findProxy = ({ https, http, except }: Proxies, address: string | URL): ProxyServer | undefined => {
  const url = new URL(address);
  const target = toHostPort(url);
  const proxy = isSecure(url) ? https : http;
  return proxy && !isHere(target.host) && !isExcepted(except, target) ? proxy : undefined;
};

/** A proxy without its name and password, as an operator recognises it. */
export const formatProxy = ({ url, setting }: ProxyServer): string => `the proxy ${new URL(url).host} (${setting})`;

/** The secrets of proxies, both as they're written in the settings and decoded. */
export const listProxySecrets = ({ https, http }: Proxies): string[] =>
  [https, http].flatMap((proxy) => {
    if (!proxy) return [];
    const { username, password } = new URL(proxy.url);
    // Some proxies take a key as a name.
    const secret = password || username;
    return [secret, decodeURIComponent(secret)];
  });

/** Where a connection leads; IPv6 addresses have no brackets. */
export type HostPort = { host: string; port: number };

/** Where an address leads. */
export const toHostPort = (url: URL): HostPort => ({
  host: bare(url.hostname),
  port: Number(url.port) || (isSecure(url) ? 443 : 80),
});

const isSecure = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'wss:';

/** IPv6 addresses stand in brackets in a URL. */
const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

/** A proxy couldn't reach this machine's own loopback address, so it's never used for that. */
const isHere = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);

/**
 * Whether NO_PROXY names a target, by the rules that curl, Go and Python agree on: entries are separated by commas or
 * spaces; `*` is everything; a name is that host and all below it, with or without a dot or `*.` in front; `:443` at the
 * end limits it to that port; and addresses may be a range such as `10.0.0.0/8`.
 */
const isExcepted = (except: string, target: HostPort): boolean =>
  except
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && isNamed(entry, target));

const isNamed = (entry: string, { host, port }: HostPort): boolean => {
  if (entry === '*') return true;
  if (entry.includes('/')) return isWithin(entry, host);
  const [, name = entry, only] = isIP(entry) ? [] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []);
  if (only !== undefined && Number(only) !== port) return false;
  const domain = bare(name).replace(/^\*?\./, '');
  return host === domain || host.endsWith(`.${domain}`);
};

const isWithin = (range: string, host: string): boolean => {
  const [network = '', bits] = range.split('/');
  const [family, mine] = [isIP(network), isIP(host)];
  if (family === 0 || family !== mine) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const prefix = Number(bits);
  if (!/^\d+$/.test(bits ?? '') || prefix > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, type);
  return list.check(host, type);
};
