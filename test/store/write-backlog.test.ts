import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Change } from '../../src/store/database.ts';
import { Backlog, type WriteOutcome } from '../../src/store/write-backlog.ts';

const change = (key: string, text = key): Change => ({ key, text, expires: 1 });
const roomy = { changes: 1_000, bytes: 1_000_000 };
const keysOf = (changes: Change[]) => changes.map(({ key }) => key);

test('a newer change of a key replaces an older one, and takes along what belonged to that', () => {
  const backlog = new Backlog(roomy);
  backlog.add([change('turn 1'), change('summary', 'one')], undefined);
  backlog.add([change('other')], undefined);
  backlog.add([change('turn 2'), change('summary', 'two')], undefined);
  assert.equal(backlog.size, 4);
  assert.equal(backlog.find('summary')?.text, 'two');
  assert.deepEqual(keysOf(backlog.next()), ['other', 'turn 1', 'summary', 'turn 2']);
});

test('what belongs together leaves together, in the order in which it came', () => {
  const backlog = new Backlog(roomy);
  const pair = (n: number) => [change(`a${n}`), change(`b${n}`)];
  const pairs = Array.from({ length: 300 }, (_, n) => pair(n));
  for (const each of pairs) backlog.add(each, undefined);
  const batches: string[][] = [];
  while (backlog.size > 0) {
    batches.push(keysOf(backlog.next()));
    backlog.settle(batches.at(-1) ?? []);
  }
  assert.deepEqual(batches.flat(), keysOf(pairs.flat()));
  assert.ok(batches.length > 1 && batches.every(({ length }) => length % 2 === 0));
});

test('what does not fit is not taken, by number and by bytes, and the rest stays', () => {
  const few = new Backlog({ changes: 2, bytes: 1_000 });
  assert.equal(few.add([change('a'), change('b')], undefined), true);
  assert.equal(few.add([change('c')], undefined), false);
  assert.equal(few.add([change('a', 'again')], undefined), true, 'a replacement takes no room');
  assert.equal(few.size, 2);
  const small = new Backlog({ changes: 100, bytes: 10 });
  assert.equal(small.add([change('a', 'äöü')], undefined), true);
  assert.equal(small.bytes, 7);
  assert.equal(small.add([change('b', '123')], undefined), false);
  assert.equal(small.add([change('b', '12')], undefined), true);
});

test('whoever waits is told when it is made, or that the fence was old', () => {
  const backlog = new Backlog(roomy);
  const told: string[] = [];
  const add = (key: string, fence: number) => {
    const settle = (outcome: WriteOutcome) => told.push(`${key} ${outcome}`);
    const made = { id: 'x', fence };
    backlog.add([{ ...change(key), fence: made }], { fence: made, settle });
  };
  add('old', 1);
  add('new', 2);
  backlog.next();
  assert.equal(backlog.settle(['new']), 0);
  assert.deepEqual(told, ['old fenced', 'new made']);
  add('queued', 1);
  backlog.acknowledge('queued');
  backlog.next();
  assert.equal(backlog.settle([]), 1, 'nobody waits any more, so it is counted');
  assert.deepEqual(told.slice(2), ['queued queued']);
});

test('whatever happens, reads see the newest, the database ends with it, and the count is right', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.oneof(
    fc.record({
      add: fc.array(fc.tuple(key, fc.option(fc.string(), { nil: undefined })), { minLength: 1, maxLength: 3 }),
    }),
    fc.constantFrom<{ add?: undefined; end: 'done' | 'undone' | 'next' }>(
      { end: 'next' },
      { end: 'done' },
      { end: 'undone' },
    ),
  );
  const run = (steps: (typeof step extends fc.Arbitrary<infer T> ? T : never)[]) => {
    const backlog = new Backlog(roomy);
    const [expected, database] = [new Map<string, string | undefined>(), new Map<string, string | undefined>()];
    let flying: Change[] = [];
    const finish = (made: boolean) => {
      if (made) for (const { key, text } of flying) database.set(key, text);
      if (made) backlog.settle(keysOf(flying));
      else backlog.undone();
      flying = [];
    };
    for (const each of steps) {
      if (each.add !== undefined) {
        assert.ok(
          backlog.add(
            each.add.map(([key, text]) => ({ key, text, expires: 1 })),
            undefined,
          ),
        );
        for (const [key, text] of each.add) expected.set(key, text);
      } else if (each.end !== 'next') finish(each.end === 'done');
      else if (flying.length === 0) flying = backlog.next();
      for (const [key, text] of expected) {
        const queued = backlog.find(key);
        assert.equal(queued ? queued.text : database.get(key), text);
      }
    }
    finish(true);
    while (backlog.size > 0) {
      flying = backlog.next();
      finish(true);
    }
    assert.deepEqual([...database].sort(), [...expected].sort());
    assert.deepEqual([backlog.size, backlog.bytes], [0, 0]);
  };
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), run), { numRuns: 500 });
});
