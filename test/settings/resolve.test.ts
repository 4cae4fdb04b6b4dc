import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChange, EMPTY_RECORD, readRecord, type SettingsRecord } from '../../src/settings/record.ts';
import { type OperatorLayer, resolveSettings } from '../../src/settings/resolve.ts';
import type { SettingKey } from '../../src/settings/setting-table.ts';
import { at } from '../place.ts';

const OPERATOR: OperatorLayer = {
  values: { voice: 'Puck', pause: 200 },
  known: { models: [], messageContent: false, textModel: false },
};

const set = (record: SettingsRecord, id: string | undefined, values: Partial<Record<SettingKey, unknown>>) => {
  const scope = id === undefined ? ({ is: 'server' } as const) : ({ is: 'channel', id } as const);
  const all = Object.entries(values).map(([key, value]) => ({ key: key as SettingKey, value }));
  return applyChange(record, { scope, by: '1', at: 0, set: all }).record;
};

test('the closest of all layers counts, and says that it does', () => {
  let record = EMPTY_RECORD;
  const look = () => {
    const { values, from } = resolveSettings(OPERATOR, record, at('3', '1', '2'));
    return [values.voice, from.voice];
  };
  assert.deepEqual(look(), ['Puck', 'operator']);
  record = set(record, undefined, { voice: 'Kore' });
  assert.deepEqual(look(), ['Kore', 'server']);
  record = set(record, '2', { voice: 'Leda' });
  assert.deepEqual(look(), ['Leda', 'parent']);
  record = set(record, '3', { voice: 'Orus' });
  assert.deepEqual(look(), ['Orus', 'channel']);
  record = set(record, '3', { voice: undefined });
  assert.deepEqual(look(), ['Leda', 'parent']);
  assert.equal(resolveSettings(OPERATOR, record, at('9', '1')).values.voice, 'Kore');
});

test('what the operator leaves as it is counts as the default', () => {
  const { values, from } = resolveSettings(OPERATOR, EMPTY_RECORD, at('3', '1'));
  assert.deepEqual([values.pause, from.pause], [200, 'default']);
  assert.deepEqual([values.captions, from.captions], ['answers', 'default']);
});

test('what cannot be set somewhere does not count there', () => {
  const record = set(set(EMPTY_RECORD, '3', { 'leave-alone': 9, context: 5 }), undefined, {
    context: 3,
    captions: 'all',
  });
  const here = resolveSettings(OPERATOR, record, at('3', '1'));
  assert.deepEqual([here.values['leave-alone'], here.values.context, here.values.captions], [5, 0, 'all']);
  const open = { ...OPERATOR, known: { ...OPERATOR.known, messageContent: true } };
  assert.equal(resolveSettings(open, record, at('3', '1')).values.context, 5);
  const direct = resolveSettings(OPERATOR, set(EMPTY_RECORD, undefined, { voice: 'Kore', captions: 'all' }), at('3'));
  assert.deepEqual([direct.values.voice, direct.from.voice, direct.values.captions], ['Kore', 'dm', 'answers']);
});

test('a value that this version does not know is kept, and does not count', () => {
  const json = {
    rev: 4,
    server: {
      voice: { value: 'Nobody', rev: 4, by: '1', at: 0 },
      'future-thing': { value: { a: 1 }, rev: 3, by: '1', at: 0 },
      captions: 'all',
    },
    channels: { '3': { voice: { value: 'Kore', rev: 2, by: '1', at: 0 } }, x: {}, constructor: 1 },
  };
  const record = readRecord(JSON.parse(JSON.stringify(json)));
  assert.deepEqual(Object.keys(record.server), ['voice', 'future-thing']);
  assert.deepEqual(Object.keys(record.channels), ['3']);
  assert.equal(resolveSettings(OPERATOR, record, at('4', '1')).values.voice, 'Puck');
  assert.equal(resolveSettings(OPERATOR, record, at('3', '1')).values.voice, 'Kore');
  assert.deepEqual(set(record, undefined, { captions: 'all' }).server['future-thing'], json.server['future-thing']);
});
