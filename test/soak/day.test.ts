import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failed } from './checks.ts';
import { live } from './day.ts';
import { judge } from './judge.ts';
import { parley } from './parley.ts';
import { bearable, storyOf } from './story.ts';
import { textbook } from './textbook.ts';

const HOUR = 60 * 60_000;
const SHORT = { ms: 3 * HOUR, typed: 60, spoken: 20 };

test('three fair hours lose nothing, and everybody who speaks is answered', async () => {
  const fair = { ...storyOf(1, SHORT), troubles: [], spells: [] };
  const verdict = judge(await live(fair, parley()));
  assert.deepEqual(failed(verdict), []);
  assert.equal(verdict.said, 80);
  assert.equal(verdict.answered + verdict.hushed + verdict.told, 80);
  assert.ok(verdict.rotations > 5);
});

test('the same seed gives the same day, to the millisecond', async () => {
  const story = storyOf(2, SHORT);
  const [one, other] = [await live(story, parley()), await live(story, parley())];
  assert.ok(one.strikes.length > 2);
  const course = ({ said, attempts, links, dials }: typeof one) => ({
    said: said.map(({ at, end, endedAt, reply }) => ({ at, end, endedAt, text: reply?.text })),
    attempts,
    links,
    dials,
  });
  assert.deepEqual(course(other), course(one));
});

test('the textbook’s way to reconnect loses turns in the same story', async () => {
  const verdict = judge(await live(bearable(storyOf(1, SHORT)), textbook));
  assert.ok(verdict.lost.length - verdict.overtaken > 3);
  assert.ok(verdict.answered > 20);
});
