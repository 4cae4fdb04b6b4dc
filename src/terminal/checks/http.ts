import { serve } from '../../ops/server.ts';
import type { Check } from '../check.ts';

/** Health and metrics need a port of their own. */
export const http: Check = {
  name: 'HTTP port',
  needs: ['HTTP_HOST', 'HTTP_PORT'],
  remedy: 'Check HTTP_HOST and HTTP_PORT, or set HTTP_PORT to "off".',
  run: async ({ config: { http: wanted }, signal }) => {
    if (wanted === 'off') return { ok: true, seen: 'off; nobody can ask for health and metrics' };
    try {
      await (await serve(wanted, {})).close();
      return {
        ok: true,
        seen:
          wanted.port === 0 ? `0, so any free port of ${wanted.host}` : `port ${wanted.port} of ${wanted.host} is free`,
      };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (await isParley(wanted, signal))
        return { ok: true, seen: `a running Parley is using port ${wanted.port} of ${wanted.host}` };
      const [seen = '', ...remedy] = error.message.split(/(?<=\.) /);
      return { ok: false, seen: seen.replace(/\.$/, ''), remedy: remedy.join(' ') };
    }
  },
};

/** Whether what listens there already is a Parley, for nothing is wrong with that. */
const isParley = async ({ host, port }: { host: string; port: number }, signal: AbortSignal): Promise<boolean> => {
  // Who listens at every address of this machine is asked at its own.
  const own = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  try {
    const answer = await fetch(`http://${own.includes(':') ? `[${own}]` : own}:${port}/readyz`, { signal });
    const { ready, troubles } = Object(await answer.json());
    return typeof ready === 'boolean' && Array.isArray(troubles);
  } catch {
    return false;
  }
};
