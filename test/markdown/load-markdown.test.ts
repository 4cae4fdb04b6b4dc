import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { test } from 'node:test';

const HEAVY = /node_modules\/(?:mdast|micromark|string-width)/;

test('what reads Markdown is loaded with the first answer, not with the program', async () => {
  const loaded: string[] = [];
  const hooks = registerHooks({
    load(url, context, next) {
      loaded.push(url);
      return next(url, context);
    },
  });
  await import('../../src/parley.ts');
  assert.ok(loaded.some((url) => url.endsWith('src/discord/outbound/answer-writer.ts')));
  assert.deepEqual(
    loaded.filter((url) => HEAVY.test(url)),
    [],
  );
  const { loadMarkdown } = await import('../../src/markdown/load-markdown.ts');
  assert.equal(await loadMarkdown(), await loadMarkdown());
  assert.ok(loaded.some((url) => HEAVY.test(url)));
  hooks.deregister();
});
