import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MOMENTS } from '../../src/base/moments.ts';
import { type BoardWords, loadBoardWords, nameCode } from '../../src/ops/page/board-words.ts';
import { arabicFormats } from '../../src/ops/page/words/arabic-turns.ts';
import { brazilianFormats } from '../../src/ops/page/words/brazilian-turns.ts';
import { englishBoard } from '../../src/ops/page/words/english-board.ts';
import { englishFormats } from '../../src/ops/page/words/english-turns.ts';
import { frenchFormats } from '../../src/ops/page/words/french-turns.ts';
import { germanFormats } from '../../src/ops/page/words/german-turns.ts';
import { hindiFormats } from '../../src/ops/page/words/hindi-turns.ts';
import { japaneseFormats } from '../../src/ops/page/words/japanese-turns.ts';
import { russianFormats } from '../../src/ops/page/words/russian-turns.ts';
import { spanishFormats } from '../../src/ops/page/words/spanish-turns.ts';
import { PAGE_LOCALES, type PageLocale } from '../../src/text/page-language.ts';

/** The keys of sentences with values. */
type ValueKey = {
  [K in keyof BoardWords]: BoardWords[K] extends (values: never) => string ? K : never;
}[keyof BoardWords];
type Values<K extends ValueKey> = BoardWords[K] extends (values: infer V) => string ? V : never;

const [PLACE, SERVER, CHANNEL, TURN] = ['⟦place⟧', '⟦server⟧', '⟦channel⟧', '⟦turn⟧'];
const TROUBLES = [{ troubles: ['⟦one⟧'] }, { troubles: ['⟦one⟧', '⟦other⟧'] }];
const TIMES = { way: '⟦way⟧', at: '⟦at⟧', outcome: '⟦outcome⟧' };
const COUNTS = [0, 1, 2, 5, 12, 101, 12_345, 1_000_000];

/** What each sentence is said with: a sentence that gains a value, or is new, doesn't compile until it has a sample. */
const SAMPLES: { [K in ValueKey]: readonly Values<K>[] } = {
  'login.late': COUNTS.slice(1, 5).map((minutes) => ({ minutes })),
  'status.ready-but': TROUBLES,
  'status.not-ready': TROUBLES,
  'status.fault': [{ fault: 'key' }, { fault: 'address' }],
  'said.refused': [{ status: 403 }],
  'number.sessions-of': [{ open: 3, most: 40 }],
  'number.calls-refused': [{ calls: 4 }],
  'number.turns-failed': COUNTS.map((failed) => ({ turns: 2_345_678, failed })),
  'number.store-is': COUNTS.map((lost) => ({ is: '⟦is⟧', queued: 2_345, lost })),
  'chart.label': [{ title: '⟦title⟧' }],
  'chart.key': [{ name: '⟦name⟧', value: '⟦value⟧' }],
  'place.channel': [{ server: SERVER, channel: CHANNEL }],
  'place.thread': [{ server: SERVER, channel: CHANNEL }],
  'awake.more': COUNTS.slice(1).map((more) => ({ more })),
  'caps.process': [{ period: 'day' }, { period: 'month' }],
  'caps.server': [{ place: PLACE, period: 'day' }],
  'caps.channel': [{ place: PLACE, period: 'month' }],
  'caps.spent-of': [{ spent: '⟦spent⟧', limit: '⟦limit⟧' }],
  'caps.tokens': COUNTS.map((tokens) => ({ tokens })),
  'caps.meter': [{ name: '⟦name⟧' }],
  'shards.line': [{ id: 7, state: '⟦state⟧' }],
  'shards.ping': [{ id: 7, state: '⟦state⟧', ping: '⟦ping⟧' }],
  'line.turn': [TIMES],
  'line.place': [{ place: PLACE, turn: TURN }],
  'line.file': [{ turn: TURN }],
  'line.summary': COUNTS.slice(1).map((moments) => ({ moments, took: '⟦took⟧', outcome: '⟦outcome⟧' })),
  'line.lost': COUNTS.slice(1).map((lost) => ({ lost })),
  'line.detail': [{ name: '⟦name⟧', detail: '⟦detail⟧' }],
  'line.moment': [{ took: '⟦took⟧', name: '⟦name⟧' }],
  'file.version': [{ needed: 7 }],
  'file.field': [{ name: '⟦name⟧' }],
};

/** One sentence as it's read, and what is in it. */
type Read = { key: string; words: string; values: Record<string, unknown> };

const readAll = (words: BoardWords): Read[] =>
  Object.entries(words).flatMap(([key, entry]): Read[] => {
    if (key === 'amounts') return [];
    if (typeof entry === 'string') return [{ key, words: entry, values: {} }];
    if (typeof entry === 'object')
      return Object.entries(entry).map(([code, name]) => ({ key: `${key}: ${code}`, words: `${name}`, values: {} }));
    const say = entry as (values: object) => string;
    return SAMPLES[key as ValueKey].map((values) => ({ key, words: say(values), values: { ...values } }));
  });

const FORMATS: Record<PageLocale, { locale: string; rules: readonly string[] }> = {
  en: englishFormats,
  de: germanFormats,
  fr: frenchFormats,
  es: spanishFormats,
  'pt-BR': brazilianFormats,
  ja: japaneseFormats,
  hi: hindiFormats,
  ru: russianFormats,
  ar: arabicFormats,
};

/** Keys whose words are values only, or names that are the same in many languages. */
const ALIKE = /^(?:chart\.key|line\.(?:place|detail|moment)|place\.channel|models: live|section\.gateway)$/;

