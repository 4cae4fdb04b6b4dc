import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { systemClock } from '../../src/base/clock.ts';
import { ConfigError } from '../../src/base/errors.ts';
import { isCopyMark } from '../../src/store/copy-marks.ts';
import type { Database } from '../../src/store/database.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { isParleyRunning, showPresence } from '../../src/store/presence.ts';
import { makeSealedStore, openStore } from '../../src/store/store.ts';
import { type CopyOptions, copyStore } from '../../src/store/store-copy.ts';
import { StoreHoldLostError } from '../../src/store/store-hold.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { silent } from './record.ts';
import type { Ending } from './servers.ts';
import { SHARED_DATABASES } from './stores.ts';

const KIND = { name: 'turn', version: 3, lifetime: 60_000_000 };
const PATIENT = { deadline: 20_000 };
const TURNS = 450;

const options = (more: Partial<CopyOptions> = {}): CopyOptions => ({
  replace: false,
  clock: systemClock,
  signal: new AbortController().signal,
  note: () => {},
  ...more,
});

/** Something in a database, without when it expires, and that. */
type Found = { text: string; expires: number };

/** Everything in a database but the marks of copies. */
const dump = async ({ dump: { rows, meters } }: Database): Promise<Found[]> => {
  const found = new Map<string, number>();
  for (const table of [rows, meters]) {
    let cursor: string | undefined;
    do {
      const page = await table.page(cursor);
      for (const { expires, ...item } of page.items)
        if (!isCopyMark(item.key)) found.set(JSON.stringify(item), expires);
      cursor = page.next;
    } while (cursor !== undefined);
  }
  return [...found]
    .map(([text, expires]) => ({ text, expires }))
    .toSorted((one, other) => (one.text < other.text ? -1 : 1));
};

/** How exactly a database says when something expires, in milliseconds. */
const EXACTLY = 1_000;

const assertSame = (actual: readonly Found[], expected: readonly Found[], where?: string): void => {
  assert.deepEqual(
    actual.map(({ text }) => text),
    expected.map(({ text }) => text),
    where,
  );
  for (const [index, { text, expires }] of actual.entries())
    assert.ok(Math.abs(expires - (expected[index]?.expires ?? 0)) <= EXACTLY, `${text} expires at another time`);
};

const open = async (t: Ending, url: string): Promise<Database> => {
  const database = await openDatabase(url, systemClock);
  t.after(() => database.close());
  return database;
};

/** Turns with lifetimes of their own, one of them over; a record that nobody can read, what isn't text, and counters. */
const fill = async (database: Database, storeKeys: readonly Buffer[] = []): Promise<void> => {
  const store = await makeSealedStore({ ...database, close: async () => {} }, silent, { ...PATIENT, storeKeys });
  const shelf = store.shelf<string>(KIND);
  const records = Array.from({ length: TURNS }, (_, index) =>
    shelf.record(`1:${index}`, `word ${index} ü 𝔘 \u0000`, 5_000_000 + index * 7_000),
  );
  await store.writeSurely([...records, shelf.record('1:old', 'over', -1)]);
  await database.write([{ key: 'aside:x', text: 'no record', expires: systemClock.wall() + 9_000_000 }]);
  const expires = systemClock.wall() + 7_000_000;
  await store.raise([
    { key: 'day', add: 123_456_789_012, expires },
    { key: 'month', add: -5, expires: expires * 2 },
  ]);
  await store.close();
};

/** Rounds through all databases that there are here: between two, one is copied into the other in both directions. */
const ROUNDS = [Object.keys(SHARED_DATABASES), Object.keys(SHARED_DATABASES).toReversed()];

