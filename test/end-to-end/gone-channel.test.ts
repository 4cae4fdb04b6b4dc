import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { systemClock } from '../../src/base/clock.ts';
import { EMPTY_RECORD, MOST_CHANNELS, type SettingsRecord } from '../../src/settings/record.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore } from '../../src/store/store.ts';
import { sentence } from '../sentences.ts';
import { silent } from '../store/record.ts';
import { sqliteUrl } from '../store/stores.ts';
import { whole } from './bot.ts';

const ENTRIES = { voice: { value: 'Kore', rev: 1, by: '1', at: 1 } };

/** The whole Parley, what is stored of its server, and an owner who sets a voice in a channel. */
const open = async (t: TestContext) => {
  const url = await sqliteUrl(t);
  const all = await whole(t, { STORE_URL: url }, ({ text }) => text);
  const { clock, guild } = all;
  const owner = guild.member('Owner', { permissions: 'admin' });
  const store = await openStore(url, silent, { clock: systemClock });
  t.after(() => store.close());
  const shelf = store.shelf<SettingsRecord>(RECORD_KINDS.settings);
  const list = async () => Object.keys((await shelf.get(guild.id))?.channels ?? {});
  const put = (ids: readonly string[]) =>
    shelf.setSurely(guild.id, {
      ...EMPTY_RECORD,
      rev: 1,
      channels: Object.fromEntries(ids.map((id) => [id, ENTRIES])),
    });
  const set = (channel: typeof all.general) =>
    clock.until(owner.slash('settings set', { setting: 'voice', value: 'Puck', where: 'channel' }, { in: channel }));
  return { ...all, list, put, set };
};

test('what was set in a channel ends with it', async (t) => {
  const { guild, general, clock, list, set } = await open(t);
  const doomed = guild.text('doomed');
  for (const channel of [general, doomed]) await clock.until((await set(channel)).shows(/Puck/));
  assert.equal((await list()).length, 2);
  doomed.delete();
  while ((await list()).length > 1) {
    await clock.advance(10);
    await setImmediate();
  }
  assert.deepEqual(await list(), [general.id]);
});

const makeIds = (count: number) =>
  Array.from({ length: count }, (_, index) => `${100_000_000_000_000_000n + BigInt(index)}`);

test('where as many channels as may have settings, those that are gone make room', async (t) => {
  const { guild, general, clock, list, put, set } = await open(t);
  await put([general.id, ...makeIds(MOST_CHANNELS - 1)]);
  const other = guild.text('other');
  await clock.until((await set(other)).shows(/Puck/));
  const left = await list();
  // Only some are asked for, and the first channel isn't gone.
  assert.ok(left.includes(general.id) && left.includes(other.id));
  assert.equal(left.length, MOST_CHANNELS - 20 + 1);
});

test('channels that are there make no room, and the owner reads why', async (t) => {
  const { guild, clock, list, put, set } = await open(t);
  const channels = Array.from({ length: MOST_CHANNELS }, (_, index) => guild.text(`channel-${index}`).id);
  await put(channels);
  const refusal = sentence({ code: 'settings.too-many-channels', most: MOST_CHANNELS });
  await clock.until((await set(guild.text('other'))).shows(refusal));
  assert.deepEqual((await list()).toSorted(), channels.toSorted());
});
