import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Where the parts are made and put together. */
const FILES = ['src/parley.ts', 'src/shutdown.ts', 'src/discord/bot.ts', ...globSync('src/parts/*.ts')];

const codeOf = (file: string) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm, '');

/** The functions of a file, each with its name and its body. */
const functionsIn = (file: string) =>
  [...codeOf(file).matchAll(/^(?:export )?const (\w+) =[\s\S]*?=> \{\n([\s\S]*?)^\};/gm)].map(
    ([, name = '', body = '']) => ({ name, body }),
  );

test('no part is filled in after another one has got it', () => {
  assert.ok(FILES.length > 6);
  for (const file of FILES) {
    const code = codeOf(file);
    assert.ok(!/\blet \w+(?:: [^=;]+)?;/.test(code), `${file} declares what it fills in later`);
    assert.ok(!/\.push\(/.test(code), `${file} adds to what others may have got`);
  }
});

test('each part is made of those before it, and no callback reads one that comes later', () => {
  const all = FILES.flatMap(functionsIn);
  assert.ok(all.some(({ name }) => name === 'assemble'));
  for (const { name, body } of all)
    for (const [whole, one, several = ''] of body.matchAll(/^ {2}const (?:(\w+)|\{([^}]*)\})[^=]* =/gm))
      for (const part of one
        ? [one]
        : several.split(',').map((each) => each.replace(/ = .*/, '').split(':').at(-1)?.trim() ?? '')) {
        const declared = body.indexOf(whole);
        const first = body.search(new RegExp(`(?<![\\w.])${part}(?![\\w:])`));
        assert.ok(part === '' || first >= declared, `${name} uses ${part} before it is there`);
      }
});
