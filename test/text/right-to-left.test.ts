import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ar } from '../../src/text/ar/index.ts';
import { readAll } from './samples.ts';

const READ = readAll(ar);

/** What stands between U+2068 and U+2069, which has a direction of its own. */
const ISOLATES = /\u2068[^\u2068\u2069]*\u2069/gu;

/** The first of these decides whether a line is read from the right (Unicode's bidirectional algorithm, rules P2 and P3). */
const LETTER = /[\p{L}\u200F]/u;

/** What begins with a word that people type, or with sentences and names of settings that are Arabic themselves. */
const OTHERS =
  /^(?:name\.|choice\.|text\.|form\.settings-title|settings\.confirm-reset|part\.settings-(?:overview|entry|group|line|layer|suggestion))/;

test('each line of Arabic begins with Arabic, whatever names and commands stand in it', () => {
  for (const { code, words } of READ) {
    if (OTHERS.test(code)) continue;
    for (const line of words.replace(ISOLATES, '').split('\n')) {
      const [letter = ''] = LETTER.exec(line) ?? [];
      assert.match(letter, /^[\p{sc=Arab}\u200F]?$/u, `${code}: ${words}`);
    }
  }
});

test('each isolate of Arabic is closed, and none is in another', () => {
  for (const { code, words } of READ) assert.doesNotMatch(words.replace(ISOLATES, ''), /[\u2066-\u2069]/u, code);
});

test('what begins or ends with a sign is isolated from Arabic, so that the sign stays where it is', () => {
  for (const { code, words } of READ)
    assert.doesNotMatch(words.replace(ISOLATES, ''), /<[@#/t]|\/[a-z]|[a-z_]\/|\d \$|[a-z]-[A-Z]/, `${code}: ${words}`);
});
