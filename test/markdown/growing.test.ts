import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { divideBlocks } from '../../src/discord/outbound/block-pages.ts';
import { PAGE_LENGTH } from '../../src/discord/outbound/pages.ts';
import { loadMarkdown } from '../../src/markdown/load-markdown.ts';

const FOLDER = new URL('corpus/', import.meta.url);
const SOURCES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), 'utf8') }));
const markdown = await loadMarkdown();

const countFences = (message: string): number => message.match(/```/g)?.length ?? 0;

/** Whether a message shows the lines of a table as the model wrote them. */
const hasRawTable = (message: string): boolean =>
  /^\s*\|?\s*:?-{3,}:?\s*\|/m.test(message.replace(/```[\s\S]*?```/g, ''));

const check = (text: string, ends: readonly number[]): void => {
  const document = markdown.open();
  let before: string[] = [];
  for (const end of ends) {
    const now = [...divideBlocks(document.render(text.slice(0, end), 'growing'))];
    // Only the last message is ever edited.
    assert.deepEqual(
      now.slice(0, Math.max(0, before.length - 1)),
      before.slice(0, -1),
      `a full message changed at ${end}`,
    );
    for (const message of now) {
      assert.ok(message.length <= PAGE_LENGTH);
      assert.equal(countFences(message) % 2, 0, message);
      assert.ok(!hasRawTable(message), message);
    }
    before = now;
  }
  const last = [...divideBlocks(document.render(text, 'whole'))];
  assert.deepEqual(
    last.slice(0, Math.max(0, before.length - 1)),
    before.slice(0, -1),
    'a full message changed at the end',
  );
  // How the words fell into edits leaves no trace.
  assert.deepEqual(last, [...divideBlocks(markdown.open().render(text, 'whole'))]);
};

for (const { name, text } of SOURCES) {
  test(`${name} grows without half a table, an open fence or a change of what's full`, () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { minLength: 40, maxLength: 40 }), (cuts) =>
        check(
          text,
          cuts.toSorted((one, other) => one - other),
        ),
      ),
      { numRuns: 1 },
    );
  });
}

test('any mixture of the pieces of Markdown grows so, letter by letter', () => {
  const piece = fc.constantFrom(
    ...[
      'word ',
      'a|b\n',
      '|-|-|\n',
      '| c | d |\n',
      '\n',
      '\n\n',
      '```',
      '```js\n',
      '~~~\n',
      '- item\n',
      '  - inner\n',
      '1. one\n',
    ],
    ...[
      '> quote\n',
      '# head\n',
      '---\n',
      '$x_1$',
      '$5 ',
      '\\(a\\)',
      '\\[\n',
      '\\]\n',
      '$$\n',
      '[a](https://b.c "t")',
      '![',
      '`code`',
      '`',
      '__',
      '**',
    ],
    ...['&amp;', '<br>', '\\', '    ', '•  x\n', '[ ] ', '||s||', '![x](https://y.z)'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      check(
        text,
        Array.from({ length: text.length + 1 }, (_, at) => at),
      );
    }),
    { numRuns: 40, seed: 13 },
  );
});

test('what is settled is kept', () => {
  const text = SOURCES.map((each) => each.text).join('\n\n');
  const document = markdown.open();
  const before = document.render(text, 'growing');
  const after = document.render(`${text}\n\nMore`, 'growing');
  const kept = before.filter((block) => after.includes(block));
  assert.ok(kept.length >= before.length - 1);
});
