import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languages } from '../../src/text/catalogues.ts';
import { render, type Text } from '../../src/text/text.ts';
import { EVERY_LANGUAGE, TRANSLATIONS } from './every-language.ts';
import { LABEL, limitOf, type Read, readAll, readLarge } from './samples.ts';

/** Each use of a word of a kind in a sentence, in the order of the alphabet. */
const findAll = (pattern: RegExp, words: string): string[] =>
  [...words.matchAll(pattern)].map(([found]) => found).toSorted();

/** Commands, as people type them: their names in English, which Discord finds and can click on in every language. */
const COMMAND = /(?<![\p{L}\p{N}.:/<`])\/[a-z]+(?: (?:export|import|set|panel))?(?![\p{L}\p{N}/])/gu;

/** What Discord shows as the name of something, or as a moment. */
const MARKUP = /<(?:[@#]&?|\/[a-z ]+:|t:)\d+(?::[a-zA-Z])?>/g;

/** Words of the program, such as a variable of the environment or a choice. Options are named as Discord shows them. */
const CODE = /`[^`]+`/g;

const english = readAll(EVERY_LANGUAGE.find(({ name }) => name === 'en')?.catalogue ?? assert.fail());

/** Names and words that are the same in the language, each with the reason, by the language. */
const ALIKE: Record<string, Readonly<Record<string, string>>> = {
  // Every language.
  '': {
    'answer.heard': 'a name and what was said',
    'panel.greeting': 'the words of an owner',
    'part.settings-group': 'a group by its name',
    'export.answered': 'a name',
    'text.sequence': 'only values',
    'part.settings-entry': 'only values',
    'part.settings-line': 'only values',
    'part.settings-suggestion': 'only values',
    'form.settings-title': 'only values',
  },
  de: {
    'name.status': 'a word of German, too',
    'setting.pause': 'a word of German, too',
    'setting.threads': 'what Discord calls them in German',
    'form.group-limits': 'a word of German, too',
  },
  es: { 'name.settings-panel': 'a word of both' },
  'pt-BR': { 'name.status': 'a word of both' },
  fr: { 'name.option-question': 'a word of French, too' },
  hi: {
    'text.sequence': 'a space',
    'part.settings-entry': 'values only',
    'part.settings-line': 'values only',
    'part.settings-suggestion': 'values only',
    'form.settings-title': 'values only',
    'part.usage-member': 'a mention and money, where there was no question',
    'part.usage-channel': 'a mention and money, where there was no question',
    'form.privacy-server-answer': 'a word that every keyboard in India can type, as the form says',
  },
  ja: {
    'part.usage-member': 'a mention and money, where there was no question',
    'part.usage-channel': 'a mention and money, where there was no question',
  },
};

const OPTIONS = /`(?:channel|listen|captions)`/;

for (const { name, catalogue, formats } of EVERY_LANGUAGE) {
  describe(name, () => {
    const read = readAll(catalogue);
    const every = (check: (one: Read, place: string) => void) => {
      for (const one of read) check(one, `${one.code}: ${one.words}`);
    };

    test('is registered, and has the plural categories that it says it has', () => {
      assert.ok(Object.values(languages).some((one) => one.load() === catalogue));
      const { pluralCategories, locale } = new Intl.PluralRules(formats.locale).resolvedOptions();
      assert.deepEqual([...formats.rules].sort(), pluralCategories.sort());
      assert.equal(locale.split('-')[0], name.split('-')[0]);
      assert.equal(catalogue['text.language'], name);
    });

    test('fits into what Discord takes, whatever is in it', () => {
      every(({ code, words }, place) => {
        assert.ok(words.length > 0 && words.length <= limitOf(code), `${place} has ${words.length} characters`);
        assert.doesNotMatch(words, /undefined|NaN|\[object| {2}|^\s|\s$/, place);
      });
    });

    test('writes numbers, money, sizes, durations and days as the language does', () => {
      const large = readLarge(catalogue);
      assert.ok(large.length > 30);
      for (const { code, words } of large)
        assert.doesNotMatch(words.replace(MARKUP, ''), /\d{5,}/, `${code}: ${words}`);
      const says = (text: Text, ...parts: string[]) => {
        const words = render(text, catalogue);
        for (const part of parts) assert.ok(words.includes(part), `${words} has no ${part}`);
      };
      const { number, dollars, seconds, kilobytes, date } = formats;
      says({ code: 'status.turns', turns: 12_345 }, number(12_345));
      says({ code: 'status.latency', ms: 12_345 }, seconds(12_345));
      says({ code: 'settings.file-too-big', most: 64 }, kilobytes(64));
      says({ code: 'part.usage-today', dollars: 1_234.567, turns: 2, estimated: true }, dollars(1_234.56));
      says({ code: 'part.usage-month', dollars: 0.001, turns: 2, estimated: false }, dollars(0.01));
      const on = Date.UTC(2026, 10, 28);
      const picture = { code: 'usage.picture-description', days: 30, total: 12_345.6, most: 7.8, on } as const;
      says(picture, dollars(12_345.6), dollars(7.8), date(on));
    });

    test('tells how long what people say is really kept', () => {
      for (const code of ['privacy.kept-here', 'privacy.kept-elsewhere', 'agreement.ask', 'agreement.notice'] as const)
        assert.deepEqual(render({ code, days: 7 }, catalogue).match(/\d+/g), [formats.number(7)], code);
    });

    test('names each command and option once where it has to be unique', () => {
      every(({ code, words }, place) => {
        if (!code.startsWith('name.')) return;
        assert.match(words, /^[-_\u02BC\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u, place);
        assert.equal(words, words.toLowerCase(), place);
      });
    });
  });
}

for (const { name, catalogue } of TRANSLATIONS) {
  describe(name, () => {
    const read = readAll(catalogue);
    const pairs = read.map((one, index) => ({ ...one, source: english[index]?.words ?? '' }));

    test('names the same commands, people, channels, moments and words of the program', () => {
      for (const { code, words, source } of pairs) {
        for (const pattern of [COMMAND, MARKUP])
          assert.deepEqual(findAll(pattern, words), findAll(pattern, source), `${code}: ${words}`);
        if (!OPTIONS.test(source)) assert.deepEqual(findAll(CODE, words), findAll(CODE, source), `${code}: ${words}`);
      }
    });

    // Where Discord isn't told of a language, it shows the English names of commands and options.
    const isTold = Object.values(languages).some((one) => one.words && one.load() === catalogue);
    const isShown = (code: string) => !isTold && code.startsWith('name.');

    test('calls commands and options what Discord shows', () => {
      for (const { code, words, source } of pairs) if (isShown(code)) assert.equal(words, source, code);
    });

    test('has a choice by the word that is typed and stored', () => {
      const key = (words: string) => /^[a-z-]+: /.exec(words)?.[0];
      for (const { code, words, source } of pairs)
        if (code.startsWith('choice.')) assert.equal(key(words), key(source), `${code}: ${words}`);
    });

    test('says nothing in English', () => {
      const alike = { ...ALIKE[''], ...ALIKE[name] };
      const same = pairs.filter(({ words, source, code }) => words === source && !(code in alike) && !isShown(code));
      assert.deepEqual(
        same.map(({ code, words }) => `${code}: ${words}`),
        [],
      );
      for (const code of Object.keys(ALIKE[name] ?? {}))
        assert.ok(
          pairs.some((one) => one.code === code && one.words === one.source),
          `${code} is not alike`,
        );
    });

    test('marks what English marks', () => {
      const marks = /\p{Extended_Pictographic}|\*\*|__|-# |\n- /gu;
      for (const { code, words, source } of pairs)
        assert.deepEqual(findAll(marks, words), findAll(marks, source), `${code}: ${words}`);
    });

    test('ends a sentence', () => {
      for (const { code, words, source } of pairs)
        if (!LABEL.test(code) && /[.?!]$/.test(source))
          assert.match(words, /[.?!。！？।؟]\u2069?$/u, `${code}: ${words}`);
    });
  });
}

test('French has no space before a sign, or inside of quotation marks, at which a line may break', () => {
  const french = TRANSLATIONS.find(({ name }) => name === 'fr') ?? assert.fail();
  for (const { code, words } of readAll(french.catalogue))
    assert.doesNotMatch(words, /« | »| [;?!:](?=\s|$)/, `${code}: ${words}`);
});
