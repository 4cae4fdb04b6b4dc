import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../rehearsal/index.ts', import.meta.url));

/** What npm does: it starts a program by a shell, with its own input and output. */
const NPM = `require('node:child_process').spawn('sh', ['-c', '"$0" "$1" "$2"; true', ...process.argv.slice(1)], { stdio: 'inherit' })`;

/** Starts that, tells its process' id, and stays when it is killed; so the input stays open, too. */
const SHELL = `const { pid } = require('node:child_process').spawn(process.execPath, ['-e', ...process.argv.slice(1)], { stdio: 'inherit' });
console.error(JSON.stringify({ pid })); setInterval(() => {}, 1_000)`;

/** A rehearsal with a call, started like this, and a connection to its bot. */
const inCall = async (t: TestContext, args: string[]) => {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  t.after(() => {
    child.stdin?.end();
    child.kill('SIGKILL');
  });
  assert.ok(child.stdin && child.stdout && child.stderr);
  const [port, joined] = [Promise.withResolvers<number>(), Promise.withResolvers<void>()];
  let top = child.pid;
  createInterface({ input: child.stderr }).on('line', (line) => {
    const { event, port: at, ...told } = JSON.parse(line);
    top = told.pid ?? top;
    if (event === 'http.listening') port.resolve(at);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.includes('I’m in #Lounge')) joined.resolve();
  });
  child.stdin.write('/join\n');
  await joined.promise;
  // As long as the bot runs it keeps this connection, on which nothing is asked, for a minute.
  const bot = connect(await port.promise, '127.0.0.1').resume();
  await once(bot, 'connect');
  assert.ok(top);
  return { top, gone: once(bot, 'close'), port: await port.promise };
};

const isDeaf = async (port: number): Promise<void> => {
  const [error] = await once(connect(port, '127.0.0.1'), 'error');
  assert.match(error.code, /^ECONN(?:REFUSED|RESET)$/);
};

test('a rehearsal that is killed leaves no bot behind', { timeout: 60_000 }, async (t) => {
  const { top, gone, port } = await inCall(t, [PROGRAM, '--log']);
  process.kill(top, 'SIGKILL');
  await gone;
  await isDeaf(port);
});

test('and neither does an npm that is killed', { timeout: 60_000 }, async (t) => {
  const { top, gone, port } = await inCall(t, ['-e', SHELL, NPM, process.execPath, PROGRAM, '--log']);
  process.kill(top, 'SIGKILL');
  await gone;
  await isDeaf(port);
});
