import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SETTINGS } from '../../src/environment/settings-schema.ts';

/** The instructions of the Dockerfile, each in one line. */
const STEPS = readFileSync('Dockerfile', 'utf8')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

const find = (word: string): string[] =>
  STEPS.filter((step) => step.startsWith(`${word} `)).map((step) => step.slice(word.length + 1));

/** What comes from the project's folder. */
const COPIED = find('COPY')
  .filter((words) => !words.startsWith('--from='))
  .flatMap((words) =>
    words
      .split(' ')
      .filter((word) => !word.startsWith('--'))
      .slice(0, -1),
  );

test('what the Dockerfile copies is there, and goes to the builder', () => {
  const sent = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'));
  assert.deepEqual([...new Set(COPIED)].toSorted(), sent.map((line) => line.slice(1)).toSorted());
  for (const path of COPIED) assert.ok(existsSync(path), path);
});

test('what runs in the image imports nothing that the image lacks', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const removed = ['better-sqlite3', ...Object.keys(devDependencies)];
  for (const file of ['commands', 'src'].flatMap((tree) => globSync(`${tree}/**/*.ts`)))
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export) (?!type)[^;]*?from '([^.'][^']*)'/gm,
    ))
      assert.ok(!removed.some((one) => name === one || name.startsWith(`${one}/`)), `${file} imports ${name}`);
});

test('the image runs what npm start does, as nobody of importance', () => {
  assert.deepEqual(JSON.parse(find('CMD')[0] ?? ''), scripts.start.split(' '));
  assert.match(find('USER').at(-1) ?? '', /^[1-9]\d*:[1-9]\d*$/);
  assert.ok(STEPS.findIndex((step) => step.startsWith('USER ')) < STEPS.findIndex((step) => step.startsWith('CMD ')));
});

test('what the image sets are settings', () => {
  const names = find('ENV').flatMap((words) => words.split(' ').map((pair) => pair.split('=', 1)[0] ?? ''));
  assert.ok(names.length > 2);
  for (const name of names) assert.ok(name === 'NODE_ENV' || name in SETTINGS.shape, name);
});

test('both bases are those that are made for npm run image', () => {
  const made = readFileSync('test/deploy/base-images.ts', 'utf8');
  for (const words of find('ARG').filter((word) => word.includes('_IMAGE=')))
    assert.ok(made.includes(`'${words.split('=')[1]}'`), words);
});
