import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import type { SettingKey } from '../../src/settings/setting-table.ts';
import { Settings, type SettingsNews } from '../../src/settings/settings.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { makeStore, openStore } from '../../src/store/store.ts';
import { at } from '../place.ts';
import { silent } from '../store/record.ts';
import { STORES, sqliteUrl } from '../store/stores.ts';
import { VirtualClock } from '../virtual-clock.ts';

const OPERATOR = { values: {}, known: { models: [], messageContent: false, textModel: false } };
const HOME = '100';
const PLACE = at('7', HOME);

const open = async (t: TestContext, url: string) => {
  const store = await openStore(url, silent);
  t.after(() => store.close());
  const settings = new Settings({ store, leases: store.leases(), operator: OPERATOR, clock: systemClock, log: silent });
  return { store, settings };
};

const set = (settings: Settings, key: SettingKey, value: unknown, by = 'ada') =>
  settings.change(HOME, { scope: { is: 'server' }, by, at: 0, set: [{ key, value }] });

for (const [name, url] of Object.entries(STORES))
  test(`${name}: what is set is there at once, and after a restart`, async (t) => {
    const where = await url(t);
    const { settings, store } = await open(t, where);
    assert.equal(settings.peek(PLACE), undefined);
    assert.equal((await settings.of(PLACE)).values.voice, 'auto');
    const news: SettingsNews[] = [];
    settings.on((one) => news.push(one));
    assert.deepEqual(await set(settings, 'voice', 'Kore'), { rev: 1, changed: ['voice'], conflicts: [] });
    assert.equal(settings.peek(PLACE)?.values.voice, 'Kore');
    assert.deepEqual(news, [{ home: HOME, scope: { is: 'server' }, keys: ['voice'] }]);
    const later = new Settings({ store, leases: store.leases(), operator: OPERATOR, clock: systemClock, log: silent });
    assert.equal((await later.of(PLACE)).values.voice, 'Kore');
  });

test('two processes that change one home at once lose nothing', async (t) => {
  const url = await sqliteUrl(t);
  const [one, other] = [await open(t, url), await open(t, url)];
  const keys: SettingKey[] = ['voice', 'character', 'greeting', 'vocabulary', 'names', 'listen', 'captions', 'reply'];
  const values = ['Kore', 'a', 'b', 'c', 'd', 'off', 'all', 'text'];
  await Promise.all(keys.map((key, index) => set((index % 2 ? one : other).settings, key, values[index])));
  const stored = await one.settings.record(HOME);
  assert.deepEqual(
    keys.map((key) => stored.server[key]?.value),
    values,
  );
  assert.equal(stored.rev, keys.length);
});

test('what another process changed is noticed: at once in doubt, otherwise soon', async (t) => {
  const url = await sqliteUrl(t);
  const { settings: other } = await open(t, url);
  const store = await openStore(url, silent);
  t.after(() => store.close());
  const clock = new VirtualClock();
  const settings = new Settings({ store, leases: store.leases(), operator: OPERATOR, clock, log: silent });
  const noticed = Promise.withResolvers<SettingsNews>();
  settings.on(noticed.resolve);
  await settings.of(PLACE);
  await set(other, 'voice', 'Kore');
  assert.equal((await settings.of(PLACE)).values.voice, 'auto');
  settings.doubt(HOME);
  assert.equal((await settings.of(PLACE)).values.voice, 'Kore');
  await set(other, 'voice', 'Puck');
  await clock.advance(16_000);
  await settings.of(PLACE);
  const again = Promise.withResolvers<SettingsNews>();
  settings.on(again.resolve);
  assert.deepEqual(await again.promise, { home: HOME, scope: { is: 'server' }, keys: ['voice'] });
  assert.equal((await settings.of(PLACE)).values.voice, 'Puck');
  assert.deepEqual(await noticed.promise, { home: HOME, scope: { is: 'server' }, keys: ['voice'] });
});

test('without the store, what is known counts, what is not known is refused, and nothing is changed', async (t) => {
  let isGone = false;
  const memory = openMemory(systemClock);
  const read: typeof memory.read = async (keys) => {
    if (isGone) throw new Error('no connection');
    return memory.read(keys);
  };
  const store = await makeStore({ ...memory, read }, silent);
  t.after(() => store.close());
  const settings = new Settings({ store, leases: store.leases(), operator: OPERATOR, clock: systemClock, log: silent });
  await set(settings, 'voice', 'Kore');
  isGone = true;
  settings.doubt(HOME);
  assert.equal((await settings.of(PLACE)).values.voice, 'Kore');
  await assert.rejects(settings.of(at('8', '200')), { message: 'settings.unknown' });
  assert.equal((await settings.of(at('9'))).values.voice, 'auto');
  await assert.rejects(set(settings, 'voice', 'Puck'), { message: 'settings.not-stored' });
  assert.equal(settings.peek(PLACE)?.values.voice, 'Kore');
});

test('a record of a newer version is not taken for an empty one', async (t) => {
  const { store, settings } = await open(t, await sqliteUrl(t));
  const { name, lifetime } = RECORD_KINDS.settings;
  await store.shelf({ name, lifetime, version: 99 }).set(HOME, { all: 'new' });
  await assert.rejects(settings.of(PLACE), { message: 'settings.unknown' });
  await assert.rejects(set(settings, 'voice', 'Kore'), { message: 'settings.not-stored' });
});

test('homes without settings share what they come to', async (t) => {
  const { settings } = await open(t, await sqliteUrl(t));
  assert.equal(await settings.of(at('1', '11')), await settings.of(at('2', '12')));
  await set(settings, 'voice', 'Kore');
  assert.equal(await settings.of(at('1', HOME)), await settings.of(at('2', HOME)));
  assert.notEqual(await settings.of(at('1', HOME)), await settings.of(at('1', '11')));
});

test('channels that differ in nothing share one view, however many there are and whatever their server has set', async (t) => {
  const { settings } = await open(t, 'memory:');
  await set(settings, 'voice', 'Kore');
  const views = new Set<unknown>();
  for (let channel = 1; channel <= 10_000; channel += 1) views.add(await settings.of(at(`${channel}`, HOME)));
  const others = new Set<unknown>();
  for (let channel = 1; channel <= 1_000; channel += 1)
    others.add(await settings.of(at(`${channel}`, `${200 + channel}`)));
  assert.deepEqual([views.size, others.size], [1, 1]);
});
