import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ShardTaker, splitShards } from '../../src/fleet/shard-assignment.ts';

const nobody = (count: number): ShardTaker[] =>
  Array.from({ length: count }, (_, index) => ({ id: `p${index}`, has: [] }));

/** They have what they were given. */
const takersOf = (assigned: Map<string, number[]>): ShardTaker[] => [...assigned].map(([id, has]) => ({ id, has }));

const isWhole = (count: number, assigned: Map<string, number[]>) => {
  const sizes = [...assigned.values()].map(({ length }) => length);
  assert.deepEqual(
    [...assigned.values()].flat().sort((one, other) => one - other),
    Array.from({ length: count }, (_, shard) => shard),
  );
  assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, sizes.join());
};

/** How many shards run somewhere else than before, of those that ran anywhere. */
const countMoves = (before: readonly ShardTaker[], after: Map<string, number[]>): number => {
  const were = new Map(before.flatMap(({ id, has }) => has.map((shard) => [shard, id] as const)));
  return [...after].flatMap(([id, shards]) => shards.filter((shard) => (were.get(shard) ?? id) !== id)).length;
};

test('three hundred processes share a thousand shards evenly, and nothing moves while nobody comes or goes', () => {
  const first = splitShards(1_000, nobody(300));
  isWhole(1_000, first);
  assert.equal(countMoves(takersOf(first), splitShards(1_000, takersOf(first))), 0);
});

test('the shards of one that died are shared out, and no other shard moves', () => {
  const before = takersOf(splitShards(1_000, nobody(250)));
  const survivors = before.filter((_, index) => index % 10 !== 3);
  const after = splitShards(1_000, survivors);
  isWhole(1_000, after);
  assert.equal(countMoves(survivors, after), 0);
});

test('a new one gets its part, and no more moves than that', () => {
  const before = takersOf(splitShards(1_000, nobody(99)));
  const after = splitShards(1_000, [...before, { id: 'new', has: [] }]);
  isWhole(1_000, after);
  assert.equal(countMoves(before, after), 10);
});

test('with more processes than shards some have none', () => {
  const after = splitShards(2, nobody(5));
  assert.deepEqual([...after.values()].map(({ length }) => length).sort(), [0, 0, 0, 1, 1]);
});

test('whatever comes and goes, all shards are run, evenly, with as few moves as can be', () => {
  const events = fc.array(fc.record({ come: fc.nat(5), go: fc.nat(5), at: fc.nat(1_000) }), {
    minLength: 1,
    maxLength: 10,
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), events, (count, all) => {
      let takers = takersOf(splitShards(count, nobody(3)));
      for (const [round, { come, go, at }] of all.entries()) {
        const from = at % takers.length;
        takers.splice(from, Math.min(go, takers.length - 1));
        takers.push(...Array.from({ length: come }, (_, index) => ({ id: `n${round}-${index}`, has: [] })));
        const after = splitShards(count, takers);
        isWhole(count, after);
        // What one has above its even part has to go, and nothing else.
        const most = Math.ceil(count / takers.length);
        const odd = count % takers.length || takers.length;
        const sizes = takers.map(({ has }) => has.length).sort((one, other) => other - one);
        const least = Math.floor(count / takers.length);
        const needed = sizes.reduce((sum, size, index) => sum + Math.max(0, size - (index < odd ? most : least)), 0);
        assert.equal(countMoves(takers, after), needed);
        takers = takersOf(after);
      }
    }),
    { numRuns: 200, seed: 15 },
  );
});
