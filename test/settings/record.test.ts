import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  applyChange,
  compareRecords,
  EMPTY_RECORD,
  MOST_CHANNELS,
  readRecord,
  type SettingsRecord,
} from '../../src/settings/record.ts';
import type { SettingKey } from '../../src/settings/setting-table.ts';

const change = (record: SettingsRecord, by: string, values: Partial<Record<SettingKey, unknown>>, seen?: number) =>
  applyChange(record, {
    scope: { is: 'server' },
    by,
    at: 0,
    set: Object.entries(values).map(([key, value]) => ({ key: key as SettingKey, value })),
    ...(seen !== undefined && { seen }),
  });

const START = change(EMPTY_RECORD, 'ada', { voice: 'Kore', captions: 'all' }).record;

test('two people who save the same form both get what they meant, and a real conflict is told', () => {
  // Both opened the form at revision 1. Ben changes the voice; Cleo the captions, and sends the voice as it was.
  const ben = change(START, 'ben', { voice: 'Puck', captions: 'all' }, 1);
  assert.deepEqual([ben.changed, ben.conflicts], [['voice'], []]);
  const cleo = change(ben.record, 'cleo', { voice: 'Kore', captions: 'off' }, 1);
  assert.deepEqual([cleo.changed, cleo.conflicts], [['captions'], []]);
  assert.equal(cleo.record.server.voice?.value, 'Puck');
  const dan = change(cleo.record, 'dan', { voice: 'Leda', captions: 'off' }, 1);
  assert.deepEqual([dan.changed, dan.conflicts], [[], [{ key: 'voice', by: 'ben', now: 'Puck' }]]);
  assert.equal(dan.record, cleo.record);
});

test('a setting that was reset meanwhile is a conflict too', () => {
  const ben = change(START, 'ben', { voice: undefined }, 1);
  assert.deepEqual(change(ben.record, 'cleo', { voice: 'Puck' }, 1).conflicts, [
    { key: 'voice', by: 'ben', now: undefined },
  ]);
  assert.deepEqual(change(ben.record, 'cleo', { voice: 'Kore' }, 1).conflicts, []);
});

test('whoever saw nothing means it in any case', () => {
  const ben = change(START, 'ben', { voice: 'Puck' }, 1);
  assert.equal(change(ben.record, 'cleo', { voice: 'Leda' }).record.server.voice?.value, 'Leda');
});

test('what changes nothing is no change', () => {
  const same = change(START, 'ben', { voice: 'Kore', language: undefined }, 0);
  assert.deepEqual([same.record, same.changed, same.conflicts], [START, [], []]);
});

test('what is set once more is as new as if it were another value, and no conflict for those who see it', () => {
  const set = [
    { key: 'voice' as const, value: 'Kore' },
    { key: 'listen' as const, value: undefined },
  ];
  const again = applyChange(START, { scope: { is: 'server' }, by: 'ben', at: 5, set });
  assert.deepEqual([again.changed, again.conflicts, again.record.rev], [[], [], 2]);
  assert.deepEqual(again.record.server.voice, { rev: 1, by: 'ben', at: 5, value: 'Kore' });
  assert.deepEqual(again.record.server.listen, { rev: 2, by: 'ben', at: 5 });
  assert.deepEqual(compareRecords(START, again.record), [{ scope: { is: 'server' }, keys: ['voice', 'listen'] }]);
  assert.deepEqual(change(again.record, 'cleo', { voice: 'Puck' }, 1).changed, ['voice']);
});

test('a server can only have so many channels with settings of their own, and only so much in all', () => {
  let record = EMPTY_RECORD;
  const set = (id: string, value: unknown) =>
    applyChange(record, { scope: { is: 'channel', id }, by: '1', at: 0, set: [{ key: 'character', value }] });
  for (let id = 1; id <= MOST_CHANNELS; id++) record = set(`${id}`, 'x').record;
  assert.throws(() => set('1000', 'x'), { message: 'settings.too-many-channels' });
  record = EMPTY_RECORD;
  for (let id = 1; id <= 16; id++) record = set(`${id}`, 'x'.repeat(4_000)).record;
  assert.throws(() => set('17', 'x'.repeat(4_000)), { message: 'settings.too-big' });
  assert.throws(() => set('constructor', 'x'), { message: 'settings.no-channel' });
});

test('a channel whose settings were all reset no longer counts', () => {
  let record = EMPTY_RECORD;
  const set = (id: string, value: unknown) =>
    applyChange(record, { scope: { is: 'channel', id }, by: '1', at: 0, set: [{ key: 'character', value }] });
  for (let id = 1; id <= MOST_CHANNELS; id++) record = set(`${id}`, 'x').record;
  record = set('7', undefined).record;
  assert.doesNotThrow(() => set('1000', 'x'));
});

test('what differs between two records is found by its place', () => {
  const later = applyChange(START, {
    scope: { is: 'channel', id: '7' },
    by: '1',
    at: 0,
    set: [{ key: 'voice', value: 'Puck' }],
  });
  assert.deepEqual(compareRecords(START, later.record), [{ scope: { is: 'channel', id: '7' }, keys: ['voice'] }]);
  assert.deepEqual(compareRecords(START, START), []);
});

test('any JSON is read as a record', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (json, server, channels) => {
      const record = readRecord({ rev: 1, server, channels });
      assert.deepEqual(readRecord(JSON.parse(JSON.stringify(record))), record);
      readRecord(json);
    }),
  );
});
