import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATALOGUE } from './catalogue.ts';
import { bearable, DAY, storyOf } from './story.ts';

test('the same seed tells the same story, and another one another', () => {
  assert.deepEqual(storyOf(7), storyOf(7));
  assert.notDeepEqual(storyOf(7).sayings, storyOf(8).sayings);
});

test('a day holds 500 typed and 150 spoken turns in their order, in clusters with quiet times', () => {
  const { sayings } = storyOf(1);
  assert.equal(sayings.filter(({ is }) => is === 'typed').length, 500);
  assert.equal(sayings.filter(({ is }) => is === 'spoken').length, 150);
  assert.deepEqual(
    sayings.map(({ number }) => number),
    sayings.map((_, index) => index + 1),
  );
  const pauses = sayings.map(({ at }, index) => at - (sayings[index - 1]?.at ?? at));
  assert.ok(pauses.every((pause) => pause >= 0));
  assert.equal(pauses.filter((pause) => pause > 2 * 60 * 60_000).length, 2);
  assert.ok(pauses.filter((pause) => pause > 6 * 60_000).length > 10);
  assert.ok(sayings.every(({ at }) => at < DAY));
});

test('a day brings every line of the catalogue, and eight days bring it at each of its moments', () => {
  const met = new Set<string>();
  for (let seed = 1; seed <= 8; seed++) {
    const { troubles } = storyOf(seed);
    for (const { line, phase } of troubles) met.add(`${line.name} @${phase}`);
    for (const line of CATALOGUE) assert.ok(troubles.some((trouble) => trouble.line === line));
  }
  for (const { name, phases } of CATALOGUE) for (const phase of phases) assert.ok(met.has(`${name} @${phase}`), name);
});

test('a bearable story is the same one without frames that are no JSON', () => {
  const story = storyOf(1);
  const names = new Set(story.troubles.map(({ line }) => line.name));
  for (const { line } of bearable(story).troubles) names.delete(line.name);
  assert.deepEqual([...names], ['a setup answered by no JSON']);
});
