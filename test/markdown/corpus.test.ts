import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { divideBlocks } from '../../src/discord/outbound/block-pages.ts';
import { PAGE_LENGTH } from '../../src/discord/outbound/pages.ts';
import { loadMarkdown } from '../../src/markdown/load-markdown.ts';

const FOLDER = new URL('corpus/', import.meta.url);
const CUT = '\n✂\n';
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -3));
const markdown = await loadMarkdown();

const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8').replace(/\n$/, '');

/** An expected text writes what nobody would see in it, so that readers of the file do. */
const expand = (text: string): string =>
  text.replaceAll('‹zwsp›', '\u200b').replaceAll('‹lrm›', '\u200e').replaceAll('‹nbsp›', '\u00a0');

for (const name of NAMES) {
  test(`${name} is shown as a reader should see it`, () => {
    const shown = [...divideBlocks(markdown.open().render(read(`${name}.md`), 'whole'))];
    assert.deepEqual(shown, expand(read(`${name}.out`)).split(CUT));
    for (const message of shown) assert.ok(message.length <= PAGE_LENGTH);
  });
}
