import type { Logger } from 'pino';
import type { Observe } from '../base/events.ts';
import { Health, type Readiness } from './health.ts';
import type { Page } from './http-server.ts';
import type { Levels } from './levels.ts';
import { TurnLines } from './turn-lines.ts';

/** Follows the events and serves health and metrics over HTTP. */
export type Monitor = {
  observe: Observe;
  /** Shows these levels too, from now on. */
  watch(levels: Levels): void;
  close(): Promise<void>;
};

/** A monitor that does nothing. */
const OFF: Monitor = { observe: () => {}, watch: () => {}, close: async () => {} };

/**
 * Serves `/healthz`, `/readyz` and `/metrics`, or nothing if HTTP is `off`. The libraries are loaded only if they're
 * needed.
 *
 * @throws an error that names HTTP_HOST and HTTP_PORT if it can't listen there.
 */
export const openMonitor = async (http: { host: string; port: number } | 'off', log: Logger): Promise<Monitor> => {
  if (http === 'off') return OFF;
  const [{ Metrics }, { makePlainPage: plain, serve }] = await Promise.all([
    import('./metrics.ts'),
    import('./http-server.ts'),
  ]);
  const health = new Health();
  const metrics = new Metrics(health);
  const turns = new TurnLines();
  let levels: Levels | undefined;
  const server = await serve(http, {
    '/healthz': () => plain(200, 'ok'),
    '/readyz': () => readyPage(health.readiness(levels?.sessions() ?? 0)),
    '/metrics': async () => ({ status: 200, type: metrics.contentType, body: await metrics.text() }),
  }).catch((error) => {
    metrics.close();
    throw error;
  });
  log.info({ event: 'http.listening', host: http.host, port: server.port }, 'health and metrics can be asked for');
  return {
    observe: (event) => {
      health.observe(event);
      metrics.observe(event);
      turns.observe(event);
    },
    watch: (given) => {
      levels = given;
      metrics.watch(given);
    },
    close: async () => {
      metrics.close();
      await server.close();
    },
  };
};

const readyPage = (readiness: Readiness): Page => ({
  status: readiness.ready ? 200 : 503,
  type: 'application/json',
  body: `${JSON.stringify(readiness)}\n`,
});
