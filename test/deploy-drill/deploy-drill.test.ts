import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Drill } from './drill.ts';
import { judge } from './judge.ts';

test('a deploy loses, doubles and cuts no answer, and moves the calls with their panels', {
  timeout: 150_000,
}, async (t) => {
  const course = await Drill.hold({
    seed: 1,
    deploys: 1,
    conversations: 6,
    calls: 2,
    shards: 1,
    pause: 3_000,
    use: 1_000,
    drain: 60,
  });
  const faults = judge(course);
  // How long a gap is depends on what else the machine does; the command says it.
  assert.deepEqual(
    faults.filter(({ kind }) => kind !== 'gap'),
    [],
  );
  for (const { gaps, spoken } of course.calls) {
    assert.equal(gaps.length, 1);
    assert.ok(spoken.length > 1);
  }
  assert.ok(course.typed.length > 5);
  t.diagnostic(`the old process was gone after ${Math.round(course.took[0] ?? 0)} ms`);
});
