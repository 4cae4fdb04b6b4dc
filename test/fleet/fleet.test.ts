import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { Claims } from '../../src/claims/claims.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { makeGatewayClient } from '../../src/discord/gateway/gateway-client.ts';
import { RunningShards } from '../../src/discord/gateway/running-shards.ts';
import { RunningWork } from '../../src/discord/running-work.ts';
import { ConnectPace } from '../../src/live/limits/connect-pace.ts';
import { ConnectionPool } from '../../src/live/limits/connection-pool.ts';
import { joinFleet } from '../../src/parts/fleet-part.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { makeStore } from '../../src/store/store.ts';
import { VirtualClock } from '../virtual-clock.ts';

const log = pino({ level: 'silent' });
const { signal } = new AbortController();

/** Nobody logs in here. */
const NO_SHARDS = new RunningShards(
  makeGatewayClient({ clock: systemClock, log, observe: () => {}, shards: { ids: [0], count: 1 } }),
);

/** Settings of a process that may have others beside it, and so many sessions for all. */
const configOf = (most: number): Config =>
  readConfig({
    DISCORD_TOKEN: 'a-token',
    GEMINI_API_KEY: 'a-key',
    STORE_URL: 'redis://somewhere',
    MAX_OPEN_SESSIONS: `${most}`,
  });

/** A database that all processes share, and a clock by which all live. */
const openGround = (most: number) => {
  const clock = new VirtualClock();
  const database = openMemory(clock);
  let operations = 0;

  /** One process: its pool, its pace and its place among the others. */
  const startProcess = async () => {
    let is: 'well' | 'cut off' | 'dead' = 'well';
    const count =
      <A extends unknown[], R>(ask: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        if (is !== 'well') throw new Error('the network is gone');
        operations += 1;
        return ask(...args);
      };
    const { read, write, take, renew, release, list } = database;
    const own: Clock = {
      ...clock,
      now: clock.now,
      wall: clock.wall,
      sleep: (ms, until) => clock.sleep(ms, until).then(() => (is === 'dead' ? new Promise(() => {}) : undefined)),
    };
    const asked = {
      ...database,
      read: count(read),
      write: count(write),
      take: count(take),
      renew: count(renew),
      release: count(release),
      list: count(list),
    };
    const store = await makeStore(asked, log, { clock: own });
    const leases = store.leases({ uptime: clock.now });
    const pool = new ConnectionPool(most);
    const pace = new ConnectPace(
      own,
      () => 0,
      () => {},
    );
    let sharers = 0;
    const conversations = { isAnswering: () => false };
    const calls = {
      moves: { holdsUp: () => false, goesWith: () => false, isLively: () => false, leave: async () => {} },
    };
    const claims = new Claims({ leases, clock: own, log });
    const bot = {
      shards: NO_SHARDS,
      running: new RunningWork(claims),
      shareRequests: (processes: number) => {
        sharers = processes;
      },
    };
    const means = { store, leases, bot, claims, conversations, calls, pool, pace, clock: own, log, observe: () => {} };
    const fleet = joinFleet(configOf(most), means);
    const talks: { giveUp(): void; end(): void }[] = [];
    return {
      pool,
      pace,
      fleet,
      store,
      become: (now: typeof is) => {
        is = now;
      },
      /** How many processes it knows of, itself included. */
      knows: () => sharers,
      /** So many conversations want a session, and keep it busy until they end. */
      talk(conversations: number) {
        for (let index = 0; index < conversations; index++) {
          const over = new AbortController();
          const member = { rest: () => pool.leave(member) };
          pool.take(member, over.signal).catch(() => {});
          talks.push({ giveUp: () => over.abort('it is over'), end: () => pool.idle(member) });
        }
      },
      /** So many of its conversations end. */
      end(conversations: number) {
        const over = talks.splice(0, conversations);
        for (const talk of over) talk.giveUp();
        for (const talk of over) talk.end();
      },
    };
  };
  return { clock, startProcess, countOperations: () => operations };
};

type Process = Awaited<ReturnType<ReturnType<typeof openGround>['startProcess']>>;

const openOf = (processes: readonly Process[]) => processes.map(({ pool }) => pool.taken);
const total = (processes: readonly Process[]) => openOf(processes).reduce((sum, open) => sum + open, 0);

const startFour = async (most: number) => {
  const ground = openGround(most);
  const all: [Process, Process, Process, Process] = [
    await ground.startProcess(),
    await ground.startProcess(),
    await ground.startProcess(),
    await ground.startProcess(),
  ];
  await ground.clock.advance(5_000);
  /** Time passes, and at no moment are more sessions open than all may have together. */
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 250) {
      await ground.clock.advance(250);
      assert.ok(total(all) <= most, `${openOf(all)}`);
    }
  };
  return { ...ground, all, pass };
};

