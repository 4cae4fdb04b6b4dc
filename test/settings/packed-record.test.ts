import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isSamePacked, openPacked, openPackedPlace, packRecord } from '../../src/settings/packed-record.ts';
import { EMPTY_RECORD, type SettingEntries, type SettingsRecord } from '../../src/settings/record.ts';
import { resolveSettings } from '../../src/settings/resolve.ts';
import { Settings } from '../../src/settings/settings.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { makeStore } from '../../src/store/store.ts';
import { at } from '../place.ts';
import { silent } from '../store/record.ts';
import { VirtualClock } from '../virtual-clock.ts';

const OPERATOR = { values: {}, known: { models: [], messageContent: true, textModel: true } };

/** How many bytes a channel with settings of its own may keep while nobody talks there. They took 6,900. */
const MOST_BYTES = 400;

const makeEntries = (index: number): SettingEntries => ({
  character: { value: `Line ${index}\nis “line” ${'\ud800'}`, rev: 1, by: `${index}`, at: index + 1, was: 'x' },
  retention: { value: index % 30, rev: 1, by: 'ada', at: 5 },
});

const toChannel = (index: number) => `${100_000_000_000_000_000n + BigInt(index)}`;

const makeRecord = (channels: number): SettingsRecord => ({
  rev: 7,
  server: makeEntries(1_000),
  channels: Object.fromEntries(Array.from({ length: channels }, (_, index) => [toChannel(index), makeEntries(index)])),
});

for (const channels of [0, 1, 19, 20, 21, 200])
  test(`a packed record of ${channels} channels says what it said before, as a whole and for each place`, () => {
    const record = makeRecord(channels);
    const packed = packRecord(record);
    assert.deepEqual(openPacked(packed), record);
    const places = [
      at('1', '2'),
      ...Object.keys(record.channels).flatMap((channel) => [at(channel, '2'), { ...at('1', '2'), parent: channel }]),
      { server: '2', channel: toChannel(channels - 1), parent: toChannel(0) },
      // An id that is part of another one is none of them.
      at(toChannel(0).slice(1), '2'),
      at('', '2'),
    ];
    for (const place of places)
      assert.deepEqual(
        resolveSettings(OPERATOR, openPackedPlace(packed, place), place),
        resolveSettings(OPERATOR, record, place),
      );
  });

test('packed records tell whether anything was changed', () => {
  const packed = packRecord(makeRecord(40));
  assert.ok(isSamePacked(packed, packRecord(makeRecord(40))));
  const { channels, ...rest } = makeRecord(40);
  const others: SettingsRecord[] = [
    makeRecord(39),
    { ...rest, channels: { ...channels, [toChannel(3)]: makeEntries(4) } },
    { ...rest, channels, rev: 8 },
    { ...rest, channels, server: {} },
  ];
  for (const other of others) assert.ok(!isSamePacked(packed, packRecord(other)));
  assert.equal(packRecord(EMPTY_RECORD), packRecord({ ...EMPTY_RECORD }));
});

/** The bytes of live objects. Code that isn't used any more is kept, or it would hide what is measured. */
const countHeap = async (): Promise<number> => {
  setFlagsFromString('--expose-gc');
  setFlagsFromString('--no-flush-bytecode');
  const collect = runInNewContext('gc') as () => void;
  for (let count = 0; count < 5; count += 1) {
    collect();
    await setImmediate();
  }
  return process.memoryUsage().heapUsed;
};

test('channels with settings of their own take next to no memory while they rest', async () => {
  const clock = new VirtualClock();
  const store = await makeStore(openMemory(clock), silent, { clock });
  const open = () => new Settings({ store, leases: store.leases(), operator: OPERATOR, clock, log: silent });
  const homes = Array.from({ length: 25 }, (_, index) => `${index + 1}`);
  const record = makeRecord(200);
  for (const home of homes) await clock.until(open().replace(home, () => record));
  const places = homes.flatMap((home) => Object.keys(record.channels).map((channel) => at(channel, home)));
  const readAll = async (settings: Settings) => {
    for (const place of places) assert.equal((await settings.of(place)).from.character, 'channel');
  };
  // What runs for the first time takes memory of its own.
  await readAll(open());
  const before = await countHeap();
  const settings = open();
  await readAll(settings);
  const each = ((await countHeap()) - before) / places.length;
  assert.ok(each < MOST_BYTES, `${Math.round(each)} bytes each`);
  await readAll(settings);
});
