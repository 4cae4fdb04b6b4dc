import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { BrowserModules } from '../../src/ops/browser-modules.ts';

const LIT = ['lit', 'lit-html', 'lit-element', '@lit/reactive-element'];

/** Modules of a folder that holds these files. */
const modulesOf = (t: TestContext, files: Record<string, string>): BrowserModules => {
  const folder = mkdtempSync(join(tmpdir(), 'modules-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return new BrowserModules({ folders: { page: pathToFileURL(`${folder}/`) }, packages: LIT });
};

test('our code comes without types, and its imports lead to files', async (t) => {
  const code = [
    "import { html } from 'lit';",
    "import { repeat } from 'lit/directives/repeat.js';",
    "import type { Some } from './types.ts';",
    "import { other } from './other.ts';",
    'const it: Some = other(html, repeat, import.meta.url);',
    "export const later = () => import('lit-html');",
  ].join('\n');
  const read = await modulesOf(t, { 'main.ts': code }).read('/code/page/main.ts');
  assert.equal(read?.type, 'text/javascript; charset=utf-8');
  const lines = read?.body.split('\n').map((line) => line.trim().replaceAll(/\s+/g, ' '));
  assert.deepEqual(lines, [
    "import { html } from '/packages/lit/index.js';",
    "import { repeat } from '/packages/lit/directives/repeat.js';",
    '',
    "import { other } from './other.ts';",
    'const it = other(html, repeat, import.meta.url);',
    "export const later = () => import('/packages/lit-html/lit-html.js');",
  ]);
});

test('an import of a file in another folder leads to where that folder is served', async (t) => {
  const top = mkdtempSync(join(tmpdir(), 'modules-'));
  t.after(() => rmSync(top, { recursive: true }));
  for (const folder of ['deep/page/part', 'shared', 'hidden']) mkdirSync(join(top, folder), { recursive: true });
  const code = [
    "import { own } from '../own.ts';",
    "import { shared } from '../../../shared/it.ts';",
    "import { hidden } from '../../../hidden/it.ts';",
    "export const later = () => import('../../../shared/later.ts');",
  ].join('\n');
  writeFileSync(join(top, 'deep/page/part/main.ts'), code);
  const at = (folder: string) => pathToFileURL(`${join(top, folder)}/`);
  const modules = new BrowserModules({ folders: { page: at('deep/page'), words: at('shared') }, packages: [] });
  assert.deepEqual((await modules.read('/code/page/part/main.ts'))?.body.split('\n'), [
    "import { own } from '../own.ts';",
    "import { shared } from '/code/words/it.ts';",
    "import { hidden } from '../../../hidden/it.ts';",
    "export const later = () => import('/code/words/later.ts');",
  ]);
});

test('every module that lit needs can be had', async (t) => {
  const modules = modulesOf(t, {});
  const seen = new Set<string>();
  const walk = async (path: string): Promise<void> => {
    if (seen.has(path)) return;
    seen.add(path);
    const { body = '' } = (await modules.read(path)) ?? {};
    assert.notEqual(body, '', path);
    for (const [, to = ''] of body.matchAll(/\bfrom\s*["']([^"']+)["']|\bimport\s*["']([^"']+)["']/g)) {
      if (to) await walk(new URL(to, `http://host${path}`).pathname);
    }
  };
  await walk('/packages/lit/index.js');
  assert.ok(seen.has('/packages/@lit/reactive-element/reactive-element.js'), [...seen].join(' '));
});

test('nothing else can be had', async (t) => {
  const modules = modulesOf(t, { 'main.ts': '', 'secret.json': '{}', '.env.ts': 'secret' });
  const paths = [
    '/code/page/none.ts',
    '/code/page/secret.json',
    '/code/page/.env.ts',
    '/code/page/../page/main.ts',
    '/code/page/%2e%2e/main.ts',
    '/code/page//main.ts',
    '/code/constructor/main.ts',
    '/packages/discord.js/src/index.js',
    '/packages/lit/package.json',
    '/packages/lit/../discord.js/src/index.js',
    '/packages/lit\\index.js',
    '/etc/passwd',
    '',
  ];
  for (const path of paths) assert.equal(await modules.read(path), undefined, path);
  assert.notEqual(await modules.read('/code/page/main.ts'), undefined);
});
