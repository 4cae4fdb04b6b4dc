import { findProxyError } from '../../base/errors.ts';
import { PROXY_SETTINGS } from '../../config.ts';
import { findProxy, formatProxy, type ProxyServer, toHostPort } from '../../proxy/proxy-settings.ts';
import { openTunnel } from '../../proxy/tunnel.ts';
import type { Check, Finding, Tools } from '../check.ts';

/** The addresses of Discord's REST API and of Google, which are known before anything is asked. */
const addressesOf = ({ config }: Tools): URL[] =>
  [
    config.discordApiUrl ?? 'https://discord.com',
    config.geminiBaseUrl ?? 'https://generativelanguage.googleapis.com',
  ].map((address) => new URL(address));

/** What a proxy can't do for calls. */
const CALLS =
  'Voice is UDP, which doesn’t go through the proxy: the firewall must let UDP out to ports 50000 to 65535, or Parley ' +
  'can’t join voice channels.';

/** How long it may take, in milliseconds. An examination takes 8 s in all. */
const WITHIN = 5_000;

/**
 * Whether the proxy is up and accepts us. Whether it lets connections through to a server is for that server's checks to
 * say.
 */
export const proxy: Check = {
  name: 'proxy',
  needs: [...PROXY_SETTINGS, 'DISCORD_API_URL', 'GEMINI_BASE_URL'],
  remedy: '',
  run: async (tools) => {
    const { proxies } = tools.config;
    const ways = addressesOf(tools).map((address) => ({ address, by: findProxy(proxies, address) }));
    const used = ways.flatMap(({ address, by }) => (by ? [{ address, by }] : []));
    if (used.length === 0) return { ok: true, seen: 'none; everything is reached directly' };
    for (const { address, by } of used) {
      const fault = await refusal(by, address);
      if (fault) return fault;
    }
    const told = used.map(({ address, by }) => `${address.host} by ${formatProxy(by)}`).join(', ');
    const past = ways.filter(({ by }) => !by).map(({ address }) => `, ${address.host} directly`);
    return { ok: 'note', seen: `${told}${past.join('')}`, remedy: CALLS };
  },
};

const refusal = async (by: ProxyServer, address: URL): Promise<Finding | undefined> => {
  try {
    (await openTunnel(by, toHostPort(address), WITHIN)).destroy();
  } catch (error) {
    const fault = findProxyError(error);
    if (!fault) throw error;
    if (fault.status === undefined || fault.status === 407)
      return { ok: false, seen: fault.message, remedy: fault.remedy };
  }
};
