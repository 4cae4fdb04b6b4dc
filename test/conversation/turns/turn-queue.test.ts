import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TurnQueue } from '../../../src/conversation/turns/turn-queue.ts';

const MINUTE = 60_000;

type Job = { is: 'urgent' | 'spoken' | 'typed'; person: string; number: number };

/** What happens to a queue: something is added, or the next one is taken. */
const deed = fc.oneof(
  fc.record({ add: fc.constantFrom('urgent', 'spoken'), person: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ add: fc.constant('typed'), person: fc.constantFrom('a', 'b', 'c', 'd', 'e') }),
  fc.record({ add: fc.constant('typed'), person: fc.constant('a') }),
  fc.record({ take: fc.integer({ min: 0, max: 2 * MINUTE }) }),
);

type Taken = { job: Job; waiting: Job[]; answers: Map<string, number> };

/** Plays deeds, then takes the rest; with each job taken what waited beside it, and how many answers each got lately. */
const played = (deeds: readonly ({ add: string; person: string } | { take: number })[]): Taken[] => {
  const queue = new TurnQueue<Job>();
  const [waiting, taken, begun] = [[] as Job[], [] as Taken[], [] as { person: string; at: number }[]];
  let [now, number] = [0, 0];
  const take = () => {
    const job = queue.next(now);
    if (!job) return assert.deepEqual(waiting, []);
    waiting.splice(waiting.indexOf(job), 1);
    const answers = new Map<string, number>();
    for (const { person, at } of begun) if (at > now - 5 * MINUTE) answers.set(person, (answers.get(person) ?? 0) + 1);
    taken.push({ job, waiting: [...waiting], answers });
    if (job.is === 'typed') begun.push({ person: job.person, at: now });
  };
  for (const each of deeds) {
    if ('take' in each) {
      now += each.take;
      take();
      continue;
    }
    const job = { is: each.add as Job['is'], person: each.person, number };
    number += 1;
    waiting.push(job);
    if (job.is === 'urgent') queue.hasten(job);
    else if (job.is === 'spoken') queue.speak(job);
    else queue.ask(job.person, job);
    assert.equal(queue.waiting, waiting.filter(({ is }) => is !== 'urgent').length);
  }
  while (waiting.length > 0) take();
  assert.equal(queue.next(now), undefined);
  return taken;
};

const RANK = { urgent: 0, spoken: 1, typed: 2 };

describe('the queue of a conversation, whatever is asked and when', () => {
  const holds = (check: (taken: Taken[]) => void) =>
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 80 }), (deeds) => check(played(deeds))),
      { seed: 18 },
    );

  test('loses nothing and gives nothing twice', () =>
    holds((taken) => {
      const numbers = taken.map(({ job }) => job.number).sort((a, b) => a - b);
      assert.deepEqual(numbers, [...numbers.keys()]);
    }));

  test('gives what is urgent first, then what was spoken, then what was typed', () =>
    holds((taken) => {
      for (const { job, waiting } of taken) for (const other of waiting) assert.ok(RANK[job.is] <= RANK[other.is]);
    }));

  test('keeps the order of what one person typed, and of all that was spoken', () =>
    holds((taken) => {
      for (const { job, waiting } of taken)
        for (const other of waiting)
          if (other.is === job.is && (job.is !== 'typed' || other.person === job.person))
            assert.ok(job.number < other.number);
    }));

  test('lets nobody wait behind somebody who got more answers lately, or as many and asked later', () =>
    holds((taken) => {
      for (const { job, waiting, answers } of taken.filter(({ job: { is } }) => is === 'typed'))
        for (const other of waiting) {
          const [mine, theirs] = [job, other].map(({ person }) => answers.get(person) ?? 0);
          assert.ok((mine ?? 0) <= (theirs ?? 0));
          if (mine === theirs) assert.ok(job.number < other.number);
        }
    }));
});

test('of thirty-three by one and one by another, the other is answered second', () => {
  const queue = new TurnQueue<string>();
  for (let number = 1; number <= 33; number += 1) queue.ask('ada', `ada ${number}`);
  queue.ask('bob', 'bob');
  assert.deepEqual([queue.next(0), queue.next(0), queue.next(0)], ['ada 1', 'bob', 'ada 2']);
});

test('what was asked more than five minutes ago does not count any more', () => {
  const queue = new TurnQueue<string>();
  queue.ask('ada', 'ada 1');
  queue.next(0);
  queue.ask('ada', 'ada 2');
  queue.ask('bob', 'bob');
  assert.equal(queue.next(5 * MINUTE), 'ada 2');
});

test('what is taken out is not given any more, and does not count as waiting', () => {
  const queue = new TurnQueue<string>();
  queue.ask('ada', 'ada 1');
  queue.ask('ada', 'ada 2');
  assert.deepEqual(
    queue.remove((job) => job === 'ada 1'),
    ['ada 1'],
  );
  assert.deepEqual(
    [queue.waiting, queue.countWaiting('ada'), queue.next(0), queue.next(0)],
    [1, 1, 'ada 2', undefined],
  );
});

test('a typed question that isn’t ready lets those of others pass, but not its asker’s own ones', () => {
  const queue = new TurnQueue<string>();
  for (const job of ['ada 1', 'ada 2', 'bob 1', 'bob 2']) queue.ask(job.slice(0, 3), job);
  const isReady = (job: string) => job !== 'ada 1';
  assert.deepEqual(queue.upcoming(0), ['ada 1', 'bob 1']);
  assert.deepEqual(
    [queue.next(0, isReady), queue.next(0, isReady), queue.next(0, isReady)],
    ['bob 1', 'bob 2', undefined],
  );
  assert.deepEqual([queue.waiting, queue.next(0), queue.next(0)], [2, 'ada 1', 'ada 2']);
});