/** Words that are the same in one language. */
const ALIKE_IN: Partial<Record<PageLocale, RegExp>> = {
  de: /^shards\.(?:line|ping)$/,
  fr: /^(?:caps\.tokens|series: (?:sessions|tokens|dollars))$/,
  es: /^(?:shards\.(?:line|ping)|caps\.tokens|series: tokens)$/,
  'pt-BR': /^(?:shards\.(?:line|ping)|caps\.tokens|series: tokens)$/,
};

const english = readAll(englishBoard);

for (const locale of PAGE_LOCALES)
  describe(locale, async () => {
    const words = await loadBoardWords(locale);
    const read = readAll(words);

    test('has the keys and codes of English, and the plural categories of the language', () => {
      assert.deepEqual(read.map(({ key }) => key).sort(), english.map(({ key }) => key).sort());
      const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
      assert.deepEqual([...FORMATS[locale].rules].sort(), pluralCategories.sort());
      assert.equal(FORMATS[locale].locale, locale);
    });

    test('says each value that it’s given', () => {
      for (const { key, words: said, values } of read)
        for (const [name, value] of Object.entries(values)) {
          // One and two have a word of their own in some languages, and a period isn't said as it's called.
          if (name === 'period' || value === 1 || value === 2) continue;
          for (const one of [value].flat())
            assert.ok(
              said.includes(typeof one === 'number' ? words.amounts.count(one) : `${one}`),
              `${key} has no ${name}: ${said}`,
            );
        }
    });

    test('has no gap, no space too many, and no number as a program writes it', () => {
      for (const { key, words: said } of read) {
        assert.doesNotMatch(said, /undefined|NaN|\[object|[ \u00A0]{2}|^\s|\s$|^$/, key);
        assert.doesNotMatch(said, /\d{5,}/, key);
      }
    });

    test('is written in its language', () => {
      if (locale === 'en') return;
      const same = read.flatMap(({ key, words: said, values }) => {
        if (ALIKE.test(key) || ALIKE_IN[locale]?.test(key)) return [];
        const twin = english.find((one) => one.key === key && JSON.stringify(one.values) === JSON.stringify(values));
        return twin?.words === said ? [`${key}: ${said}`] : [];
      });
      assert.deepEqual(same, []);
    });

    test('ends its sentences', () => {
      for (const { key, words: said } of read) {
        const twin = english.find((one) => one.key === key)?.words ?? '';
        if (/[.?!]$/.test(twin)) assert.match(said, /[.?!。？؟][\u2069]?$/u, `${key}: ${said}`);
        if (/…$/.test(twin)) assert.match(said, /…$/, `${key}: ${said}`);
      }
    });
  });

test('a million in digits has the form of other numbers, and none isn’t one', async () => {
  for (const locale of ['es', 'pt-BR'] as const) {
    const { 'caps.tokens': say } = await loadBoardWords(locale);
    assert.deepEqual(
      [0, 1, 1_000_000].map((tokens) => /tokens$/.test(say({ tokens }))),
      [true, false, true],
      locale,
    );
  }
});

test('French has no space before a sign, or inside of quotation marks, at which a line may break', async () => {
  for (const { key, words } of readAll(await loadBoardWords('fr')))
    assert.doesNotMatch(words, /« | »| [;?!:](?=\s|$)/, `${key}: ${words}`);
});

test('what stands in Arabic is isolated where it begins or ends with a sign, and each isolate is closed', async () => {
  const isolate = /[\u2067\u2068][^\u2066-\u2069]*\u2069/gu;
  for (const { key, words } of readAll(await loadBoardWords('ar'))) {
    // One sentence is an isolate itself, with others in it.
    const rest = words.replace(isolate, '').replace(isolate, '');
    assert.doesNotMatch(rest, /[\u2066-\u2069]/u, key);
    assert.doesNotMatch(rest, /#|[A-Z]_[A-Z]|p\d\d/, `${key}: ${words}`);
  }
});

test('money in Arabic ends with a mark that keeps its signs in order', () => {
  assert.match(arabicFormats.amounts.dollars(4.5), /4\.50\sUS\$\u200E$/);
});

test('each moment, and each code that the process may send, has a name, and a newer one is shown as it is', () => {
  assert.deepEqual(Object.keys(englishBoard.moments).sort(), [...MOMENTS, 'edited'].sort());
  assert.equal(nameCode(englishBoard.outcomes, 'complete'), 'complete');
  for (const code of ['newer', 'constructor', '__proto__']) assert.equal(nameCode(englishBoard.outcomes, code), code);
});

// The compiler is the test: each line below fails to compile as soon as the mistake in it is none.
test('the compiler knows which words there are, and what is in them', () => {
  const { 'page.title': _, ...short } = englishBoard;
  // @ts-expect-error a language lacks a word
  const lacking: BoardWords = short;
  const { asked: __, ...moments } = englishBoard.moments;
  // @ts-expect-error a language lacks the name of a moment
  const nameless: BoardWords = { ...englishBoard, moments };
  // @ts-expect-error a language takes another value
  const wrong: BoardWords = { ...englishBoard, 'said.refused': ({ code }: { code: string }) => code };
  // @ts-expect-error a plural lacks a form
  russianFormats.plural(1, { one: 'токен', few: 'токена', other: 'токена' });
  // @ts-expect-error a value is missing
  englishBoard['place.channel']({ server: 'Workshop' });
  for (const each of [lacking, nameless, wrong]) void each;
});
