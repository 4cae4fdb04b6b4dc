import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { splitPages } from '../../src/discord/outbound/pages.ts';
import { formatFileName, toInline, toVerbatim } from '../../src/text/markdown-escape.ts';

/** What Discord still reads as more than characters, once every escaped one is out of its sight. */
const live = (markdown: string): string[] =>
  markdown
    .replace(/\\[^0-9A-Za-z\s]/g, '·')
    .match(
      /[\\`*_~|<>[\]@]|\w:\/\/|:\w+:|discord\.gg\/|^\s*(?:#{1,3}|[-+]|-#|>)\s|\n|[\u202A-\u202E\u2066-\u2069]/gm,
    ) ?? [];

/** The characters that are shown. */
const seen = (markdown: string): string => markdown.replace(/\\([^0-9A-Za-z\s])/g, '$1');

const HOSTILE = [
  '[your bank](https://evil.example)',
  '[a](<https://evil.example>)',
  '[a][b](c)',
  '# Big',
  'x\n# Big',
  'x\r\n## Big',
  'x\u2028### Big',
  'x\u0085> quote',
  '>>> all of it',
  '- item\n- item',
  '-# small print',
  '1. one\n2. two',
  '||hidden||',
  '~~gone~~ **bold** __under__ *it* _it_ ***both***',
  '`code` ``more`` ```\nblock\n```',
  '````',
  '<@123456789012345678> <@!123456789012345678> <@&123456789012345678> <#123456789012345678>',
  '@everyone @here',
  '<t:1700000000:R> <:party:123456789012345678> <a:party:123456789012345678> :tada:',
  '</ask:123456789012345678> <id:customize>',
  'https://evil.example http://evil.example <https://evil.example> steam://run/1 discord.gg/abc',
  '<someone@evil.example> <+15550100>',
  '\\*not escaped\\* \\\\[a](b) \\',
  'safe \u202Etxt.exe\u202C \u2067x\u2069',
  '*'.repeat(60),
];

describe('what a member wrote shows as it was written', () => {
  for (const text of HOSTILE) {
    test(JSON.stringify(text), () => {
      const shown = toVerbatim(text);
      assert.deepEqual(live(shown), []);
      const plain = text.replace(/[\s\u0085\u2028]+/g, ' ').replace(/[\u202A-\u202E\u2066-\u2069]/g, '');
      assert.equal(seen(shown), plain.trim());
    });
  }

  test('also where a message ends in the middle of it', () => {
    const piece = fc.constantFrom(...HOSTILE, ' ', 'word', '😀');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        for (const page of splitPages(toVerbatim(pieces.join('')), 80)) assert.deepEqual(live(page), [], page);
      }),
      { numRuns: 1_000 },
    );
  });

  test('whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => assert.deepEqual(live(toVerbatim(text)), [])),
      { numRuns: 2_000 },
    );
  });
});

test('ordinary words need no escape', () => {
  const text = "Why isn't 7 - 3 = 4, Ada? It's well-known… 100 %! ¿Qué? なぜ。👨‍👩‍👧";
  assert.equal(seen(toVerbatim(text)), text);
  assert.equal(toVerbatim('Why not, Ada?'), 'Why not, Ada?');
});

describe('a text in the middle of a line', () => {
  const RTL = ['דנה', 'محمد', 'ܐܒܐ', 'ދިވެހި', '𞤀𞤣𞤤𞤢𞤥', 'Ada (محمد)', 'דנה 7', '\u202Eכן'];

  test('has marks around it if it is written from right to left, and only then', () => {
    for (const text of RTL) assert.match(toInline(text), /^\u2068[^\u2066-\u2069]+\u2069$/u, text);
    for (const text of ['Ada', 'Ада!', '太郎', 'हिना', 'ทดสอบ', '🎉', '', '123'])
      assert.equal(toInline(text), toVerbatim(text));
  });

  test('never turns the line around, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...RTL, ...HOSTILE, '\u2067', '\u2069', '\u200F'), { maxLength: 5 }),
        (all) => {
          for (const shown of [toInline(all.join('')), formatFileName(all.join(''))]) {
            const inner = /^\u2068(.*)\u2069$/u.exec(shown)?.[1] ?? shown;
            assert.doesNotMatch(inner, /[\u202A-\u202E\u2066-\u2069]/u);
            assert.ok(inner !== shown || !/[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}]/u.test(shown), shown);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
