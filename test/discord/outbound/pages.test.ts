import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { closeCodeBlock, splitPages } from '../../../src/discord/outbound/pages.ts';

const all = (text: string, limit?: number) => [...splitPages(text, limit)];

/** Small pages meet every rule more often. */
const LIMIT = 80;

const word = fc.stringMatching(/^[a-zA-Z0-9,;é😀]{1,12}$/u);
const token = fc.constantFrom(
  '<@123456789012345678>',
  '<:party:123456789012345678>',
  '<t:1700000000:R>',
  '<#42424242424242424>',
);
const link = fc.constantFrom('[the docs](https://example.com/a)', '[a b](https://e.org/?q=1)');
const fence = fc
  .tuple(fc.constantFrom('', '#', '##'), fc.array(word, { minLength: 1, maxLength: 25 }))
  .map(([language, words]) => `\n\`\`\`${language}\n${words.join('\n  ')}\n\`\`\`\n`);
const space = fc.constantFrom(' ', ' ', ' ', '\n', '\n\n', '. ');
const piece = fc.oneof({ weight: 8, arbitrary: word }, token, link, fence);
const text = fc.array(fc.tuple(piece, space), { minLength: 1, maxLength: 80 }).map((pieces) => pieces.flat().join(''));
/** Whatever a model could send, with everything that could go wrong in it. */
const anything = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('```', '```#\n', '`', '[', '](', '<@1', '\n', '😀', 'x'.repeat(60)),
    ),
  )
  .map((parts) => parts.join(''));

/** What is left of a text without the fences, their languages (here all of #) and the white space that pages may add or drop. */
const bare = (value: string) => value.replaceAll(/`{3,}|#/g, '').replaceAll(/\s/g, '');

const fences = (page: string) => page.match(/`{3,}/g)?.length ?? 0;

describe('pages', () => {
  test('never exceed the limit and are never empty, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(text, anything), (value) => {
        for (const page of all(value, LIMIT))
          assert.ok(page.length <= LIMIT && page.trim() !== '', JSON.stringify(page));
      }),
      { numRuns: 500 },
    );
  });

  test('together hold the whole text', () => {
    fc.assert(
      fc.property(fc.oneof(text, anything), (value) => {
        assert.equal(all(value, LIMIT).map(bare).join(''), bare(value));
      }),
      { numRuns: 500 },
    );
  });

  test('stay as they are once the text has grown past them', () => {
    fc.assert(
      fc.property(fc.oneof(text, anything), fc.nat(), (value, at) => {
        const before = all(value.slice(0, at % (value.length + 1)), LIMIT).slice(0, -1);
        assert.deepEqual(all(value, LIMIT).slice(0, before.length), before);
      }),
      { numRuns: 1_000 },
    );
  });

  test('have every code block closed that they open', () => {
    fc.assert(
      fc.property(text, (value) => {
        for (const page of all(value, LIMIT)) assert.equal(fences(page) % 2, 0, JSON.stringify(page));
      }),
      { numRuns: 500 },
    );
  });

  test('keep words, mentions, emoji, timestamps and links whole', () => {
    const whole = fc.array(fc.oneof(word, token, link), { minLength: 20, maxLength: 80 });
    fc.assert(
      fc.property(whole, (pieces) => {
        const found = all(pieces.join(' '), LIMIT).flatMap((page) => page.split(' '));
        assert.deepEqual(found, pieces.join(' ').split(' '));
        const shown = all(pieces.join(' '), LIMIT);
        for (const piece of pieces)
          assert.ok(
            shown.some((page) => page.includes(piece)),
            piece,
          );
      }),
      { numRuns: 500 },
    );
  });

  test('keep a mention whole even where there is no space to break at', () => {
    const mention = '<@123456789012345678>';
    const shown = all(`${'x'.repeat(70)}${mention}${'y'.repeat(70)}`, LIMIT);
    assert.deepEqual(shown, ['x'.repeat(70), `${mention}${'y'.repeat(LIMIT - mention.length)}`, 'y'.repeat(11)]);
  });

  test('break a word only if it is longer than a page, and never within a character', () => {
    const shown = all(`so ${'😀'.repeat(60)}`, LIMIT + 1);
    assert.deepEqual(shown, ['so', '😀'.repeat(40), '😀'.repeat(20)]);
  });

  test('prefer to end with a paragraph, then a line, then a sentence, then a word', () => {
    const [a, b] = ['a'.repeat(30), 'b'.repeat(15)];
    assert.equal(all(`${a} ${a}\n\n${b}\n${b} ${b}`, 100)[0], `${a} ${a}`);
    assert.equal(all(`${a} ${a}\n${b}. ${b} ${b}`, 100)[0], `${a} ${a}`);
    assert.equal(all(`${a} ${a}. ${b} ${b} ${b}`, 100)[0], `${a} ${a}.`);
    assert.equal(all(`${a} ${a} ${b} ${b} ${b}`, 100)[0], `${a} ${a} ${b} ${b}`);
  });

  test('close a code block at the end and open it with its language on the next', () => {
    const shown = all(`Look:\n\`\`\`ts\n${'const a = 1;\n'.repeat(12)}\`\`\`\nDone.`, 120);
    assert.equal(shown.length, 2);
    assert.match(shown[0] ?? '', /^Look:\n```ts\n[^`]+\n```$/);
    assert.match(shown[1] ?? '', /^```ts\nconst a = 1;\n[^`]+\n```\nDone\.$/);
  });

  test('keep the indentation of code that goes on', () => {
    const shown = all(`\`\`\`py\nif x:\n${'    y = 1\n'.repeat(20)}\`\`\``, 100);
    for (const page of shown.slice(1)) assert.match(page, /^```py\n {4}y = 1\n/);
  });

  test('do not end right behind the line that opens a code block', () => {
    const shown = all(`${'a'.repeat(60)}\n\`\`\`ts\n${'b'.repeat(60)}\n\`\`\``, LIMIT);
    assert.deepEqual(shown, ['a'.repeat(60), `\`\`\`ts\n${'b'.repeat(60)}\n\`\`\``]);
  });

  test('do not open a code block again that has nothing more to say', () => {
    const code = `\`\`\`ts\n${'b'.repeat(69)}`;
    assert.equal(all(`${code}\n\`\`\`\n\nAnd then.`, LIMIT).join('|'), `${code}\n\`\`\`|And then.`);
  });

  test('show an unfinished code block as code', () => {
    assert.deepEqual(all('So:\n```ts\nlet a'), ['So:\n```ts\nlet a\n```']);
  });

  test('are none of a text without words', () => {
    assert.deepEqual(all(' \n\n '), []);
  });
});

test('a text that ends within a code block is closed, any other is left alone', () => {
  assert.equal(closeCodeBlock('```ts\nlet a'), '```ts\nlet a\n```');
  assert.equal(closeCodeBlock('```ts\nlet a\n```'), '```ts\nlet a\n```');
  assert.equal(closeCodeBlock('plain'), 'plain');
});
