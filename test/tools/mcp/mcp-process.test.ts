import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { ChildExit } from '../../../src/base/child-exit.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { McpProcess, type McpProcessOptions } from '../../../src/tools/mcp/mcp-process.ts';
import type { FromMcp } from '../../../src/tools/mcp/mcp-protocol.ts';
import { type McpNews, type McpServer, McpServers } from '../../../src/tools/mcp/mcp-servers.ts';
import { McpSupervisor } from '../../../src/tools/mcp/mcp-supervisor.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { callOf, programWay, toolOf } from './mcp-stage.ts';

const NEVER = new AbortController().signal;

const serverOf = (way: McpServer['way'], given: Partial<McpServer> = {}): McpServer => ({
  key: 's',
  name: 'world',
  way,
  callMs: 10_000,
  isKept: true,
  ...given,
});

/** Servers with a real MCP process; `news` has what is told of them. */
const open = () => {
  const processes: McpProcess[] = [];
  const deaths: ChildExit[] = [];
  const news: McpNews[] = [];
  let wake = () => {};
  const supervisor = new McpSupervisor({
    clock: systemClock,
    env: { PATH: process.env.PATH ?? '' },
    proxies: { except: '' },
    died: (exit) => deaths.push(exit),
    start: (options) => {
      const one = new McpProcess(options);
      processes.push(one);
      return one;
    },
  });
  const servers = new McpServers({
    clock: systemClock,
    supervisor,
    tell: (one) => {
      news.push(one);
      wake();
    },
  });
  /** Waits until something was told this often. */
  const until = async (is: McpNews['is'], count: number) => {
    while (news.filter((one) => one.is === is).length < count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await promise;
    }
  };
  return { servers, supervisor, processes, deaths, news, until };
};

/** Whether a process runs. One that is dead may still be listed, because nobody has asked how it ended. */
const isRunning = async (pid: number): Promise<boolean> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
};

test('no process runs before a server is wanted, and a killed one is replaced', { timeout: 60_000 }, async () => {
  const { servers, supervisor, processes, deaths, until } = open();
  assert.equal(supervisor.running, 0);
  const companion = join(await mkdtemp(join(tmpdir(), 'mcp-')), 'pid');
  const server = serverOf(programWay({ tools: [toolOf('a')], companion, faults: { 'tools/call': 'hang' } }));
  servers.want(server);
  await until('up', 1);
  assert.equal(servers.find('s')?.catalogue.tools.length, 1);
  const pid = Number(await readFile(companion, 'utf8'));
  const asked = servers.ask(server, callOf('a'), NEVER);
  processes[0]?.kill();
  assert.deepEqual(await asked, { is: 'fault', why: 'gone' });
  // Its programs don't outlive it, and the tools are still known while it's replaced.
  while (await isRunning(pid)) await setImmediate();
  assert.equal(servers.find('s')?.catalogue.tools.length, 1);
  await until('up', 2);
  assert.equal(deaths.length, 1);
  await supervisor.end();
  assert.equal(supervisor.running, 0);
  for (const one of processes) assert.ok(one.pid === undefined || !(await isRunning(one.pid)));
});

test('the process ends with its bot, and so do its programs', { timeout: 60_000 }, async () => {
  const { servers, supervisor, processes, until } = open();
  const companion = join(await mkdtemp(join(tmpdir(), 'mcp-')), 'pid');
  servers.want(serverOf(programWay({ tools: [toolOf('a')], companion })));
  await until('up', 1);
  const pid = Number(await readFile(companion, 'utf8'));
  await supervisor.end();
  while (await isRunning(pid)) await setImmediate();
  assert.ok(processes[0]?.pid !== undefined && !(await isRunning(processes[0].pid)));
});

test('an answer that nobody waits for is given up', { timeout: 60_000 }, async () => {
  const { servers, supervisor, until } = open();
  const server = serverOf(programWay({ tools: [toolOf('a')], faults: { 'tools/call': 'hang' } }));
  servers.want(server);
  await until('up', 1);
  const over = new AbortController();
  const asked = servers.ask(server, callOf('a'), over.signal);
  over.abort(new Error('nobody waits'));
  await assert.rejects(asked, /nobody waits/);
  await supervisor.end();
});

/** A process that does what a test tells it to do. */
class ScriptedProcess {
  readonly #exit = Promise.withResolvers<ChildExit>();
  readonly exited = this.#exit.promise;
  readonly sent: { is: string }[] = [];
  readonly receive: (message: FromMcp) => void;

  constructor({ receive }: McpProcessOptions) {
    this.receive = receive;
  }

  send(message: { is: string }): void {
    this.sent.push(message);
  }

  async end(): Promise<void> {
    this.kill();
  }

  kill(): void {
    this.#exit.resolve({ code: null, signal: 'SIGKILL', words: '' });
  }
}

const script = () => {
  const clock = new VirtualClock();
  const processes: ScriptedProcess[] = [];
  const supervisor = new McpSupervisor({
    clock,
    env: {},
    proxies: { except: '' },
    died: () => {},
    start: (options) => {
      const one = new ScriptedProcess(options);
      processes.push(one);
      return one;
    },
  });
  const news: McpNews[] = [];
  const servers = new McpServers({ clock, supervisor, tell: (one) => news.push(one) });
  return { clock, processes, supervisor, servers, news };
};

const WAY = { is: 'stdio', command: 'x', args: [], env: {} } as const;

test('a process that hangs is killed and replaced', async () => {
  const { clock, processes, servers } = script();
  servers.want(serverOf(WAY));
  processes[0]?.receive({ is: 'pong' });
  await clock.advance(30_000);
  assert.equal(processes.length, 2);
  assert.deepEqual(
    processes[1]?.sent.map(({ is }) => is).filter((is) => is !== 'ping'),
    ['open'],
  );
});

test('a process that dies again and again is left alone for a while, and everyone is told', async () => {
  const { clock, processes, servers } = script();
  const server = serverOf(WAY);
  servers.want(server);
  for (let count = 0; count < 4; count += 1) {
    processes.at(-1)?.kill();
    await clock.advance(1);
  }
  assert.equal(processes.length, 4);
  assert.deepEqual(servers.find('s')?.state, { is: 'down', why: 'failing' });
  assert.deepEqual(await servers.ask(server, callOf('a'), NEVER), { is: 'fault', why: 'failing' });
  await clock.advance(60_000);
  assert.equal(processes.length, 5);
});

test('a server that isn’t kept is given up when nobody uses it', async () => {
  const { clock, processes, servers } = script();
  servers.want(serverOf(WAY, { isKept: false }));
  await clock.advance(599_000);
  servers.want(serverOf(WAY, { isKept: false }));
  await clock.advance(599_000);
  assert.ok(servers.find('s'));
  await clock.advance(2_000);
  assert.equal(servers.find('s'), undefined);
  assert.equal(processes[0]?.sent.at(-1)?.is, 'close');
});

test('the client is loaded by the MCP process alone', () => {
  for (const file of globSync('src/**/*.ts').map((one) => one.replaceAll('\\', '/'))) {
    const isInside = file.startsWith('src/tools/mcp/process/');
    const text = readFileSync(file, 'utf8');
    assert.equal(isInside || !text.includes("'@modelcontextprotocol/"), true, file);
    assert.equal(isInside || !/from '[^']*mcp\/process\//.test(text), true, file);
  }
});
