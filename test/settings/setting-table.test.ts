import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { UserError } from '../../src/base/errors.ts';
import { LIMITABLE_COMMANDS } from '../../src/settings/command-names.ts';
import { SETTING_GROUPS } from '../../src/settings/row.ts';
import { findRow, SETTING_KEYS, type SettingKey, toAboutCode, toNameCode } from '../../src/settings/setting-table.ts';
import { en } from '../../src/text/en/index.ts';

const KNOWN = { models: ['gemini-3.8-live'], messageContent: true, textModel: true, ownMcpServers: true };

/** What people may type for a setting: anything, and what comes close to a value. */
const typed = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 6 }).map((all) => all.join('\n')),
  fc.array(fc.bigInt({ min: 10n ** 16n, max: 10n ** 20n - 1n }), { maxLength: 27 }).map((all) => all.join(' ')),
  fc.bigInt({ min: 10n ** 16n, max: 10n ** 20n - 1n }).map((id) => `<@&${id}>`),
  fc.integer({ min: -5, max: 10_000 }).map(String),
  fc.constantFrom('on', 'OFF', 'none', 'auto', 'Kore', 'kore', 'de', 'pt_br', 'europe/berlin', 'UTC', 'always', 'text'),
);

test('what a setting prints is read as the same value', () => {
  for (const key of SETTING_KEYS) {
    const { kind, initial } = findRow(key);
    assert.deepEqual(kind.check(initial), initial, key);
    assert.deepEqual(kind.parse(kind.print(initial)), initial, key);
    fc.assert(
      fc.property(typed, (text) => {
        let value: unknown;
        try {
          value = kind.parse(text);
        } catch (error) {
          assert.ok(error instanceof UserError, `${key}: ${error}`);
          return;
        }
        assert.deepEqual(kind.check(JSON.parse(JSON.stringify(value))), value, key);
        assert.deepEqual(kind.parse(kind.print(value)), value, key);
      }),
    );
  }
});

/** Lists of names that a record may have of another version. */
const OPEN_NAMES: ReadonlySet<SettingKey> = new Set(['access.commands', 'tools']);

test('any JSON is a value of a setting or is not, and is never an error', () => {
  for (const key of SETTING_KEYS) {
    const { kind } = findRow(key);
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const value = kind.check(json);
        // The commands and tools in a record may be those of another version.
        if (value !== undefined && !OPEN_NAMES.has(key)) assert.deepEqual(kind.parse(kind.print(value)), value, key);
      }),
    );
  }
});

test('what typing would change is no value: blanks in a row, and blanks of other kinds', () => {
  for (const blank of ['  ', '\u00a0', '\u3000', '\t'])
    for (const json of [`a${blank}b`, [`a${blank}b`]])
      assert.deepEqual(
        [findRow('greeting').kind.check(json), findRow('names').kind.check(json)],
        [undefined, undefined],
      );
});

const parse = (key: SettingKey, text: string): unknown => {
  try {
    return findRow(key).kind.parse(text);
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error.text;
  }
};

test('only commands that there are can be kept for managers, and not those that protect people', () => {
  const known = LIMITABLE_COMMANDS;
  const names = ['askk', 'usage status'];
  assert.deepEqual(parse('access.commands', '/Reset, Ask about this'), ['reset', 'ask about this']);
  assert.deepEqual(parse('access.commands', 'none'), []);
  assert.deepEqual(parse('access.commands', 'ask, askk, usage status'), {
    code: 'settings.not-commands',
    names,
    known,
  });
  assert.deepEqual(parse('access.commands', 'help, ask, /status'), {
    code: 'settings.open-commands',
    names: ['help', 'status'],
  });
  assert.deepEqual(findRow('access.commands').kind.check(['dance', 'reset']), ['dance', 'reset'], 'records stay');
});

test('what nobody sees is no value', () => {
  for (const key of ['names', 'vocabulary', 'character', 'greeting'] as const) {
    assert.deepEqual(parse(key, '\u200b'), { code: 'settings.strange-characters' }, key);
    assert.equal(findRow(key).kind.check(findRow(key).kind.editor.is === 'lines' ? ['\u200b'] : '\u200b'), undefined);
  }
});

test('an amount that is too small is refused with the least one', () => {
  for (const typed of ['0.005 $', '0.001 $', '0'])
    assert.deepEqual(parse('limits.server-day', typed), { code: 'settings.not-an-amount' }, typed);
  assert.deepEqual(parse('limits.server-day', '0.01 $'), { unit: 'usd', limit: 0.01 });
  assert.match(en['settings.not-an-amount'], /at least `0\.01 \$`/);
});

test('an entry that is of no use is named', () => {
  const id = '123456789012345678';
  assert.deepEqual(parse('bots.named', `${id}, @PluralKit`), { code: 'settings.strange-entry', name: '@PluralKit' });
  assert.deepEqual(parse('bots.named', `${id}, none`), { code: 'settings.strange-entry', name: 'none' });
  assert.deepEqual(parse('bots.named', `${id}, a\u202eb`), { code: 'settings.strange-characters' });
});

test('one token is one token', () => {
  const { kind } = findRow('limits.member-day');
  assert.deepEqual(
    ['1 token', '2 tokens', '3k'].map((text) => kind.print(kind.parse(text))),
    ['1 token', '2 tokens', '3k'],
  );
});

test('each setting has a name, a description and a place in a group', () => {
  const codes = new Set<string>(SETTING_KEYS.flatMap((key) => [toNameCode(key), toAboutCode(key)]));
  assert.deepEqual(
    Object.keys(en).filter((code) => /^(?:setting|about)\./.test(code) && !codes.has(code)),
    [],
  );
  for (const key of SETTING_KEYS) {
    assert.equal(typeof en[toNameCode(key)], 'string', key);
    assert.equal(typeof en[toAboutCode(key)], 'string', key);
    assert.ok(SETTING_GROUPS.includes(findRow(key).group), key);
  }
});

test('what is suggested can be set', () => {
  for (const key of SETTING_KEYS) {
    const { kind } = findRow(key);
    for (const text of ['', 'a', 'EU', 'o', 'gemini'])
      for (const { value } of kind.suggest?.(text, KNOWN) ?? []) {
        assert.doesNotThrow(() => kind.parse(value), `${key}: ${value}`);
        assert.ok(value.length <= 100, value);
      }
    assert.ok((kind.suggest?.('', KNOWN).length ?? 0) <= 25, key);
  }
});
