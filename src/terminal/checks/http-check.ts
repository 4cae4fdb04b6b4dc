import { AlreadyRunningError, serve } from '../../ops/http-server.ts';
import type { Check } from '../check.ts';

/** Health and metrics need a port of their own. */
export const http: Check = {
  name: 'HTTP port',
  needs: ['HTTP_HOST', 'HTTP_PORT'],
  remedy: 'Check HTTP_HOST and HTTP_PORT, or set HTTP_PORT to "off".',
  run: async ({ config: { http: wanted } }) => {
    if (wanted === 'off') return { ok: true, seen: 'off; health and metrics aren’t served' };
    try {
      await (await serve(wanted, {})).close();
      return {
        ok: true,
        seen:
          wanted.port === 0 ? `0, so any free port of ${wanted.host}` : `port ${wanted.port} of ${wanted.host} is free`,
      };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (error instanceof AlreadyRunningError)
        return { ok: true, seen: `a running Parley is using port ${wanted.port} of ${wanted.host}` };
      const [seen = '', ...remedy] = error.message.split(/(?<=\.) /);
      return { ok: false, seen: seen.replace(/\.$/, ''), remedy: remedy.join(' ') };
    }
  },
};