test('a store goes round through all databases, both ways, and is the same at the end', {
  timeout: 600_000,
}, async (t) => {
  const starts = Object.entries(SHARED_DATABASES);
  const urls = new Map(await Promise.all(starts.map(async ([name, start]) => [name, (await start(t)).url] as const)));
  const storeKeys = [randomBytes(32)];
  for (const round of ROUNDS) {
    const start = SHARED_DATABASES.sqlite;
    assert.ok(start);
    const first = await open(t, (await start(t)).url);
    const last = await open(t, (await start(t)).url);
    await fill(first, storeKeys);
    const whole = await dump(first);
    let from = first;
    for (const name of round) {
      const to = await open(t, urls.get(name) ?? '');
      const outcome = await copyStore({ from, to }, options({ replace: true }));
      assert.equal(outcome.is, 'copied', name);
      assertSame(await dump(to), whole, name);
      from = to;
    }
    const outcome = await copyStore({ from, to: last }, options());
    assert.deepEqual(outcome, { is: 'copied', records: TURNS + 2, counters: 2, moved: TURNS + 4 });
    assertSame(await dump(last), whole);
    assert.ok(!JSON.stringify(whole).includes('word 449'), 'what is sealed stays so');
    const store = await makeSealedStore({ ...last, close: async () => {} }, silent, { ...PATIENT, storeKeys });
    assert.equal(await store.shelf(KIND).get('1:449'), 'word 449 ü 𝔘 \u0000');
    assert.equal(await store.shelf(KIND).get('1:old'), undefined);
    assert.deepEqual(await store.readMeters(['day', 'month']), [123_456_789_012, -5]);
    await store.close();
    const stranger = makeSealedStore({ ...last, close: async () => {} }, silent, PATIENT);
    assert.ok((await stranger).trouble() instanceof ConfigError, 'it needs the same key there');
  }
});

/** A database that breaks off after so many writes of a copy. */
const breaking = (database: Database, writes: number): Database => {
  let left = writes;
  const { rows, meters } = database.dump;
  const put: typeof rows.put = async (items) => {
    if (left === 0) throw new Error('cut off');
    left -= 1;
    await rows.put(items);
  };
  return { ...database, dump: { rows: { ...rows, put }, meters } };
};

const isRefused = async (database: Database): Promise<boolean> => {
  const store = await makeSealedStore({ ...database, close: async () => {} }, silent, PATIENT);
  const trouble = store.trouble();
  await store.close();
  return trouble instanceof ConfigError && /half a copy/.test(trouble.message);
};

test('a copy that broke off is never taken for a whole one, and the next goes on without doubling', async () => {
  for (const writes of [0, 1, 2]) {
    const [from, to] = [openMemory(systemClock), openMemory(systemClock)];
    await fill(from);
    await assert.rejects(copyStore({ from, to: breaking(to, writes) }, options()), /cut off/);
    assert.ok(await isRefused(to));
    assert.equal(await isRefused(from), false);
    // Meanwhile Parley goes on with the first one: a person has deleted something, and has said something else.
    const store = await makeSealedStore({ ...from, close: async () => {} }, silent, PATIENT);
    await store.shelf(KIND).deleteSurely(['1:3']);
    await store.shelf(KIND).setSurely('1:4', 'changed');
    await store.close();
    const outcome = await copyStore({ from, to }, options());
    const before = Math.min(writes * 200, TURNS);
    assert.equal(outcome.is, 'copied');
    assert.ok(outcome.is === 'copied' && outcome.moved >= TURNS - before && outcome.moved <= TURNS + 7 - before);
    assertSame(await dump(to), await dump(from));
    assert.equal(await isRefused(to), false);
  }
});

test('a copy that is told to stop stops at the next page, and gives both stores back', async () => {
  const [from, to] = [openMemory(systemClock), openMemory(systemClock)];
  await fill(from);
  const stopping = new AbortController();
  const note = () => stopping.abort(new Error('stopped as asked'));
  await assert.rejects(copyStore({ from, to }, options({ signal: stopping.signal, note })), /stopped as asked/);
  assert.ok(await isRefused(to));
  const half = await copyStore({ from: to, to: openMemory(systemClock) }, options());
  assert.deepEqual(half, { is: 'half' });
  const other = openMemory(systemClock);
  await other.write([{ key: 'turn:2:0', text: 'another store', expires: systemClock.wall() + 9_000_000 }]);
  const before = await dump(to);
  assert.deepEqual(await copyStore({ from: other, to }, options()), { is: 'foreign' });
  assertSame(await dump(to), before, 'half a copy of another store isn’t replaced unasked');
  assert.equal((await copyStore({ from, to }, options())).is, 'copied');
});

