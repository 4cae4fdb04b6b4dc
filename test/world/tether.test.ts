import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('a rehearsal that is killed leaves no bot behind', { timeout: 60_000 }, async (t) => {
  const program = fileURLToPath(new URL('rehearse.ts', import.meta.url));
  const child = spawn(process.execPath, [program, '--log'], { stdio: ['pipe', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  const port = Promise.withResolvers<number>();
  createInterface({ input: child.stderr }).on('line', (line) => {
    const { event, port: at } = JSON.parse(line);
    if (event === 'http.listening') port.resolve(at);
  });
  const joined = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.includes('I am in #Lounge')) joined.resolve();
  });
  child.stdin.write('/join\n');
  await joined.promise;
  // As long as the bot runs it keeps this connection, on which nothing is asked, for a minute.
  const bot = connect(await port.promise, '127.0.0.1');
  await once(bot, 'connect');
  const gone = once(bot.resume(), 'close');
  child.kill('SIGKILL');
  await once(child, 'close');
  await gone;
  const refused = connect(await port.promise, '127.0.0.1');
  const [error] = await once(refused, 'error');
  assert.equal(error.code, 'ECONNREFUSED');
});
