import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats as english } from '../../src/text/en/grammar.ts';
import { plural as pluralInSpanish } from '../../src/text/es/grammar.ts';
import { formatAgo, formatMoment, makeFormats } from '../../src/text/intl.ts';
import { plural as pluralInPortuguese } from '../../src/text/pt-BR/grammar.ts';

test('a language has the plural categories that it says it has', () => {
  for (const { locale, rules } of [english])
    assert.deepEqual([...rules].sort(), new Intl.PluralRules(locale).resolvedOptions().pluralCategories.sort());
});

test('a sentence has a form for every number', () => {
  const { plural } = makeFormats('pl', ['one', 'few', 'many', 'other']);
  const forms = { one: 'pytanie', few: 'pytania', many: 'pytań', other: 'pytania' };
  assert.deepEqual(
    [1, 3, 5, 22, 1.5].map((count) => plural(count, forms)),
    ['pytanie', 'pytania', 'pytań', 'pytania', 'pytania'],
  );
});

test('a million in digits has the form of other numbers, and none isn’t one', () => {
  const forms = { one: 'canal', other: 'canais' };
  for (const plural of [pluralInSpanish, pluralInPortuguese])
    assert.deepEqual(
      [0, 1, 2, 1_000_000].map((count) => plural(count, forms)),
      ['canais', 'canal', 'canais', 'canais'],
    );
});

test('lists, numbers and seconds are said as English says them', () => {
  assert.equal(english.list(['A', 'B', 'C']), 'A, B, and C');
  assert.equal(english.number(12_345), '12,345');
  assert.equal(english.seconds(1_250), '1.3 seconds');
});

test('a moment is shown in the reader’s own time, and never too early', () => {
  assert.equal(formatMoment(1_767_225_600_001), '<t:1767225601:t> (<t:1767225601:R>)');
  assert.equal(formatAgo(1_767_225_600_999), '<t:1767225600:R>');
});
