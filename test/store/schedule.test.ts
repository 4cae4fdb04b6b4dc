import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { USUAL_ACCESS } from '../../src/store/access-options.ts';
import type { Database } from '../../src/store/database.ts';
import { DatabaseAccess } from '../../src/store/database-access.ts';
import { type Lease, Leases } from '../../src/store/leases.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { silent } from './record.ts';
import { STORES } from './stores.ts';

/** What happens to one of three holders, and how many tenths of a lease's lifetime pass after it. */
type Step = { who: 0 | 1 | 2; does: 'take' | 'release' | 'stop' | 'go' | 'die'; after: number };

/** Several processes on one database: `lag` is how long their requests are on their way, in tenths of a lifetime. */
type Story = { steps: Step[]; lag: number[] };

const story: fc.Arbitrary<Story> = fc.record({
  steps: fc.array(
    fc.record<Step>({
      who: fc.constantFrom(0, 1, 2),
      does: fc.constantFrom('take', 'take', 'take', 'release', 'stop', 'go', 'die'),
      after: fc.integer({ min: 0, max: 6 }),
    }),
    { minLength: 5, maxLength: 25 },
  ),
  lag: fc.array(fc.constantFrom(0, 0, 0, 0.2, 1, 4), { minLength: 3, maxLength: 10 }),
});

type World = {
  clock: Clock;
  lifetime: number;
  /** In how many lifetimes a lease must have a new holder after the death of all others. */
  patience: number;
  pass(ms: number): Promise<void>;
  open(): Promise<Database>;
};

const outcome = { taken: 0, written: 0, refused: 0 };

/** A process that can be stopped: then its timers do not fire, and it does not see what comes from the database. */
class Process {
  leases: Leases;
  lease: Lease | undefined;
  #access: DatabaseAccess;
  #running: Promise<void> = Promise.resolve();
  #go = () => {};
  #dead = false;

