import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { posix, sep } from 'node:path';
import { test } from 'node:test';
import { checks } from '../src/terminal/checks/index.ts';

const listFiles = (pattern: string) => globSync(pattern).map((file) => file.split(sep).join('/'));
const CODE = ['bench', 'commands', 'rehearsal', 'src', 'test', 'world'].flatMap((tree) => listFiles(`${tree}/**/*.ts`));
const DOCS = [...listFiles('*.md'), ...listFiles('docs/*.md')];
const TEXTS = new Map([...CODE, ...DOCS].map((file) => [file, readFileSync(file, 'utf8')]));

/** What is written in a file for people: all of a document, the comments of code. */
const proseOf = (file: string): string => {
  const text = TEXTS.get(file) ?? '';
  return file.endsWith('.md') ? text : (text.match(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm) ?? []).join('\n');
};

test('a path that a document or a comment names leads to a file', () => {
  const isThere = (path: string) => existsSync(path) || CODE.some((file) => file.endsWith(`/${path}`));
  for (const file of TEXTS.keys())
    for (const [path] of proseOf(file).matchAll(/(?<![\w./@-])(?:[\w-]+\/)*[\w-]+\.(?:test\.)?ts\b/g))
      assert.ok(isThere(path) || isThere(posix.join(posix.dirname(file), path)), `${file} names ${path}`);
});

test('a folder that a document or a comment names is there', () => {
  for (const file of TEXTS.keys())
    for (const [, path = ''] of proseOf(file).matchAll(
      /`((?:bench|commands|docs|rehearsal|src|test|world)\/[\w/-]*)`/g,
    ))
      assert.ok(existsSync(path), `${file} names ${path}`);
});

test('a comment links to a name that the code has', () => {
  const code = CODE.map((file) => (TEXTS.get(file) ?? '').replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm, ''));
  const names = new Set(code.flatMap((text) => text.match(/[\w$]+/g) ?? []));
  for (const file of CODE)
    for (const [, name = ''] of proseOf(file).matchAll(/(?:\{@link|@throws \{)\s?(\w+)/g))
      assert.ok(names.has(name), `${file} names ${name}`);
});

test('what the doctor checks stands in the table of docs/OPERATING.md', () => {
  const page = TEXTS.get('docs/OPERATING.md') ?? '';
  const table = page.slice(page.indexOf('## What the doctor finds'), page.indexOf('## Behind a proxy'));
  const rows = table.split('\n').flatMap((line) => /^\| (`[^|]+) \|/.exec(line)?.[1] ?? []);
  const named = rows.flatMap((row) => row.split(', ')).map((name) => name.replaceAll('`', ''));
  assert.deepEqual(
    named,
    checks.map(({ name }) => name),
  );
});

test('each decision is a sentence of its own, before the reason', () => {
  const entries = (TEXTS.get('docs/DECISIONS.md') ?? '').split('\n\n').filter((text) => text.startsWith('**'));
  const decisions = entries.map((entry) => {
    const [, decision, reason] = /^\*\*([^*]+[.:])\*\*\s(\S[\s\S]*)$/.exec(entry) ?? [];
    assert.ok(decision && reason, entry);
    return decision;
  });
  assert.ok(decisions.length > 100);
  assert.equal(new Set(decisions).size, decisions.length);
});

test('CONTRIBUTING.md is one page, and its example is what a test really does', () => {
  const page = TEXTS.get('CONTRIBUTING.md') ?? '';
  assert.ok(page.split('\n').length <= 80);
  const [, file = '', code = ''] = /`(test\/[\w./-]+)`[^`]*```ts\n([^`]+)```/.exec(page) ?? [];
  const lines = (TEXTS.get(file) ?? '').split('\n').map((line) => line.trim());
  for (const line of code.trim().split('\n')) assert.ok(lines.includes(line), `${file} has no ${line}`);
  assert.ok(code);
});
