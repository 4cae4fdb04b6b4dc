import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Store } from '../../src/store/store.ts';
import { makeStore, openStore } from '../../src/store/store.ts';
import { StoreUnavailableError } from '../../src/store/store-errors.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { moody } from './moody.ts';
import { recorded, silent } from './record.ts';
import { SHARED_DATABASES, STORES } from './stores.ts';

/** A busy machine is no store that is away. */
const PATIENT = { deadline: 20_000 };
const later = () => Date.now() + 60_000;

/** Raises one counter by 1 up to a limit, and tells whether it could. */
const tryRaise = async (store: Store, key: string, limit: number): Promise<boolean> =>
  (await store.raise([{ key, add: 1, limit, expires: later() }])).is === 'raised';

for (const [name, start] of Object.entries(STORES)) {
  test(`counters are raised together or not at all (${name})`, async (t) => {
    const store = await openStore(await start(t), silent, PATIENT);
    t.after(() => store.close());
    const expires = later();
    const raise = (...changes: [key: string, add: number, limit?: number][]) =>
      store.raise(changes.map(([key, add, limit]) => ({ key, add, expires, ...(limit !== undefined && { limit }) })));
    assert.deepEqual(await raise(['c', 5], ['a', 7, 1], ['b', -2, 10]), { is: 'raised', totals: [5, 7, -2] });
    // A counter below its limit takes any step, because nobody knows before how far it has to go.
    assert.deepEqual(await raise(['a', 1, 8]), { is: 'raised', totals: [8] });
    assert.deepEqual(await raise(['b', 1, 5], ['a', 1, 8], ['c', 1]), { is: 'full', index: 1 });
    assert.deepEqual(await raise(['a', 1, 9], ['c', 1], ['d', 1, 0]), { is: 'full', index: 2 });
    assert.deepEqual(await store.readMeters(['d', 'c', 'b', 'a']), [0, 5, -2, 8]);
    assert.deepEqual(await raise(['a', -8]), { is: 'raised', totals: [0] });
    assert.deepEqual(await raise(['a', 9e15, 1]), { is: 'raised', totals: [9e15] });
    assert.deepEqual(await store.raise([]), { is: 'raised', totals: [] });
    assert.deepEqual(await store.readMeters([]), []);
  });

  test(`a counter begins again once it has expired (${name})`, async (t) => {
    const store = await openStore(await start(t), silent, PATIENT);
    t.after(() => store.close());
    await store.raise([{ key: 'a', add: 5, expires: Date.now() + 20 }]);
    while ((await store.readMeters(['a']))[0] !== 0) await new Promise(setImmediate);
    assert.deepEqual(await store.raise([{ key: 'a', add: 1, limit: 5, expires: later() }]), {
      is: 'raised',
      totals: [1],
    });
  });
}

for (const [name, start] of Object.entries(SHARED_DATABASES))
  test(`two processes that raise at once never pass a limit (${name})`, async (t) => {
    const { url } = await start(t);
    const stores = await Promise.all([openStore(url, silent, PATIENT), openStore(url, silent, PATIENT)]);
    t.after(() => Promise.all(stores.map((store) => store.close())));
    const tries = Array.from({ length: 120 }, (_, index) => stores[index % 2] ?? assert.fail());
    const raised = await Promise.all(tries.map((store) => tryRaise(store, 'shared', 70)));
    assert.equal(raised.filter(Boolean).length, 70);
    assert.deepEqual(await stores[0]?.readMeters(['shared']), [70]);
    // Those that raise several take them in an order of their own, and still nobody waits for ever.
    const pairs = tries.map((store, index) => {
      const keys = index % 3 === 0 ? ['x', 'y'] : ['y', 'x'];
      return store.raise(keys.map((key) => ({ key, add: 1, limit: 90, expires: later() })));
    });
    const both = (await Promise.all(pairs)).filter(({ is }) => is === 'raised');
    assert.equal(both.length, 90);
    assert.deepEqual(await stores[1]?.readMeters(['x', 'y']), [90, 90]);
  });

test('a store that is away raises nothing, and says so', async () => {
  const clock = new VirtualClock();
  const { database, mood } = moody(clock);
  const store = await makeStore(database, recorded().log, { clock });
  assert.equal(await tryRaise(store, 'a', 5), true);
  mood.writes = 0;
  const raising = store.raise([{ key: 'a', add: 1, expires: later() }]);
  await assert.rejects(raising, StoreUnavailableError);
  // From then on nobody has to wait for the answer.
  await assert.rejects(store.raise([{ key: 'a', add: 1, expires: later() }]), StoreUnavailableError);
  await assert.rejects(store.readMeters(['a']), StoreUnavailableError);
  await store.close();
});
