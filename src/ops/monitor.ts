import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import { Health, type Readiness } from './health.ts';
import type { Page } from './http-server.ts';
import type { Levels } from './levels.ts';
import type { OperatorKeys } from './operator-access.ts';
import { OperatorHistory } from './operator-history.ts';
import { OperatorPage } from './operator-page.ts';
import type { OperatedParts } from './operator-state.ts';
import { TurnLines } from './turn-lines.ts';
import type { WarningCounts } from './warning-counts.ts';

/** Follows the events and serves health, metrics and the operator's page over HTTP. */
export type Monitor = {
  observe: Observe;
  /** Shows these levels too, from now on, and these parts to the operator. */
  watch(levels: Levels, parts?: OperatedParts): void;
  close(): Promise<void>;
};

/** What the operator's page needs besides what the monitor knows. */
export type OperatorMeans = {
  keys: OperatorKeys;
  /** At most this many Live connections are open. */
  mostSessions: number;
  warnings: WarningCounts | undefined;
  /** Ends this process as SIGTERM does. It returns at once. */
  drain(): void;
  clock: Clock;
};

type HttpAddress = { host: string; port: number };

/** A monitor that does nothing. */
const OFF: Monitor = { observe: () => {}, watch: () => {}, close: async () => {} };

/** What the monitor is told: its parts come once they're there. */
type Watch = { levels?: Levels; parts?: OperatedParts | undefined };

/**
 * Serves `/healthz`, `/readyz` and `/metrics`, and the operator's page if there are means for it; nothing if HTTP is `off`. The
 * libraries are loaded only if they're needed.
 *
 * @throws an error that names HTTP_HOST and HTTP_PORT if it can't listen there.
 */
export const openMonitor = async (http: HttpAddress | 'off', log: Logger, means?: OperatorMeans): Promise<Monitor> => {
  if (http === 'off') return OFF;
  const [{ Metrics }, { makePlainPage: plain, serve }] = await Promise.all([
    import('./metrics.ts'),
    import('./http-server.ts'),
  ]);
  const health = new Health();
  const metrics = new Metrics(health);
  const watching: Watch = {};
  const operator = means && openOperator(http.host, log, { ...means, health, watching });
  const pages = {
    '/healthz': () => plain(200, 'ok'),
    '/readyz': () => readyPage(health.readiness(watching.levels?.sessions() ?? 0)),
    '/metrics': async () => ({ status: 200, type: metrics.contentType, body: await metrics.text() }),
  };
  const close = async () => {
    metrics.close();
    await operator?.close();
  };
  const server = await serve(http, pages, operator?.page).catch(async (error) => {
    await close();
    throw error;
  });
  log.info({ event: 'http.listening', host: http.host, port: server.port }, 'health and metrics can be asked for');
  return {
    observe: (event) => {
      health.observe(event);
      metrics.observe(event);
      operator?.observe(event);
    },
    watch: (levels, parts) => {
      Object.assign(watching, { levels, parts });
      metrics.watch(levels);
    },
    close: async () => {
      await close();
      await server.close();
    },
  };
};

/** The operator's page, what it remembers, and what ends both. */
type Operator = { page: OperatorPage; observe: Observe; close(): Promise<void> };

const openOperator = (
  host: string,
  log: Logger,
  { keys, health, watching, drain, clock, ...means }: OperatorMeans & { health: Health; watching: Watch },
): Operator => {
  const closing = new AbortController();
  const history = new OperatorHistory(clock);
  const turns = new TurnLines();
  const parts = () => watching.parts;
  const levels = () => watching.levels;
  const sources = { ...means, health, history, turns, levels, parts, since: clock.wall(), clock };
  const page = new OperatorPage({ host, keys, parts, drain, log, sources });
  void history.follow(levels, closing.signal);
  return {
    page,
    observe: (event) => {
      history.observe(event);
      turns.observe(event);
    },
    close: async () => {
      closing.abort('the process ends');
      await page.close();
    },
  };
};

const readyPage = (readiness: Readiness): Page => ({
  status: readiness.ready ? 200 : 503,
  type: 'application/json',
  body: `${JSON.stringify(readiness)}\n`,
});
