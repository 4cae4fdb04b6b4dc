import { request } from 'node:http';
import type { TestContext } from 'node:test';
import { pino } from 'pino';
import type { Clock } from '../../src/base/clock.ts';
import type { Levels } from '../../src/ops/levels.ts';
import { type Monitor, openMonitor } from '../../src/ops/monitor.ts';
import type { OperatorKeys } from '../../src/ops/operator-access.ts';
import type { OperatedParts } from '../../src/ops/operator-state.ts';
import { WarningCounts } from '../../src/ops/warning-counts.ts';

export const PASSWORD = 'correct horse battery';
export const TOKEN = 'a-token-of-a-machine-1234567890';
export const NO_KEYS: OperatorKeys = { password: undefined, token: undefined };

/** The levels of a bot that has something to do; a test changes them. */
export const makeBusyLevels = () => {
  const now = { sessions: 3, conversations: 2, waiting: 1, calls: 1 };
  const levels: Levels = {
    sessions: () => now.sessions,
    conversations: () => now.conversations,
    countWaiting: () => now.waiting,
    calls: () => now.calls,
    countSoundBytes: () => 0,
    voiceProcesses: () => 1,
    store: () => ({ is: 'here', queued: 4, bytes: 100, lost: 0, errors: 0 }),
  };
  return { now, levels };
};

/** Parts as an operator may see them. */
export const makeParts = (): OperatedParts => ({
  describe: async () => ({
    shards: [{ id: 0, state: 'ready', ping: 41 }],
    awake: [
      { place: { server: 'Workshop', channel: 'general', isThread: false }, state: 'busy', waiting: 2 },
      { place: { isThread: false }, state: 'connected', waiting: 0 },
    ],
    caps: [{ whose: 'process', unit: 'usd', period: 'day', spent: 4.5, limit: 5, until: Date.UTC(2026, 10, 30) }],
    near: [
      {
        whose: 'channel',
        place: { server: 'Workshop', channel: 'garden', isThread: false },
        unit: 'tokens',
        period: 'month',
        spent: 900,
        limit: 1_000,
        until: Date.UTC(2026, 11, 1),
      },
    ],
  }),
  takesCalls: true,
  findNames: (server, channel) => (server ? { server: 'Workshop', channel, isThread: false } : { isThread: false }),
});

type Response = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** What a request says; its headers may be any, unlike those of `fetch`. */
export type Asking = { method?: string; headers?: Record<string, string>; body?: string };

/** A monitor with the operator's page, what it has logged, and how often it was to end the process. */
export type OperatorStage = {
  monitor: Monitor;
  parts: OperatedParts;
  now: ReturnType<typeof makeBusyLevels>['now'];
  origin: string;
  drained: number;
  lines: Record<string, unknown>[];
  ask(path: string, asking?: Asking): Promise<Response>;
};

/** Opens the page on a host of this machine. */
export const openOperator = async (
  t: TestContext,
  clock: Clock,
  { keys = NO_KEYS, host = '127.0.0.1' }: { keys?: OperatorKeys; host?: string } = {},
): Promise<OperatorStage> => {
  const lines: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const warnings = new WarningCounts(clock);
  warnings.note({ event: 'turn.failed' }, 40);
  const drain = () => {
    stage.drained += 1;
    stage.monitor.observe({ is: 'stopping' });
  };
  const monitor = await openMonitor({ host, port: 0 }, log, { keys, mostSessions: 40, warnings, drain, clock });
  t.after(() => monitor.close());
  const port = Number(lines.find(({ event }) => event === 'http.listening')?.port);
  const parts = makeParts();
  const { now, levels } = makeBusyLevels();
  monitor.watch(levels, parts);
  for (const event of [
    { is: 'discord', state: 'connected' },
    { is: 'commands', state: 'registered' },
  ] as const)
    monitor.observe(event);
  const origin = `http://127.0.0.1:${port}`;
  const stage: OperatorStage = {
    monitor,
    parts,
    now,
    origin,
    drained: 0,
    lines,
    ask: (path, asking) => send(`${origin}${path}`, asking),
  };
  return stage;
};

/** Sends a request with these headers and no others but the host. */
const send = (url: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Response> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (got) => {
      let text = '';
      got.setEncoding('utf8').on('data', (data) => {
        text += data;
      });
      got.on('end', () => resolve({ status: got.statusCode ?? 0, headers: got.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** Logs in as a browser does. Resolves to the cookie, and what the page's own requests carry. */
export const logIn = async (stage: OperatorStage, password = PASSWORD) => {
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: stage.origin };
  const body = new URLSearchParams({ password }).toString();
  const answer = await stage.ask('/login', { method: 'POST', headers: form, body });
  const set = `${answer.headers['set-cookie'] ?? ''}`;
  const cookie = set.split(';', 1)[0] ?? '';
  const page = cookie === '' ? '' : (await stage.ask('/', { headers: { cookie } })).body;
  const token = /name="parley-token" content="([^"]+)"/.exec(page)?.[1] ?? '';
  return { answer, set, cookie, ours: { cookie, origin: stage.origin, 'x-parley-token': token } };
};

/** Opens the stream. Resolves once its first event is there. */
export const listen = async (stage: OperatorStage, headers: Record<string, string> = {}) => {
  let text = '';
  const over = Promise.withResolvers<void>();
  const heard = Promise.withResolvers<void>();
  const listeners = new Set<() => void>();
  const got = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    request(`${stage.origin}/api/stream`, { headers, agent: false }, resolve).on('error', reject).end();
  });
  got.setEncoding('utf8').on('data', (data) => {
    text += data;
    if (text.includes('\n\n')) heard.resolve();
    for (const listener of listeners) listener();
  });
  got.on('error', () => {});
  got.on('close', () => {
    heard.resolve();
    over.resolve();
  });
  await heard.promise;
  /** Resolves once something has been sent. */
  const hears = (what: RegExp) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!what.test(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
    });
  return { status: got.statusCode, over: over.promise, hears, close: () => got.destroy(), text: () => text };
};