  constructor({ clock, lifetime }: World, database: Database, lag: () => number, wrote: (fence: number) => void) {
    const wait = async <T>(work: () => Promise<T>): Promise<T> => {
      const ms = (lag() * lifetime) / 10;
      if (ms > 0) await clock.sleep(ms / 2);
      const result = await work();
      if (ms > 0) await clock.sleep(ms / 2);
      await this.#running;
      return result;
    };
    const own: Clock = {
      now: clock.now,
      wall: clock.wall,
      sleep: async (ms, signal) => {
        await clock.sleep(ms, signal);
        await this.#running;
      },
    };
    const distant: Database = {
      ...database,
      take: (id, ms) => wait(() => database.take(id, ms)),
      renew: (leases, ms) => wait(() => database.renew(leases, ms)),
      release: (leases) => wait(() => database.release(leases)),
      write: (changes) =>
        wait(async () => {
          const written = await database.write(changes);
          for (const { key, text } of changes) if (key === 'x' && written.includes(key)) wrote(Number(text));
          return written;
        }),
    };
    this.#access = new DatabaseAccess(distant, {
      ...USUAL_ACCESS,
      clock: own,
      log: silent,
      deadline: lifetime / 2,
      retry: lifetime / 4,
    });
    const options = { lifetime, every: lifetime / 4, margin: lifetime / 8, uptime: clock.now };
    this.leases = new Leases({ access: this.#access, database: distant, clock: own, log: silent }, options);
  }

  async take(): Promise<Lease | undefined> {
    if (this.#dead) return;
    const lease = await this.leases.take('x').catch(() => undefined);
    if (lease) this.lease = lease;
    return lease;
  }

  /** What only the holder may write. */
  write(): void {
    if (!this.lease?.held) return;
    const { id, fence } = this.lease;
    const change = { key: 'x', text: `${fence}`, expires: Date.now() + 600_000 };
    this.#access.write([change], { id, fence }).then(
      () => outcome.written++,
      () => outcome.refused++,
    );
  }

  stop(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.go();
    this.#running = promise;
    this.#go = resolve;
  }

  go(): void {
    if (!this.#dead) this.#go();
  }

  die(): void {
    this.stop();
    this.#dead = true;
  }
}

/** Plays a story, and then sees whether the only one who is left gets the lease. */
const play = async (world: World, { steps, lag }: Story): Promise<void> => {
  const databases: Database[] = [];
  const all: Process[] = [];
  const leases: Lease[] = [];
  const writes: number[] = [];
  let requests = 0;
  const begin = async () => {
    const database = await world.open();
    databases.push(database);
    const made = new Process(
      world,
      database,
      () => lag[requests++ % lag.length] ?? 0,
      (fence) => writes.push(fence),
    );
    all.push(made);
    return made;
  };
  const took = (lease: Lease | undefined) => {
    if (!lease) return;
    outcome.taken++;
    assert.ok(leases.every(({ fence }) => fence < lease.fence));
    leases.push(lease);
  };
  const faults: unknown[] = [];
  const take = (each: Process) =>
    each
      .take()
      .then(took)
      .catch((error) => faults.push(error));
  const look = () => assert.ok(leases.filter(({ held }) => held).length <= 1, 'two hold it');
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= world.lifetime / 20) {
      look();
      for (const each of all) each.write();
      await world.pass(Math.min(left, world.lifetime / 20));
    }
  };
  const cast = [await begin(), await begin(), await begin()];
  for (const { who, does, after } of steps) {
    const actor = cast[who] ?? (await begin());
    if (does === 'take') void take(actor);
    else if (does === 'release') void actor.lease?.release();
    else if (does === 'stop') actor.stop();
    else if (does === 'go') actor.go();
    else {
      actor.die();
      cast[who] = await begin();
    }
    await pass((after * world.lifetime) / 10);
  }
  for (const each of all) each.die();
  lag.splice(0, lag.length, 0);
  const heir = await begin();
  let waited = 0;
  for (; !heir.lease?.held && waited < world.patience * world.lifetime; waited += world.lifetime / 20) {
    void take(heir);
    await pass(world.lifetime / 20);
  }
  assert.ok(heir.lease?.held, `nobody got it within ${waited} ms`);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    writes,
    writes.toSorted((a, b) => a - b),
    'nobody wrote after a later holder',
  );
  await heir.leases.close();
  await Promise.all(databases.map((database) => database.close()));
};

const inVirtualTime = (url: string): World => {
  const clock = new VirtualClock();
  return {
    clock,
    lifetime: 4_000,
    patience: 1.25,
    pass: async (ms) => {
      await clock.advance(ms);
      // Whatever was begun without waiting comes to its end before time goes on.
      await new Promise(setImmediate);
    },
    open: () => openDatabase(url, clock),
  };
};

test('whatever stops, dies and is late, one process holds the lease (memory)', async () => {
  const once = async (told: Story) => {
    const world = inVirtualTime('memory:');
    const shared = await world.open();
    await play({ ...world, open: async () => shared }, told);
  };
  await fc.assert(fc.asyncProperty(story, once), { numRuns: 200, endOnFailure: true });
  assert.ok(outcome.taken > 300 && outcome.written > 1_000 && outcome.refused > 0, JSON.stringify(outcome));
});

const tries = { sqlite: 15, 'redis-server': 3, postgres: 3 };
for (const [name, numRuns] of Object.entries(tries))
  test(`whatever stops, dies and is late, one process holds the lease (${name})`, async (t: TestContext) => {
    const url = await STORES[name]?.(t);
    if (!url) return console.log(`${name} is not installed: its leases are not tried`);
    // The clock of SQLite is ours; that of a server is not.
    const real: World = {
      clock: systemClock,
      lifetime: 400,
      patience: 3,
      pass: sleep,
      open: () => openDatabase(url, systemClock),
    };
    let stories = 0;
    const once = (told: Story) => play(name === 'sqlite' ? inVirtualTime(`${url}${stories++}`) : real, told);
    await fc.assert(fc.asyncProperty(story, once), { numRuns, endOnFailure: true });
  });