test('four processes share the sessions of the key: evenly under load, by need otherwise, never more than there are', async () => {
  const { all, pass } = await startFour(20);
  const [a, b, c, d] = all;
  assert.deepEqual(
    all.map((one) => one.knows()),
    [4, 4, 4, 4],
  );
  assert.deepEqual(
    all.map(({ pool }) => pool.most),
    [5, 5, 5, 5],
  );
  // One is busy and the others have nothing to do: it gets nearly all.
  a.talk(18);
  await pass(4_000);
  assert.equal(a.pool.taken, 18);
  // All want more than there is: each gets its part as soon as answers end.
  for (const one of [b, c, d]) one.talk(18);
  await pass(2_000);
  a.end(13);
  await pass(5_000);
  assert.deepEqual(openOf(all), [5, 5, 5, 5]);
  // Two of them have nothing left to do.
  c.end(18);
  d.end(18);
  await pass(5_000);
  assert.deepEqual([a.pool.taken, b.pool.waiting > 0], [5, true]);
  assert.ok(b.pool.taken >= 11, `${openOf(all)}`);
});

test('a process that died gives its part back, and one that is stopped does so at once', async () => {
  const { all, clock, pass } = await startFour(20);
  const [a, b, c, d] = all;
  c.become('dead');
  await clock.advance(8_000);
  assert.deepEqual(
    [a, b, d].map((one) => one.knows()),
    [3, 3, 3],
  );
  assert.equal(
    [a, b, d].reduce((sum, { pool }) => sum + pool.most, 0),
    20,
  );
  void d.fleet.leave(0);
  const closed = d.fleet.close();
  await pass(2_500);
  await closed;
  assert.deepEqual([a.knows(), b.knows()], [2, 2]);
  assert.deepEqual([a.pool.most, b.pool.most], [10, 10]);
});

test('whoever made the plan dies, and another one goes on with it', async () => {
  const { all, clock } = await startFour(20);
  const [first, ...others] = all;
  first.become('dead');
  await clock.advance(10_000);
  assert.deepEqual(
    others.map((one) => one.knows()),
    [3, 3, 3],
  );
  assert.equal(
    others.reduce((sum, { pool }) => sum + pool.most, 0),
    20,
  );
});

test('cut off from the store, a process goes on with the part it last knew, and comes back into the count', async () => {
  const { all, clock, pass } = await startFour(20);
  const [a, b] = all;
  b.become('cut off');
  await clock.advance(10_000);
  assert.equal(b.pool.most, 5);
  b.talk(5);
  await clock.advance(500);
  assert.equal(b.pool.taken, 5);
  assert.equal(a.knows(), 3);
  b.become('well');
  await clock.advance(15_000);
  assert.deepEqual(
    all.map((one) => one.knows()),
    [4, 4, 4, 4],
  );
  await pass(2_000);
  assert.equal(
    all.reduce((sum, { pool }) => sum + pool.most, 0),
    20,
  );
  // With the store away for everybody, all go on.
  for (const one of all) one.become('cut off');
  await pass(60_000);
  assert.equal(
    all.reduce((sum, { pool }) => sum + pool.most, 0),
    20,
  );
});

test('a close for quota in one process slows all of them down, together as much as one alone', async () => {
  const { all, clock } = await startFour(20);
  const [a, b] = all;
  a.pace.noteQuota(1);
  await clock.advance(2_500);
  const opened: number[] = [];
  const began = clock.now();
  const enter = async ({ pace }: Process) => {
    await pace.enter(signal);
    opened.push(clock.now() - began);
  };
  const entering = Promise.all([...all, ...all].map(enter));
  await clock.until(entering);
  // One alone opens eight in 14 seconds, two seconds apart.
  assert.equal(opened.length, 8);
  assert.ok(Math.max(...opened) >= 8_000, opened.join());
  // The quiet ends for all of them.
  await clock.advance(170_000);
  const quick = clock.now();
  await clock.until(Promise.all([b, b, b].map(({ pace }) => pace.enter(signal))));
  assert.ok(clock.now() - quick < 1_000);
});

test('a process alone asks the store a few times a second, and never for a session', async () => {
  const { clock, startProcess, countOperations } = openGround(20);
  const one = await startProcess();
  await clock.advance(5_000);
  const before = countOperations();
  await clock.advance(60_000);
  const idle = countOperations() - before;
  one.talk(20);
  one.end(20);
  one.talk(20);
  await clock.advance(60_000);
  assert.equal(countOperations() - before - idle, idle);
  assert.ok(idle / 60 <= 6, `${idle / 60} operations a second`);
  assert.equal(one.pool.most, 20);
});