test('no Parley starts on a store while it’s copied, and another copy is refused', async () => {
  const [from, to] = [openMemory(systemClock), openMemory(systemClock)];
  await fill(from);
  const looked = { times: 0 };
  const look = async () => {
    looked.times += 1;
    const store = await makeSealedStore({ ...from, close: async () => {} }, silent, PATIENT);
    assert.match(String(store.trouble()), /is being copied or encrypted anew just now/);
    assert.ok(await isRefused(to));
    assert.deepEqual(await copyStore({ from, to: openMemory(systemClock) }, options()), { is: 'taken' });
    await store.close();
  };
  const slow: Database = { ...to, purge: () => look().then(() => false) };
  assert.equal((await copyStore({ from, to: slow }, options())).is, 'copied');
  assert.equal(looked.times, 1);
  const store = await makeSealedStore({ ...from, close: async () => {} }, silent, PATIENT);
  assert.equal(store.trouble(), undefined);
  await store.close();
});

test('a copy that can’t begin leaves the first store free at once', async () => {
  const [from, to] = [openMemory(systemClock), openMemory(systemClock)];
  await fill(from);
  const away = () => Promise.reject(new Error('away'));
  await assert.rejects(copyStore({ from, to: { ...to, take: away } }, options()), /away/);
  const store = await makeSealedStore({ ...from, close: async () => {} }, silent, PATIENT);
  assert.equal(store.trouble(), undefined);
  await store.close();
});

test('a copy that stood still until another began into the same store doesn’t call that one whole', async () => {
  const clock = new VirtualClock();
  const [from, to] = [openMemory(clock), openMemory(clock)];
  await fill(from);
  const takeOver = async () => {
    await clock.advance(31_000);
    assert.ok(await to.take('store-copy', 30_000));
    return false;
  };
  await assert.rejects(copyStore({ from, to: { ...to, purge: takeOver } }, options()), StoreHoldLostError);
  assert.ok(await isRefused(to));
});

test('what is written to the first store during a copy is noticed, and the copy isn’t whole', async () => {
  const [from, to] = [openMemory(systemClock), openMemory(systemClock)];
  await fill(from);
  const write = (step: string, items: number) => {
    if (step === 'copy' && items >= 400)
      void from.write([{ key: 'turn:1:0', text: 'late', expires: systemClock.wall() + 9_000_000 }]);
  };
  assert.deepEqual(await copyStore({ from, to }, options({ note: write })), { is: 'different', items: 1 });
  assert.ok(await isRefused(to));
  assert.equal((await copyStore({ from, to }, options())).is, 'copied');
});

test('nothing is copied over what is there, or out of nothing, unless that is wanted', async () => {
  const [from, to] = [openMemory(systemClock), openMemory(systemClock)];
  assert.deepEqual(await copyStore({ from, to }, options()), { is: 'empty' });
  await fill(from);
  await to.write([{ key: 'turn:2:0', text: 'mine', expires: systemClock.wall() + 9_000_000 }]);
  assert.deepEqual(await copyStore({ from, to }, options()), { is: 'occupied' });
  assert.equal((await dump(to)).length, 1);
  assert.equal((await copyStore({ from, to }, options({ replace: true }))).is, 'copied');
  assertSame(await dump(to), await dump(from));
  assert.deepEqual(await copyStore({ from, to: from }, options()), { is: 'taken' }, 'the same store');
});

for (const [name, start] of Object.entries(SHARED_DATABASES))
  test(`nothing is copied while Parley runs on either side (${name})`, async (t) => {
    const { url } = await start(t);
    const [here, other] = [await open(t, url), openMemory(systemClock)];
    await fill(here);
    await fill(other);
    const store = await openStore(url, silent, PATIENT);
    const running = new AbortController();
    const shown = showPresence(store, { clock: systemClock, signal: running.signal });
    while (!(await isParleyRunning(here))) await setImmediate();
    const replacing = options({ replace: true });
    assert.deepEqual(await copyStore({ from: here, to: other }, replacing), { is: 'running', end: 'from' });
    assert.deepEqual(await copyStore({ from: other, to: here }, replacing), { is: 'running', end: 'to' });
    running.abort();
    await shown;
    await store.close();
    assert.equal((await copyStore({ from: other, to: here }, replacing)).is, 'copied');
  });
