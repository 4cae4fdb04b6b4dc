import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canConverse } from '../../../src/live/protocol/models.ts';
import { parseServerMessage, readInputLanguage } from '../../../src/live/protocol/server-message.ts';
import {
  findTranslationLanguage,
  isSameLanguage,
  TRANSLATE_MODEL,
  TRANSLATION_LANGUAGES,
} from '../../../src/live/protocol/translation.ts';
import { currentModels } from '../../../world/live/local-models.ts';

test('every language is one that a reader can be told the name of, once', () => {
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  for (const tag of TRANSLATION_LANGUAGES) assert.ok(names.of(tag), tag);
  assert.equal(new Set(TRANSLATION_LANGUAGES).size, TRANSLATION_LANGUAGES.length);
});

for (const [tag, found] of [
  ['de', 'de'],
  ['JA', 'ja'],
  ['de-AT', 'de'],
  ['en-GB', 'en'],
  ['es-419', 'es'],
  ['pt', 'pt-BR'],
  ['pt-br', 'pt-BR'],
  ['pt-AO', 'pt-PT'],
  ['zh', 'zh-Hans'],
  ['zh-CN', 'zh-Hans'],
  ['zh-TW', 'zh-Hant'],
  ['zh-HK', 'zh-Hant'],
  ['iw', 'he'],
  ['tl', 'fil'],
  ['tlh', undefined],
  ['', undefined],
  ['German', undefined],
] as const)
  test(`"${tag}" is ${found ?? 'none that it translates into'}`, () =>
    assert.equal(findTranslationLanguage(tag), found));

test('a language is the same in every country and script', () => {
  assert.equal(isSameLanguage('zh-Hant', 'zh'), true);
  assert.equal(isSameLanguage('DE', 'de-AT'), true);
  assert.equal(isSameLanguage('de', 'nl'), false);
});

test('a model that translates isn’t one to talk to', () => {
  assert.equal(canConverse(TRANSLATE_MODEL), false);
  assert.equal(canConverse(`models/${TRANSLATE_MODEL}`), false);
  assert.equal(canConverse('gemini-3.5-transcribe-live'), false);
  for (const { name, translates } of currentModels) assert.equal(canConverse(name), !translates, name);
});

test('the language that was heard is read, and nothing else is taken for one', () => {
  const read = (languageCode: unknown) =>
    readInputLanguage(
      parseServerMessage({ serverContent: { inputTranscription: { text: 'a', languageCode } } }) ?? assert.fail(),
    );
  assert.equal(read('de-DE'), 'de-DE');
  for (const odd of [null, 5, {}, '', []]) assert.equal(read(odd), undefined);
});
