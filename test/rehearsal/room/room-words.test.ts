import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GAPS } from '../../../rehearsal/room/page/look/gap-words.ts';
import { arabicRoom } from '../../../rehearsal/room/page/words/arabic-room.ts';
import { brazilianRoom } from '../../../rehearsal/room/page/words/brazilian-room.ts';
import { englishRoom, type RoomWords } from '../../../rehearsal/room/page/words/english-room.ts';
import { frenchRoom } from '../../../rehearsal/room/page/words/french-room.ts';
import { germanRoom } from '../../../rehearsal/room/page/words/german-room.ts';
import { hindiRoom } from '../../../rehearsal/room/page/words/hindi-room.ts';
import { japaneseRoom } from '../../../rehearsal/room/page/words/japanese-room.ts';
import { russianRoom } from '../../../rehearsal/room/page/words/russian-room.ts';
import { spanishRoom } from '../../../rehearsal/room/page/words/spanish-room.ts';
import type { PageLocale } from '../../../src/text/page-language.ts';

/** The languages of the room. A page that speaks another one doesn't compile without it. */
const ROOMS: Record<PageLocale, RoomWords> = {
  en: englishRoom,
  de: germanRoom,
  fr: frenchRoom,
  es: spanishRoom,
  'pt-BR': brazilianRoom,
  ja: japaneseRoom,
  hi: hindiRoom,
  ru: russianRoom,
  ar: arabicRoom,
};

/** What sentences are said with: each value is one that no sentence has otherwise. */
const TEXTS = Object.fromEntries(
  'name types time words question app label when where command thread length channel what bot'
    .split(' ')
    .map((key) => [key, `Q${key}Q`]),
);
const NUMBERS = [0, 1, 2, 3, 11, 21, 100, 1_000];

/** Everything that a language says with these numbers, by the keys of the sentences. */
const sayAll = (words: RoomWords, count: number): Map<string, string> => {
  const values = { ...TEXTS, count, megabytes: count, type: count, most: count, names: ['QoneQ', 'QtwoQ'] };
  const entries = Object.entries(words) as [string, string | ((all: typeof values) => string)][];
  return new Map(entries.map(([key, entry]) => [key, typeof entry === 'string' ? entry : entry(values)]));
};

/** The values that stand in a sentence. */
const findValues = (sentence = ''): string[] => [...new Set(sentence.match(/Q[a-z]+Q/g))].sort();

for (const [locale, words] of Object.entries(ROOMS)) {
  test(`${locale}: each sentence is there, for each number, and has its values`, () => {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(englishRoom).sort());
    for (const count of NUMBERS) {
      const english = sayAll(englishRoom, count);
      for (const [key, sentence] of sayAll(words, count)) {
        assert.match(sentence, /\S/, key);
        assert.doesNotMatch(sentence, /undefined|NaN|\[object|\$\{/, key);
        assert.deepEqual(findValues(sentence), findValues(english.get(key)), `${key}: ${sentence}`);
      }
    }
  });

  test(`${locale}: what is drawn in a sentence has its gap`, () => {
    const [name, other] = GAPS;
    const drawn = [
      words['message.thinking']({ name }),
      words['message.pinned']({ name }),
      words['message.joined']({ name }),
      words['box.replying']({ name }),
      words['form.warning']({ app: name }),
    ];
    for (const sentence of drawn) assert.equal(sentence.split(name).length, 2, sentence);
    for (const sentence of [
      words['message.used']({ name, command: other }),
      words['message.thread']({ name, thread: other }),
    ])
      assert.deepEqual([sentence.split(name).length, sentence.split(other).length], [2, 2], sentence);
  });
}

/** What is the same in most languages: names, signs, and words that were borrowed. */
const SHARED =
  /^(?:size\.|said\.message|message\.app|component\.button|code\.name|spoiler\.|sticker\.name|hint\.|note\.(?:pause|position)|people\.bots|page\.messages|thread\.|ask\.ok|voice\.in|use\.menu|list\.name|box\.(?:suggestions|count-suggestions)|poll\.votes|form\.choose|box\.ping|option\.optional|use\.button|embed\.name)/;

test('nothing is left in English', () => {
  const english = sayAll(englishRoom, 5);
  for (const [locale, words] of Object.entries(ROOMS)) {
    if (locale === 'en') continue;
    const same = [...sayAll(words, 5)].filter(([key, sentence]) => sentence === english.get(key) && !SHARED.test(key));
    assert.deepEqual(same, [], locale);
  }
});

test('other scripts are written in their own', () => {
  const scripts = {
    ja: /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u,
    hi: /\p{sc=Deva}/u,
    ru: /\p{sc=Cyrl}/u,
    ar: /\p{sc=Arab}/u,
  };
  for (const [locale, script] of Object.entries(scripts) as [PageLocale, RegExp][])
    for (const [key, sentence] of sayAll(ROOMS[locale], 5))
      if (!/^(?:size\.|ask\.ok|said\.message|people\.bots)/.test(key))
        assert.match(sentence, script, `${locale} ${key}`);
});

test('in Arabic, what is Latin is isolated, and each isolate is closed', () => {
  for (const [key, sentence] of sayAll(arabicRoom, 5)) {
    const outside = sentence.replaceAll(/\u2068[^\u2068\u2069]*\u2069/g, '');
    assert.doesNotMatch(outside, /[\u2066-\u2069]/, `${key}: ${sentence}`);
    // A value that's a sentence's end, or a part of another sentence, has its direction from there.
    if (!/^(?:box\.message|size\.|said\.(?:poll|sticker)|poll\.ends)/.test(key))
      assert.doesNotMatch(outside, /[A-Za-z]/, `${key}: ${sentence}`);
  }
});
