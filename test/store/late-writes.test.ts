import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createClient } from '@keyv/redis';
import { systemClock } from '../../src/base/clock.ts';
import type { Change } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { Gate } from './gate.ts';
import { installed, postgres, redis, type Server } from './servers.ts';

/** Of a lease, in milliseconds. */
const LIFETIME = 1_000;

const change = (key: string, text: string): Change => ({ key, text, expires: Date.now() + 600_000 });

/** A database behind a gate, and one write that was given up and is still on its way, until `release`. */
const giveUp = async (t: TestContext, server: Server) => {
  const gate = await Gate.open(server.port);
  t.after(() => gate.end());
  const database = await openDatabase(Object.assign(new URL(server.url), { port: `${gate.port}` }).href, systemClock);
  t.after(() => database.close());
  const lease = (await database.take('home', 60_000)) ?? assert.fail();
  const fence = { id: 'home', fence: lease };
  assert.deepEqual(await database.write([{ ...change('a', 'first'), fence }, change('b', 'first')]), ['a', 'b']);
  const { caught, release } = gate.hold();
  const given = database.write([{ ...change('a', 'late'), fence }, change('b', 'late')]);
  given.catch(() => {});
  await caught;
  database.reset();
  return { database, fence, given, release };
};

const programs = { redis: installed('redis-server'), postgres: installed('postgres') };

if (programs.postgres) {
  const program = programs.postgres;
  test('what was given up has no effect once something later was written (PostgreSQL)', async (t) => {
    const { database, fence, given, release } = await giveUp(t, await postgres(t, program));
    assert.deepEqual(await database.write([{ ...change('a', 'newest'), fence }]), ['a']);
    release();
    await assert.rejects(given, { name: 'RoundOverError' });
    assert.deepEqual(await database.read(['a', 'b']), ['newest', 'first']);
    assert.deepEqual(await database.write([change('b', 'newest')]), ['b'], 'what was given up ends no later round');
  });
}

if (programs.redis) {
  const program = programs.redis;
  test('what was given up has no effect once something later was written (Redis)', async (t) => {
    const server = await redis(t, program);
    const { database, fence, given, release } = await giveUp(t, server);
    await assert.rejects(given);
    const watcher = createClient({ url: server.url });
    watcher.on('error', () => {});
    await watcher.connect();
    t.after(() => watcher.destroy());
    const count = async () => Number(/connected_clients:(\d+)/.exec(await watcher.info('clients'))?.[1]);
    // It connects again by itself.
    while (!(await database.write([{ ...change('a', 'newest'), fence }]).catch(() => undefined)))
      await new Promise(setImmediate);
    assert.equal(await count(), 3, 'the old connection, the new one, and this one');
    release();
    while ((await count()) > 2);
    assert.deepEqual(await database.read(['a', 'b']), ['newest', 'first']);
    assert.deepEqual(await database.write([change('b', 'newest')]), ['b']);
  });
}

for (const [name, program] of Object.entries(programs))
  if (program)
    test(`a lease is not taken by what was given up long ago (${name})`, async (t) => {
      const server = await (name === 'redis' ? redis : postgres)(t, program);
      const gate = await Gate.open(server.port);
      t.after(() => gate.end());
      const far = Object.assign(new URL(server.url), { port: `${gate.port}` }).href;
      const [distant, near] = await Promise.all([
        openDatabase(far, systemClock),
        openDatabase(server.url, systemClock),
      ]);
      t.after(() => Promise.all([distant.close(), near.close()]));
      for (const one of [near, distant]) await one.read(['a']);
      const fence = (await near.take('home', LIFETIME)) ?? assert.fail();
      await near.release([{ id: 'home', fence }]);
      const { caught, release } = gate.hold(1);
      const late = distant.take('home', LIFETIME);
      await caught;
      // By the server's clock.
      await near.take('longer', 2 * LIFETIME);
      while ((await near.take('longer', LIFETIME)) === undefined);
      release();
      assert.equal(await late, undefined);
      assert.deepEqual(await near.renew([{ id: 'home', fence }], 1), ['home'], 'who had it has it still');
    });
