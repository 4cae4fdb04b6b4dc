import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { UserError } from '../../src/base/errors.ts';
import { explainFileRefusal, FileRefusal } from '../../src/settings/file-refusal.ts';
import { applyChange, EMPTY_RECORD, type SettingsRecord } from '../../src/settings/record.ts';
import { resolveSettings } from '../../src/settings/resolve.ts';
import type { SettingKey } from '../../src/settings/setting-table.ts';
import { applyFile, composeFile, type FileTarget, readSettingsFile } from '../../src/settings/settings-file.ts';
import { at } from '../place.ts';
import { sentence } from '../sentences.ts';

const HERE = '123456789012345678';
const KNOWN = { models: [], messageContent: false, textModel: false };
const TARGET: FileTarget = { layer: 'server', known: KNOWN, hasChannel: (id) => id === HERE };
const BY = { by: 'ada', at: 5 };

const set = (record: SettingsRecord, values: Partial<Record<SettingKey, unknown>>, id?: string) =>
  applyChange(record, {
    scope: id === undefined ? { is: 'server' } : { is: 'channel', id },
    by: 'ben',
    at: 0,
    set: Object.entries(values).map(([key, value]) => ({ key: key as SettingKey, value })),
  }).record;

const FULL = set(
  set(EMPTY_RECORD, {
    voice: 'Kore',
    vocabulary: ['Zwölf', 'Parley'],
    'leave-alone': 9,
    'access.roles': [HERE],
    pause: 400,
  }),
  { voice: 'Puck', character: 'A pirate.\nArr.' },
  HERE,
);

const file = (more: object) => JSON.stringify({ format: 'parley-settings', version: 1, ...more });
const refusal = (text: string, target = TARGET): string => {
  try {
    readSettingsFile(text, target);
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    const { text: why } = error;
    return 'name' in why ? `${why.code} ${why.name}` : why.code;
  }
  return 'none';
};

test('what is exported is imported as the same, and says who did it', () => {
  const copied = applyFile(EMPTY_RECORD, readSettingsFile(JSON.stringify(composeFile(FULL)), TARGET), BY);
  for (const channel of [HERE, '7']) {
    const [copy, whole] = [copied, FULL].map((record) =>
      resolveSettings({ values: {}, known: KNOWN }, record, at(channel, '1')),
    );
    assert.deepEqual([copy?.values, copy?.from], [whole?.values, whole?.from]);
  }
  assert.equal(copied.server.voice?.by, 'ada');
});

test('an import replaces everything that it can have, and nothing else', () => {
  const future = { value: 1, rev: 1, by: 'ben', at: 0 };
  const before: SettingsRecord = { ...FULL, server: { ...FULL.server, 'future-thing': future } };
  const after = applyFile(before, readSettingsFile(file({ server: { voice: 'Kore', pause: 500 } }), TARGET), BY);
  assert.equal(after.server.voice, before.server.voice, 'what stays the same is no change');
  assert.equal(after.server.pause?.value, 500);
  assert.equal(after.server['leave-alone']?.value, undefined);
  assert.equal(after.server['leave-alone']?.was, 9);
  assert.equal(after.server['future-thing'], future);
  assert.equal(after.channels[HERE]?.voice?.value, undefined);
  assert.deepEqual(composeFile(after), JSON.parse(file({ server: { voice: 'Kore', pause: 500 }, channels: {} })));
});

