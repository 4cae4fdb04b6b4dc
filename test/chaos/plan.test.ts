import assert from 'node:assert/strict';
import { test } from 'node:test';
import { random } from '../../world/discord/voice/path.ts';
import { plan, STORES } from './plan.ts';

const HOUR = 60 * 60_000;

test('the same seed plans the same faults, and another one others', () => {
  assert.deepEqual(plan(random(1), HOUR, 'redis'), plan(random(1), HOUR, 'redis'));
  assert.notDeepEqual(plan(random(1), HOUR, 'redis'), plan(random(2), HOUR, 'redis'));
});

test('a plan holds every fault that its store can have, in its time, and a replica takes over once', () => {
  for (const store of STORES) {
    const faults = plan(random(3), HOUR, store);
    assert.ok(faults.every(({ at }) => at >= 0 && at < HOUR));
    const kinds = new Set<string>(faults.map(({ blow }) => blow.is));
    const always = ['kill', 'stop', 'pause', 'slow', 'cut', 'gateway'];
    const servers = store === 'sqlite' ? [] : ['restart', 'fail-over'];
    assert.deepEqual([...kinds].toSorted(), [...always, ...servers].toSorted());
    assert.equal(faults.filter(({ blow }) => blow.is === 'fail-over').length, store === 'sqlite' ? 0 : 1);
  }
});

test('pauses and cuts last longer than a lease, and some of them shorter', () => {
  const blows = plan(random(4), 10 * HOUR, 'postgresql').map(({ blow }) => blow);
  assert.ok(blows.every((blow) => blow.is !== 'pause' || blow.ms > 3_000));
  const cuts = blows.flatMap((blow) => (blow.is === 'cut' ? [blow] : []));
  assert.deepEqual([...new Set(cuts.map(({ how }) => how))].toSorted(), ['drop', 'refuse', 'stall']);
  assert.ok(cuts.some(({ of, ms }) => of !== 'all' && ms > 8_000) && cuts.some(({ ms }) => ms < 1_000));
  assert.ok(cuts.some(({ of }) => of === 'all'));
});
