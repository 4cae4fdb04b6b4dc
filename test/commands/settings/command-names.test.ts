import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseValue } from '../../../commands/settings/settings-parse.ts';
import { formatPlainly, formatValue, writeValue } from '../../../commands/settings/settings-value.ts';
import { LIMITABLE_COMMANDS, OPEN_COMMANDS } from '../../../src/settings/command-names.ts';
import { findRow } from '../../../src/settings/setting-table.ts';
import { languages } from '../../../src/text/catalogues.ts';
import { nameCommands } from '../../../src/text/command-name.ts';
import { makeLanguages } from '../../../src/text/languages.ts';
import { sentence } from '../../sentences.ts';

const ROW = findRow('access.commands');
const ALL = makeLanguages(languages, 'en');
const parse = (typed: string) =>
  parseValue('access.commands', typed, { models: [], messageContent: false, textModel: false });

test('commands are shown as the reader’s app calls them, and stored by their English names', () => {
  const stored = parse('/fragen, Dazu etwas fragen, reset');
  assert.deepEqual(stored, ['ask', 'ask about this', 'reset']);
  const german = ALL.to('de');
  assert.equal(formatValue(ROW, stored, german), 'fragen, Dazu etwas fragen, vergessen');
  assert.equal(formatPlainly(ROW, stored, german), 'fragen, Dazu etwas fragen, vergessen');
  assert.equal(formatValue(ROW, stored, ALL.to('en')), 'ask, Ask about this, reset');
  assert.equal(ROW.kind.print(['ask', 'ask about this', 'reset']), 'ask\nask about this\nreset');
  assert.equal(formatValue(ROW, ['dance'], german), 'dance', 'a command of another version');
});

test('what the field of a form holds is read back the same in every language', () => {
  for (const locale of Object.keys(languages)) {
    const shown = writeValue(ROW, LIMITABLE_COMMANDS, ALL.to(locale));
    assert.deepEqual(parse(shown), LIMITABLE_COMMANDS, locale);
  }
  assert.equal(writeValue(ROW, [], ALL.to('de')), 'none');
});

test('no word is the name of two commands in whatever languages', () => {
  const meant = new Map<string, string>();
  const all = [...LIMITABLE_COMMANDS, ...OPEN_COMMANDS];
  for (const [locale, { words = {} }] of Object.entries(languages))
    for (const [index, word] of nameCommands(all, words).entries()) {
      const name = all[index] ?? '';
      assert.equal(meant.get(word.toLowerCase()) ?? name, name, `${locale}: ${word}`);
      meant.set(word.toLowerCase(), name);
    }
});

test('a refusal names commands as the reader’s app does', () => {
  const german = ALL.to('de');
  assert.match(german({ code: 'settings.open-commands', names: ['help'] }), /hilfe/);
  assert.match(german({ code: 'settings.not-commands', names: ['tanzen'], known: LIMITABLE_COMMANDS }), /fragen/);
  assert.match(sentence({ code: 'settings.open-commands', names: ['help'] }), /help/);
});
