import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choosePageLocale, findDirection, PAGE_LOCALES } from '../../src/text/page-language.ts';
import { EVERY_LANGUAGE } from './every-language.ts';

test('a reader gets the first of their languages that pages are written in, in whatever variety', () => {
  for (const [wanted, chosen] of [
    [['ja'], 'ja'],
    [['de-AT', 'en'], 'de'],
    [['nl', 'es-419', 'en'], 'es'],
    [['pt-PT'], 'pt-BR'],
    [['PT-br'], 'pt-BR'],
    [['ar-EG'], 'ar'],
    [['arn'], 'en'],
    [['tlh', 'x'], 'en'],
    [['', '*', 'fr'], 'fr'],
    [[], 'en'],
  ] as const)
    assert.equal(choosePageLocale(wanted), chosen, wanted.join());
});

test('pages are written in the languages that people are spoken to in, and Arabic is read from the right', () => {
  assert.deepEqual([...PAGE_LOCALES].sort(), EVERY_LANGUAGE.map(({ name }) => name).sort());
  assert.deepEqual(
    PAGE_LOCALES.filter((locale) => findDirection(locale) === 'rtl'),
    ['ar'],
  );
});
