import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineOf } from './case.ts';
import { checks, failed } from './checks.ts';
import { live } from './day.ts';
import { judge, type Verdict } from './judge.ts';
import { parley } from './parley.ts';
import { bearable, storyOf } from './story.ts';
import { textbook } from './textbook.ts';

/** So much processor time may a day take, in seconds. */
const MOST_WORK = 60;

const casesOf = ({ lost, doubled, needless, frames, amnesia }: Verdict): string =>
  [lost, doubled, needless, frames.cases, amnesia.unnoticed].flat().map(lineOf).join('\n');

for (const seed of [1, 2, 3])
  test(`a day with every known failure loses, doubles and forgets nothing, seed ${seed}`, async (t) => {
    const before = process.cpuUsage();
    const story = storyOf(seed);
    const [ours, theirs] = [judge(await live(story, parley())), judge(await live(bearable(story), textbook))];
    const other = checks(theirs);
    for (const [index, { what, found }] of checks(ours).entries())
      t.diagnostic(`${what}: ${Math.round(found)}, the textbook ${Math.round(other[index]?.found ?? 0)}`);
    assert.deepEqual(failed(ours), [], casesOf(ours));
    assert.ok(ours.rotations > 100, `${ours.rotations} connections after the first`);
    assert.ok(ours.restarts > 5, `${ours.restarts} processes after the first`);
    assert.ok(ours.leaving > 5, `${ours.leaving} spoke while an idle connection was closing`);
    assert.ok(theirs.lost.length - theirs.overtaken > 50, 'the textbook loses turns at rotations');
    const { user, system } = process.cpuUsage(before);
    assert.ok((user + system) / 1e6 < MOST_WORK, `${(user + system) / 1e6} s`);
  });
