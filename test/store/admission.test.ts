import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { ConfigError } from '../../src/base/errors.ts';
import type { Database } from '../../src/store/database.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { makeSealedStore } from '../../src/store/store.ts';
import { StoreUnavailableError } from '../../src/store/store-errors.ts';
import { recorded, silent } from './record.ts';

const KIND = { name: 'turn', version: 1, lifetime: 60_000 };
const QUICK = { deadline: 20_000, retry: 1 };

/** A database that is away until a test says so, and whatever is written to it. */
const openAway = () => {
  const memory = openMemory(systemClock);
  const state = { isAway: false };
  const written: { key: string; text: string | undefined }[] = [];
  const check = () => {
    if (state.isAway) throw new Error('no connection');
  };
  const database: Database = {
    ...memory,
    read: async (keys) => {
      check();
      return memory.read(keys);
    },
    write: async (changes) => {
      check();
      written.push(...changes);
      return memory.write(changes);
    },
    take: async (id, lifetime) => {
      check();
      return memory.take(id, lifetime);
    },
  };
  return { database, state, written };
};

/** A database in which something is kept, sealed with a key or not, and which is away now. */
const fill = async (storeKeys: readonly Buffer[]) => {
  const { database, state, written } = openAway();
  // It stays open: what is in memory ends with its database.
  const store = await makeSealedStore({ ...database, close: async () => {} }, silent, { ...QUICK, storeKeys });
  await store.shelf(KIND).setSurely('1', 'kept');
  await store.close();
  written.length = 0;
  state.isAway = true;
  return { database, state, written };
};

for (const [what, keys] of Object.entries({ another: [randomBytes(32)], 'no key': [] }))
  test(`a store that comes back and was encrypted with a key that isn’t ${what} is refused, and nothing is written`, async () => {
    const right = [randomBytes(32)];
    const { database, state, written } = await fill(right);
    const { log, said } = recorded();
    const store = await makeSealedStore({ ...database, close: async () => {} }, log, { ...QUICK, storeKeys: keys });
    assert.equal(store.health().is, 'away');
    await store.shelf(KIND).set('2', 'a secret');
    state.isAway = false;
    const refused = await store.refused;
    assert.ok(refused instanceof ConfigError);
    assert.match(refused.message, /STORE_KEY=NEW,OLD/);
    assert.equal(store.health().is, 'away');
    await assert.rejects(store.shelf(KIND).get('1'), StoreUnavailableError);
    await assert.rejects(store.leases().take('home'), StoreUnavailableError);
    await store.close();
    assert.deepEqual(written, []);
    assert.equal(said(/is back/).length, 0);
    const again = await makeSealedStore(database, silent, { ...QUICK, storeKeys: right });
    assert.deepEqual(await again.shelf(KIND).getMany(['1', '2']), ['kept', undefined]);
    await again.close();
  });

test('a store that comes back with the right key goes on, and what waited is written with it', async () => {
  const storeKeys = [randomBytes(32)];
  const { database, state, written } = await fill(storeKeys);
  const { log, says } = recorded();
  const back = says(/is back/);
  const store = await makeSealedStore(database, log, { ...QUICK, storeKeys });
  await store.shelf(KIND).set('2', 'a secret');
  state.isAway = false;
  await back;
  assert.deepEqual(await store.shelf(KIND).getMany(['1', '2']), ['kept', 'a secret']);
  for (const { key, text } of written) if (text !== undefined) assert.match(text, /^sealed1\./, key);
  await store.close();
});

test('a store that was encrypted by nobody is taken as it is, with a key and without', async () => {
  const { database, state } = await fill([]);
  for (const storeKeys of [[], [randomBytes(32)]]) {
    state.isAway = true;
    const { log, says } = recorded();
    const back = says(/is back/);
    const store = await makeSealedStore({ ...database, close: async () => {} }, log, { ...QUICK, storeKeys });
    state.isAway = false;
    await back;
    assert.equal(await store.shelf(KIND).get('1'), 'kept');
    await store.close();
  }
});
