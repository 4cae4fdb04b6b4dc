import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ShareClaim, shareSessions } from '../../src/fleet/session-shares.ts';

const claim = (id: string, changes: Partial<ShareClaim> = {}): ShareClaim => ({
  id,
  open: 0,
  busy: 0,
  waiting: 0,
  limit: 0,
  before: 0,
  isLeaving: false,
  ...changes,
});

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, one) => total + one, 0);

/** What becomes of the shares once everybody goes by them and is asked again, until nothing changes any more. */
const settle = (most: number, claims: ShareClaim[]): number[] => {
  let now = claims;
  for (let round = 0; round < 10; round++) {
    const shares = shareSessions(most, now);
    now = now.map((one) => {
      const limit = shares.get(one.id) ?? 0;
      const wanted = one.busy + one.waiting;
      const open = Math.min(wanted, limit);
      return { ...one, limit, before: limit, open, busy: open, waiting: wanted - open };
    });
  }
  return now.map(({ limit }) => limit);
};

test('a process alone may have all, and four without work have the same', () => {
  assert.deepEqual(settle(40, [claim('a')]), [40]);
  assert.deepEqual(
    settle(
      40,
      ['a', 'b', 'c', 'd'].map((id) => claim(id)),
    ),
    [10, 10, 10, 10],
  );
});

test('one that needs more gets what the others leave, and two that need all get the same', () => {
  const [a, b, c, d] = settle(40, [
    claim('a', { waiting: 30 }),
    claim('b', { open: 2, busy: 2, limit: 10 }),
    claim('c'),
    claim('d'),
  ]);
  assert.deepEqual([a, b, c, d], [32, 4, 2, 2]);
  assert.deepEqual(
    settle(40, [claim('a', { waiting: 90 }), claim('b', { waiting: 50 }), claim('c', { open: 1, busy: 1 })]),
    [20, 19, 1],
  );
});

test('what one gains is given up by another before', () => {
  const holding = claim('a', { open: 40, busy: 40, limit: 40, before: 40 });
  const coming = claim('b', { waiting: 5 });
  assert.deepEqual([...shareSessions(40, [holding, coming]).values()], [35, 0]);
  // It goes by the lower number, and answers end.
  const lower = { ...holding, limit: 35, before: 35 };
  assert.deepEqual([...shareSessions(40, [{ ...lower, open: 37, busy: 37 }, coming]).values()], [35, 3]);
  assert.deepEqual([...shareSessions(40, [{ ...lower, open: 35, busy: 35 }, coming]).values()], [35, 5]);
});

test('idle sessions stay open as long as nobody needs them', () => {
  const idle = claim('a', { open: 18, limit: 18, before: 18 });
  const [b, c, d] = ['b', 'c', 'd'].map((id) => claim(id, { limit: 7, before: 7 }));
  assert.ok(b && c && d);
  assert.equal(shareSessions(39, [idle, b, c, d]).get('a'), 18);
  assert.equal(shareSessions(39, [idle, { ...b, waiting: 30 }, c, d]).get('a'), 3);
});

test('what one that is being stopped still has open counts until it is closed', () => {
  const leaving = claim('a', { open: 4, waiting: 3, limit: 20, before: 20, isLeaving: true });
  const shares = shareSessions(40, [leaving, claim('b', { limit: 20, before: 20 })]);
  assert.deepEqual([...shares.values()], [4, 20]);
});

test('one that is being stopped has a session for whoever speaks in a call that it has not left yet', () => {
  const share = (more: Partial<ShareClaim>) =>
    shareSessions(40, [claim('a', { limit: 10, before: 10, isLeaving: true, ...more }), claim('b')]).get('a');
  assert.equal(share({ open: 0 }), 1);
  assert.equal(share({ open: 2, busy: 2, waiting: 3 }), 5);
});

test('all together never go by more than there are, whatever each has read of it, and nobody starves', () => {
  const numbers = fc.record({ waiting: fc.nat(30), stale: fc.boolean() });
  fc.assert(
    fc.property(
      fc.integer({ min: 8, max: 60 }),
      fc.array(fc.array(numbers, { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 12 }),
      (most, rounds) => {
        let all = Array.from({ length: 8 }, (_, index) => claim(`p${index}`));
        for (const round of rounds) {
          const asked = all.map((one, index) => ({ ...one, waiting: round[index]?.waiting ?? 0 }));
          const shares = shareSessions(most, asked);
          all = asked.map((one, index) => {
            const before = shares.get(one.id) ?? 0;
            // One that reads the plan late goes by what it read last.
            const limit = round[index]?.stale ? one.limit : before;
            return {
              ...one,
              before,
              limit,
              open: Math.max(Math.min(one.open + one.waiting, limit), Math.min(one.open, limit)),
            };
          });
          assert.ok(sum(all.map(({ limit, before }) => Math.max(limit, before))) <= most);
        }
        const hungry = all.map((one) => ({
          ...one,
          limit: Math.max(one.limit, one.before),
          waiting: 100,
          open: 0,
          busy: 0,
        }));
        const shares = settle(most, hungry);
        assert.equal(sum(shares), most);
        assert.ok(Math.max(...shares) - Math.min(...shares) <= 1, shares.join());
      },
    ),
    { numRuns: 200, seed: 15 },
  );
});
