import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { IdentifyTurns } from '../../src/fleet/identify-turns.ts';
import { openStore } from '../../src/store/store.ts';
import { StoreUnavailableError } from '../../src/store/store-errors.ts';
import { VirtualClock } from '../virtual-clock.ts';

const log = pino({ level: 'silent' });
const { signal } = new AbortController();

/** So many processes on one store. */
const open = async (count: number) => {
  const clock = new VirtualClock();
  const store = await openStore('memory:', log, { clock });
  const all = Array.from(
    { length: count },
    () => new IdentifyTurns({ leases: store.leases({ uptime: clock.now }), clock, random: () => 0.5 }),
  );
  return { clock, all };
};

test('of a bucket one shard of all processes has its turn in five seconds, and buckets do not wait for each other', async () => {
  const { clock, all } = await open(4);
  const turns: { bucket: number; at: number }[] = [];
  const began = clock.now();
  // Sixteen shards over four processes, and Discord lets in two at a time.
  const waits = all.flatMap((one, process) =>
    [0, 1, 2, 3].map(async (index) => {
      const bucket = (process * 4 + index) % 2;
      await one.wait(bucket, 'together', signal);
      turns.push({ bucket, at: clock.now() });
    }),
  );
  await clock.until(Promise.all(waits));
  for (const bucket of [0, 1]) {
    const times = turns.filter((turn) => turn.bucket === bucket).map(({ at }) => at);
    assert.equal(times.length, 8);
    assert.ok((times[0] ?? Number.NaN) - began < 100);
    for (const [index, at] of times.entries()) {
      const before = times[index - 1];
      if (before === undefined) continue;
      assert.ok(at - before >= 5_000, `${at - before} ms`);
      assert.ok(at - before < 6_500, `${at - before} ms`);
    }
  }
});

test('a shard whose connection ends leaves the line, and those behind it move up', async () => {
  const { clock, all } = await open(1);
  const [one] = all;
  assert.ok(one);
  const began = clock.now();
  await one.wait(0, 'together', signal);
  const gone = new AbortController();
  const left = assert.rejects(one.wait(0, 'together', gone.signal), /the connection ended/);
  const next = one.wait(0, 'together', signal);
  await clock.advance(2_000);
  gone.abort(new Error('the connection ended'));
  await left;
  await clock.until(next);
  assert.ok(clock.now() - began < 6_500, `${clock.now() - began} ms`);
});

test('a process that is alone, or whose store is away, keeps to the pace by itself', async () => {
  const clock = new VirtualClock();
  let asked = 0;
  const leases = {
    occupy: async () => {
      asked += 1;
      throw new StoreUnavailableError();
    },
  };
  const turns = new IdentifyTurns({ leases, clock, random: () => 0 });
  for (const [way, questions] of [
    ['alone', 0],
    ['together', 2],
  ] as const) {
    await clock.until(turns.wait(0, way, signal));
    const began = clock.now();
    await clock.until(turns.wait(0, way, signal));
    assert.ok(clock.now() - began >= 5_000);
    assert.equal(asked, questions);
  }
});
