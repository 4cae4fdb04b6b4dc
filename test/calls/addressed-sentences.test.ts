import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { type EverydayWords, loadEverydayWords } from '../../src/calls/names/everyday-words.ts';
import { NameListener } from '../../src/calls/names/name-listener.ts';

/** How many of those who call may be missed in the whole table. Nobody else may be answered. */
const MOST_MISSED = 2;

const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ru', 'ja', 'hi'];

/**
 * What may be said in a call, as a model transcribes it: in which language, whether it's said to the bot or not, its name, and whether
 * the rules were made with the sentence in view (`tune`) or it was kept aside until they were done (`held`).
 */
const SENTENCES = readFileSync(new URL('addressed-sentences.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [language = '', to = '', part = '', name = '', text = ''] = line.split('\t');
    return { language, isCall: to === 'call', part, name, text };
  });

let everyday: EverydayWords;
before(async () => {
  everyday = await loadEverydayWords();
});

/** Where a word ends, as far as deltas of a transcript are cut there. */
const WORDS = /\S+\s*/g;

/** Whether the bot answers a sentence whose transcript comes word by word. */
const isAnswered = (name: string, text: string): boolean => {
  const listener = new NameListener({ names: [name], others: [], languages: [] }, everyday);
  let heard = '';
  for (const [word] of text.matchAll(WORDS)) {
    heard += word;
    if (listener.hear(heard, false)) return true;
  }
  return listener.hear(heard, true);
};

const show = ({ language, name, text }: (typeof SENTENCES)[number]): string => `${language} ${name}: ${text}`;

test('the table has 400 sentences in eight languages, half of them said to the bot, and a third kept aside', () => {
  assert.equal(SENTENCES.length, 400);
  assert.equal(new Set(SENTENCES.map(({ language, name, text }) => `${language} ${name} ${text}`)).size, 400);
  for (const language of LANGUAGES) {
    const own = SENTENCES.filter((each) => each.language === language);
    assert.deepEqual([own.length, own.filter(({ isCall }) => isCall).length], [50, 25], language);
    assert.equal(own.filter(({ part }) => part === 'held').length, 16, language);
  }
});

test('of the 400 sentences, none of others is answered, and at most two that call it are missed', (t) => {
  const mistakes = SENTENCES.filter(({ name, text, isCall }) => isAnswered(name, text) !== isCall);
  const [missed = [], answered = []] = [true, false].map((is) => mistakes.filter(({ isCall }) => isCall === is));
  for (const part of ['tune', 'held']) {
    const [wakes, misses] = [answered, missed].map((all) => all.filter((each) => each.part === part).length);
    t.diagnostic(`${part}: ${wakes} answered that weren’t for it, ${misses} missed`);
  }
  for (const each of missed) t.diagnostic(`missed: ${show(each)}`);
  assert.deepEqual(answered.map(show), []);
  assert.ok(missed.length <= MOST_MISSED, missed.map(show).join('\n'));
});
