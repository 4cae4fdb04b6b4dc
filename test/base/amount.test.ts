import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAmount, parseAmount } from '../../src/base/amount.ts';
import { normalizeDigits, parseDecimal, parseWhole } from '../../src/base/typed-number.ts';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'hi', 'ru', 'ar', 'ar-EG', 'de-CH'];

const tokens = (limit: number) => ({ unit: 'tokens', limit });
const dollars = (limit: number) => ({ unit: 'usd', limit });

test('a number is read as every language prints it', () => {
  for (const language of LANGUAGES)
    for (const number of [1, 999, 1_000, 20_000, 200_000, 1_234_567, 1_000_000_000]) {
      const printed = new Intl.NumberFormat(language).format(number);
      assert.equal(parseWhole(normalizeDigits(printed)), number, `${language}: ${printed}`);
      assert.deepEqual(parseAmount(`${printed} tokens`), tokens(number), `${language}: ${printed} tokens`);
    }
});

test('an amount of dollars is read as every language prints it', () => {
  for (const language of LANGUAGES)
    for (const number of [0.5, 5, 1_234.5, 1_000, 1_000_000]) {
      const printed = new Intl.NumberFormat(language, { style: 'currency', currency: 'USD' }).format(number);
      assert.deepEqual(parseAmount(printed), dollars(number), `${language}: ${printed}`);
    }
});

test('what may be another number to others is none', () => {
  for (const typed of [
    '1,000',
    '1.000',
    '1,000 $',
    '$10.000',
    '0.505',
    '0.500 tokens',
    '1.234k',
    '1.5 tokens',
    '1,2,3',
    '1.234.5',
  ])
    assert.equal(parseAmount(typed), undefined, typed);
  for (const typed of ['1.5', '0,5', '.5', '5.', '1,,000', '-5', '1e5', '0x10', '٫٥', ''])
    assert.equal(parseWhole(normalizeDigits(typed)), undefined, typed);
  for (const typed of ['1,000', '1.2345', '1 000', '--1'])
    assert.equal(parseDecimal(normalizeDigits(typed)), undefined);
});

test('an amount has a unit on either side, or is of dollars', () => {
  const read: [string, { unit: string; limit: number }][] = [
    ['5', dollars(5)],
    ['5 $', dollars(5)],
    ['$0.50', dollars(0.5)],
    ['0,5 dollars', dollars(0.5)],
    ['usd 12', dollars(12)],
    ['12USD', dollars(12)],
    ['200k', tokens(200_000)],
    ['1.5 M tokens', tokens(1_500_000)],
    ['1,5m', tokens(1_500_000)],
    ['2000000 tokens', tokens(2_000_000)],
    ['1 token', tokens(1)],
    ['٥ $', dollars(5)],
  ];
  for (const [typed, amount] of read) assert.deepEqual(parseAmount(typed), amount, typed);
  for (const typed of ['', '$', 'tokens', 'k', '0', '0 tokens', '-5 $', '2000000 $', '1e3', 'five', '$5 tokens', '5 €'])
    assert.equal(parseAmount(typed), undefined, typed);
});

test('what is printed is read as the same amount', () => {
  for (const limit of [0.01, 0.5, 5, 1_000, 12_345.67, 1_000_000])
    assert.deepEqual(parseAmount(formatAmount({ unit: 'usd', limit })), dollars(limit));
  for (const limit of [1, 2, 999, 1_000, 1_001, 1_234_567, 1_000_000_000_000])
    assert.deepEqual(parseAmount(formatAmount({ unit: 'tokens', limit })), tokens(limit));
});
