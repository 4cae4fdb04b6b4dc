import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Erasure, ErasureSubject } from '../../src/privacy/erasure.ts';
import { Erasures } from '../../src/privacy/erasures.ts';
import { SealedRows } from '../../src/privacy/sealed-rows.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { makeStore } from '../../src/store/store.ts';
import { silent } from '../store/record.ts';
import { VirtualClock } from '../virtual-clock.ts';

const DAY = 24 * 60 * 60_000;
const ADA: ErasureSubject = { is: 'person', person: 'ada' };
const BOB: ErasureSubject = { is: 'person', person: 'bob' };

const settle = async () => {
  for (let ticks = 0; ticks < 10; ticks += 1) await setImmediate();
};

/** Orders on a store in which something is sealed with a key that nobody has, and what was done, in its order. */
const open = async () => {
  const clock = new VirtualClock(settle);
  const store = await makeStore(openMemory(clock), silent, { clock });
  const shelf = store.shelf<Erasure>(RECORD_KINDS.erasure);
  const did: string[] = [];
  const erasures = new Erasures({
    shelf: {
      ...shelf,
      setSurely: async (id, value) => {
        did.push(value.done ? 'done' : 'ordered');
        await shelf.setSurely(id, value);
      },
    },
    settle: async () => {
      did.push('looked');
      return 'sealed';
    },
    purge: async () => void did.push('purged'),
    isBusy: () => true,
    clock,
    log: silent,
  });
  const list = async () => {
    const orders: Erasure[] = [];
    for await (const { value } of shelf.each()) orders.push(value);
    return orders;
  };
  const countLooks = () => did.filter((what) => what === 'looked').length;
  return { clock, shelf, erasures, did, list, countLooks };
};

test('what can be read is gone for good before anybody is told, and it is looked once more for what comes late', async () => {
  const { clock, erasures, did, countLooks } = await open();
  assert.equal(await clock.until(erasures.order(ADA)), 'sealed');
  assert.deepEqual(did, ['ordered', 'looked', 'purged', 'done']);
  erasures.watch();
  await clock.advance(40_000);
  assert.equal(countLooks(), 2);
  // After that it only costs time: no process gets another key.
  await clock.advance(30 * 60_000);
  assert.equal(countLooks(), 2);
  erasures.close();
});

test('of a person’s orders that wait for a key only the newest waits', async () => {
  const { clock, erasures, list } = await open();
  await clock.until(erasures.order(ADA));
  await clock.until(erasures.order(BOB));
  await clock.advance(60_000);
  const at = clock.wall();
  await clock.until(erasures.order(ADA));
  const orders = await list();
  assert.equal(orders.length, 2);
  assert.ok(orders.some(({ at: given, what }) => given === at && 'person' in what && what.person === 'ada'));
  assert.ok(orders.some(({ what }) => 'person' in what && what.person === 'bob'));
});

test('no order waits for a key for longer than what it looks for is kept', async () => {
  const { clock, shelf, erasures, list } = await open();
  await shelf.setSurely('old', { at: clock.wall() - 401 * DAY, what: ADA, done: true });
  await shelf.setSurely('young', { at: clock.wall() - 399 * DAY, what: BOB, done: true });
  erasures.watch();
  await clock.advance(5_000);
  erasures.close();
  assert.deepEqual(
    (await list()).map(({ what }) => what),
    [BOB],
  );
});

test('only rows count in which somebody may be, and of a server only those that may be there', async () => {
  const clock = new VirtualClock();
  const store = await makeStore(openMemory(clock), silent, { clock });
  const summaries = store.shelf<object>(RECORD_KINDS.conversation);
  await summaries.setSurely('stored', { server: 'other', turns: 1 });
  await summaries.setSurely('direct', { turns: 1 });
  const means = { store, findServer: (channel: string) => (channel === 'seen' ? 'server' : undefined) };
  const count = (keys: string[], server?: string) => {
    const rows = new SealedRows();
    for (const key of keys) rows.note(key, 'abcd0123');
    return rows.count(means, server).then((sealers) => sealers.get('abcd0123') ?? 0);
  };
  const nobody = [
    'handle:c',
    'call:s',
    'call-settings:c',
    'face:s',
    'present:s',
    'erasure:1',
    'refusal:s:p',
    'choice:p',
  ];
  assert.equal(await count(nobody), 0);
  assert.equal(
    await count(['turn:c:1', 'turn:c:2', 'recap:c:1', 'settings:s', 'account:s:1', 'aside:turn:c:1', 'x:1']),
    7,
  );
  const elsewhere = ['turn:stored:1', 'turn:direct:1', 'settings:other', 'account:other:1', 'aside:turn:stored:1'];
  assert.equal(await count(elsewhere, 'server'), 0);
  assert.equal(await count(['turn:seen:1', 'turn:unknown:1', 'settings:server', 'x:1'], 'server'), 4);
});
