import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Chaos } from './chaos.ts';

test('four processes that share shards answer every question once while one is killed and another stands still', {
  timeout: 120_000,
}, async () => {
  const report = await Chaos.run({
    seed: 1,
    ms: 4_000,
    store: 'sqlite',
    faults: [
      { at: 500, blow: { is: 'kill', of: 0 } },
      { at: 1_000, blow: { is: 'pause', of: 1, ms: 3_500 } },
    ],
  });
  assert.deepEqual(
    report.findings.map(({ kind, what, trace }) => [`${kind}: ${what}`, ...trace].join('\n')),
    [],
  );
  assert.equal(report.faults.size, 2);
  assert.ok(report.billed > 0 && report.counted >= report.billed);
});
