import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';

const HOUR = 3_600_000;

/** Discord's word that nothing more may come within this window, of 300 ms. */
const FULL = {
  'X-RateLimit-Limit': '1',
  'X-RateLimit-Remaining': '0',
  'X-RateLimit-Reset-After': '0.3',
  'X-RateLimit-Bucket': 'one',
};

const source = (file: string) => new URL(`../../../src/${file}`, import.meta.url);

/** Runs a program whose wall clock somebody sets: `set(ms)`, forward or back. Resolves with how long it took, in milliseconds. */
const run = async (program: string): Promise<number> => {
  const set = 'const { now } = Date; let by = 0; Date.now = () => now() + by; const set = (ms) => { by += ms; };';
  const child = spawn(process.execPath, ['--input-type=module', '-e', set + program], {
    cwd: new URL('../../..', import.meta.url),
    stdio: ['ignore', 'ignore', 'inherit'],
    // Who would wait for an hour is not waited for.
    timeout: 120_000,
  });
  const began = performance.now();
  const [code] = await once(child, 'exit');
  assert.equal(code, 0, 'it waited for too long');
  return performance.now() - began;
};

for (const [how, by] of [
  ['back', -HOUR],
  ['forward', HOUR],
] as const) {
  test(`a rate limit ends when Discord says so though the wall clock is set ${how} an hour`, async (t) => {
    const times: number[] = [];
    const server = createServer((_, response) => {
      times.push(performance.now());
      response.writeHead(200, FULL).end();
    }).listen(0, '127.0.0.1');
    t.after(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await run(`
      const { RestRequests } = await import('${source('discord/gateway/rest-requests.ts')}');
      const rest = new RestRequests({ api: 'http://127.0.0.1:${port}' }).setToken('t');
      const ask = () => rest.get('/channels/1/messages');
      // The first answer tells which bucket it is, the second one that it is full.
      await ask();
      await ask();
      set(${by});
      await ask();
      const waiting = ask();
      setTimeout(set, 100, ${by});
      await waiting;
      process.exit(0);`);
    const gaps = times.slice(2).map((at, index) => at - (times[index + 1] ?? 0));
    assert.equal(gaps.length, 2);
    for (const gap of gaps) assert.ok(gap > 250, `${gaps}`);
  });

  test(`all requests together are not held up when the wall clock is set ${how} an hour`, async (t) => {
    const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    t.after(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await run(`
      const { RestRequests } = await import('${source('discord/gateway/rest-requests.ts')}');
      const rest = new RestRequests({ api: 'http://127.0.0.1:${port}', globalRequestsPerSecond: 2 }).setToken('t');
      await rest.get('/users/1');
      set(${by});
      for (let left = 4; left > 0; left--) await rest.get('/users/1');
      process.exit(0);`);
  });
}

test('what a shard may send within a minute is counted by no wall clock', async () => {
  await run(`
    const { WebSocketShard } = await import('@discordjs/ws');
    const { anchorSendWindow } = await import('${source('discord/gateway/rate-limit-clock.ts')}');
    const shard = new WebSocketShard({}, 0);
    anchorSendWindow(shard);
    const left = () => Math.round((shard.sendRateLimitState.resetAt - Date.now()) / 1_000);
    set(-${HOUR});
    if (left() !== 60) process.exit(1);
    // So it begins anew.
    shard.sendRateLimitState = { sent: 0, resetAt: Date.now() + 60_000 };
    set(2 * ${HOUR});
    if (left() !== 60) process.exit(1);
    process.exit(0);`);
});