test('a file with anything wrong is refused as a whole, with the name of it', () => {
  const cases: [string, string][] = [
    ['', 'settings.file-broken'],
    ['[]', 'settings.file-broken'],
    ['null', 'settings.file-broken'],
    ['{"format":"other","version":1}', 'settings.file-broken'],
    ['{"format":"parley-settings","version":2}', 'settings.file-version'],
    ['{"format":"parley-settings","version":"1"}', 'settings.file-version'],
    [file({ server: [] }), 'settings.file-broken'],
    [file({ server: 'all' }), 'settings.file-broken'],
    [file({ channels: [] }), 'settings.file-broken'],
    [file({ channels: { [HERE]: null } }), 'settings.file-broken'],
    [file({ owner: 1 }), 'settings.file-unknown owner'],
    [file({ server: { colour: 'red' } }), 'settings.file-unknown colour'],
    [file({ server: { constructor: 1 } }), 'settings.file-unknown constructor'],
    [
      '{"format":"parley-settings","version":1,"server":{"__proto__":{"voice":"Kore"}}}',
      'settings.file-unknown __proto__',
    ],
    ['{"format":"parley-settings","version":1,"__proto__":{}}', 'settings.file-unknown __proto__'],
    [file({ server: { voice: 'Nobody' } }), 'settings.file-value voice'],
    [file({ server: { voice: null } }), 'settings.file-value voice'],
    [file({ server: { pause: '40' } }), 'settings.file-value pause'],
    [file({ server: { character: null } }), 'settings.file-value character'],
    [file({ server: { 'access.commands': ['nonsense'] } }), 'settings.file-value access.commands'],
    [file({ server: { pause: 1e9 } }), 'settings.file-value pause'],
    [file({ server: { vocabulary: Array(101).fill('a') } }), 'settings.file-value vocabulary'],
    [file({ server: { 'access.roles': ['@everyone'] } }), 'settings.file-value access.roles'],
    [file({ server: { 'access.dm': 'on' } }), 'settings.file-place access.dm'],
    [file({ server: { context: 3 } }), 'settings.file-place context'],
    [file({ channels: { [HERE]: { 'leave-alone': 9 } } }), 'settings.file-place leave-alone'],
    [file({ channels: { 'not-an-id': {} } }), 'settings.file-channel not-an-id'],
    [file({ channels: { '123456789012345679': { voice: 'Kore' } } }), 'settings.file-channel 123456789012345679'],
    ['{"format":"parley-settings","version":1,"server":{"voice":"Kore","voice":"Puck"}}', 'settings.file-twice voice'],
    [
      '{"format":"parley-settings","version":1,"server":{"voice":"Kore","v\\u006fice":"Puck"}}',
      'settings.file-twice voice',
    ],
    [
      `{"format":"parley-settings","version":1,"channels":{"${HERE}":{"voice":"Kore"},"${HERE}":{}}}`,
      `settings.file-twice ${HERE}`,
    ],
    [file({ server: { character: 'x'.repeat(70_000) } }), 'settings.file-too-big'],
    [`{"format":${'['.repeat(60_000)}`, 'settings.file-broken'],
  ];
  for (const [text, code] of cases) assert.equal(refusal(text), code, text.slice(0, 200));
  assert.equal(
    refusal(file({ server: { context: 3 } }), { ...TARGET, known: { ...KNOWN, messageContent: true } }),
    'none',
  );
  assert.equal(
    refusal(file({ server: { 'leave-alone': 9 } }), { ...TARGET, layer: 'dm' }),
    'settings.file-place leave-alone',
  );
  assert.equal(
    refusal(file({ channels: { [HERE]: {} } }), { ...TARGET, layer: 'dm' }),
    `settings.file-channel ${HERE}`,
  );
  assert.equal(refusal(`\uFEFF${file({ server: { voice: 'Kore' } })}`), 'none');
});

test('values may stand in a file as people type them', () => {
  const typed = { 'limits.server-day': '5 $', pause: '400', search: 'ON', voice: 'kore', names: 'Ada, Bob' };
  assert.deepEqual(readSettingsFile(file({ server: typed }), TARGET).server, {
    'limits.server-day': { unit: 'usd', limit: 5 },
    pause: 400,
    search: true,
    voice: 'Kore',
    names: ['Ada', 'Bob'],
  });
});

test('everything that is wrong in a file is named with its rule, at most ten things', () => {
  const explain = (server: object): string[] => {
    try {
      readSettingsFile(file({ server }), TARGET);
    } catch (error) {
      assert.ok(error instanceof FileRefusal, String(error));
      return explainFileRefusal(error, sentence).split('\n');
    }
    return [];
  };
  assert.deepEqual(explain({ 'limits.server-day': '5 €', colour: 1, pause: 1, voice: 'Kore' }), [
    sentence({ code: 'settings.file-refused' }),
    `- ${sentence({ code: 'settings.file-value', name: 'limits.server-day' })} ${sentence({ code: 'settings.not-an-amount' })}`,
    `- ${sentence({ code: 'settings.file-unknown', name: 'colour' })}`,
    `- ${sentence({ code: 'settings.file-value', name: 'pause' })} ${sentence({ code: 'settings.not-a-number', least: 60, most: 5_000 })}`,
  ]);
  const many = explain(Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`x${index}`, 1])));
  assert.deepEqual([many.length, many.at(-1)], [12, sentence({ code: 'settings.file-more', more: 3 })]);
  const long = explain({
    voice: 'a',
    thinking: 'a',
    ...Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}${'x'.repeat(900)}`, 1])),
  });
  assert.ok(long.join('\n').length < 2_000);
});

test('no file whatever is more than refused', () => {
  const values = fc.dictionary(
    fc.constantFrom('voice', 'pause', 'leave-alone', 'access.roles', 'names', '__proto__', 'x'),
    fc.jsonValue(),
  );
  const anything = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.json(),
    fc.record({ server: values, channels: fc.dictionary(fc.constantFrom(HERE, '1', '__proto__'), values) }).map(file),
  );
  fc.assert(
    fc.property(anything, (text) => {
      try {
        const read = readSettingsFile(text, TARGET);
        const applied = applyFile(FULL, read, BY);
        assert.deepEqual(composeFile(applied).server, read.server);
      } catch (error) {
        assert.ok(error instanceof UserError, String(error));
      }
    }),
    { numRuns: 2_000 },
  );
});
