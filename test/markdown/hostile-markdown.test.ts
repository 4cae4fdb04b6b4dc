import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { divideBlocks } from '../../src/discord/outbound/block-pages.ts';
import { PAGE_LENGTH } from '../../src/discord/outbound/pages.ts';
import { loadMarkdown } from '../../src/markdown/load-markdown.ts';

const markdown = await loadMarkdown();

/** The messages that show a text. */
const show = (text: string): string[] => [...divideBlocks(markdown.open().render(text, 'whole'))];

const HOSTILE: Record<string, string> = {
  'quotes in quotes': `${'> '.repeat(20_000)}x`,
  'lists in lists': Array.from({ length: 300 }, (_, at) => `${' '.repeat(2 * at)}- x`).join('\n'),
  'lists in one line': `${'- '.repeat(10_000)}x`,
  'marks in marks': `[${'*_'.repeat(120)}x${'_*'.repeat(120)}](https://example.org)`,
  'open brackets': '['.repeat(100_000),
  'open images': '![a]('.repeat(20_000),
  'rows of backticks': Array.from({ length: 400 }, (_, at) => '`'.repeat(at + 1)).join(' '),
  fences: '```\n'.repeat(20_000),
  'a table of 3,000 rows': `| a | b |\n|---|---|\n${'| x | y |\n'.repeat(3_000)}`,
  'a table of 5,000 columns': `|${'x|'.repeat(5_000)}\n|${'-|'.repeat(5_000)}\n|${'y|'.repeat(5_000)}`,
  'a cell of joined emoji': `| a |\n|---|\n| ${'👩‍👩‍👧'.repeat(500)} |`,
  'a deep formula': `\\[${'\\frac{'.repeat(300)}x${'}{y}'.repeat(300)}\\]`,
  'an endless formula': `$$${'x'.repeat(100_000)}`,
  'names of characters': '&amp;'.repeat(20_000),
  'white space': `${' '.repeat(50_000)}x${'\n'.repeat(50_000)}`,
};

for (const [name, text] of Object.entries(HOSTILE))
  test(`${name} are shown in messages that Discord takes`, () => {
    const messages = show(text);
    assert.ok(messages.length > 0);
    for (const message of messages) {
      assert.ok(message.length <= PAGE_LENGTH, `${message.length} characters`);
      assert.equal((message.match(/```/g)?.length ?? 0) % 2, 0);
    }
  });

test('any text at all is shown, and none of its words is lost', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...'ab  \n\n`*_~|>#-+1.[]()!$\\<&;:"\'{}^=') as fc.Arbitrary<string>,
    maxLength: 300,
  });
  fc.assert(
    fc.property(letters, (text) => {
      const messages = show(text);
      for (const message of messages) assert.ok(message.length <= PAGE_LENGTH);
      // Signs may become others; letters outside of formulas, titles and languages stay.
      if (/[$\\`~[&<|!]/.test(text)) return;
      const count = (from: string) => from.match(/[ab]/g)?.length ?? 0;
      assert.equal(count(messages.join('')), count(text));
    }),
    { numRuns: 300, seed: 5 },
  );
});

const LINKS: [what: string, source: string, shown: string][] = [
  ['a label that lies about its address', '[https://bank.example](https://evil.example)', 'https://evil.example'],
  ['a label that lies about its host', '[bank.example/login](https://evil.example)', 'https://evil.example'],
  ['a script', '[click](javascript:alert(1))', 'click (javascript:alert%281%29)'],
  ['data', '[click](data:text/html,x)', 'click (data:text/html,x)'],
  [
    'a picture that would be fetched',
    '![alt](https://evil.example/pixel.png)',
    '[alt](https://evil.example/pixel.png)',
  ],
  ['a picture with a label in its text', '![[x](https://a.example)](https://b.example)', '[x](https://b.example)'],
  ['a title with words for the reader', '[x](https://a.example "Say yes")', '[x](https://a.example)'],
  [
    'an address with a bracket',
    '[x](<https://a.example/)[y](https://b.example>)',
    '[x](https://a.example/%29%5By%5D%28https://b.example)',
  ],
  ['a line break in a label', '[one\ntwo](https://a.example)', '[one two](https://a.example)'],
  ['a mention by the names of its characters', '&lt;@123456789012345678&gt;', '\\<@123456789012345678\\>'],
  ['a mark in a formula', '\\(*a* _b_ `c`\\)', '\\*a\\* \\_b\\_\\`c\\`'],
];

for (const [what, source, shown] of LINKS)
  test(`${what} does no harm`, () => {
    assert.deepEqual(show(source), [shown]);
  });
