import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { type DayAccount, GONE, NO_AMOUNTS, NO_TALLY } from '../../src/budget/account.ts';
import { Ledger } from '../../src/budget/ledger.ts';
import { DOLLAR } from '../../src/budget/price.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { makeStore, openStore, type RecordKind, type Store } from '../../src/store/store.ts';
import { at } from '../place.ts';
import { moody } from '../store/moody.ts';
import { recorded, silent } from '../store/record.ts';
import { todaysClock } from './stage.ts';

test('nothing that is spent is lost while an account is being written, whenever it comes', async () => {
  const store = await openStore('memory:', silent);
  /** As a database does, it takes a moment to answer. */
  const slow: Store = {
    ...store,
    shelf: <T>(kind: RecordKind) => {
      const shelf = store.shelf<T>(kind);
      const get: typeof shelf.get = async (id) => {
        const found = await shelf.get(id);
        await new Promise(setImmediate);
        return found;
      };
      return { ...shelf, get };
    },
  };
  const ledger = new Ledger({ store: slow, leases: store.leases(), clock: systemClock, log: silent });
  const where = { place: at('c1', 's1'), person: '1', day: '2026-11-28', since: Date.now() };
  /** What is held is written at once. */
  const asked = { ...ASKED, held: { ...NO_AMOUNTS, turns: 1 } };
  let turns = 0;
  for (let ticks = 0; ticks < 30; ticks += 1) {
    ledger.add(where, asked);
    for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
    ledger.add(where, asked);
    turns += 2;
    await new Promise(setImmediate);
  }
  await ledger.close();
  const [account] = await ledger.read(['s1:2026-11-28']);
  assert.equal(account?.channels.c1?.['1']?.turns, turns);
  await store.close();
});

const DAY = '2026-11-28';
const ASKED = { ...NO_TALLY, turns: 1 };

const open = async () => {
  const store = await openStore('memory:', silent);
  const clock = todaysClock();
  const ledger = new Ledger({ store, leases: store.leases(), clock, log: silent });
  const add = (person: string, place = at('c1', 's1')) =>
    ledger.add({ place, person, day: DAY, since: clock.wall() }, ASKED);
  const turnsOf = async () => {
    const [account] = await ledger.read([`s1:${DAY}`]);
    return Object.fromEntries(
      Object.entries(account?.channels ?? {}).map(([channel, people]) => [
        channel,
        Object.fromEntries(Object.entries(people).map(([person, { turns }]) => [person, turns])),
      ]),
    );
  };
  return { store, clock, ledger, add, turnsOf };
};

test('a deleted person is gone from accounts, with what was counted meanwhile and comes late; sums stay', async () => {
  const { store, clock, ledger, add, turnsOf } = await open();
  add('1');
  add('2');
  await turnsOf();
  // One count is there and unwritten when the deletion begins, one comes while it runs, and one after it.
  add('1');
  const erasing = ledger.erase('s1', '1');
  add('1');
  add('2');
  await erasing;
  add('1');
  assert.deepEqual(await turnsOf(), { c1: { [GONE]: 4, 2: 2 } });
  for await (const { text } of store.list('account:')) assert.doesNotMatch(text, /"1":/);
  // Who asks again later is a new member.
  await clock.advance(31_000);
  add('1');
  assert.deepEqual(await turnsOf(), { c1: { [GONE]: 4, 1: 1, 2: 2 } });
  // A deletion that is looked at again later takes nothing of what they have spent on days since.
  await ledger.erase('s1', '1', Date.parse(DAY) - 1);
  add('1');
  assert.deepEqual(await turnsOf(), { c1: { [GONE]: 4, 1: 2, 2: 2 } });
  await ledger.erase('s1');
  assert.deepEqual(await turnsOf(), {});
  await store.close();
});

test('threads are counted as their channel, so that they add nothing to an account', async () => {
  const { store, add, turnsOf } = await open();
  for (let thread = 0; thread < 50; thread += 1) add('1', at(`thread-${thread}`, 's1', 'c1'));
  add('1');
  assert.deepEqual(await turnsOf(), { c1: { 1: 51 } });
  await store.close();
});

test('whoever spent nothing in the end leaves nothing in an account', async () => {
  const { store, ledger, turnsOf } = await open();
  const entry = { place: at('c1', 's1'), person: '1', day: DAY, since: 0 };
  const held = { ...NO_AMOUNTS, nano: 5, turns: 1 };
  ledger.add(entry, { ...NO_TALLY, held });
  assert.deepEqual(await turnsOf(), { c1: { 1: 0 } });
  ledger.add(entry, { ...NO_TALLY, held: { ...held, nano: -5, turns: -1 } });
  assert.deepEqual(await turnsOf(), {});
  await store.close();
});

test('nobody holds less than nothing, as after a loss of what they held', async () => {
  const { store, ledger, add, turnsOf } = await open();
  const held = { ...NO_AMOUNTS, nano: -5, turns: -1 };
  for (const person of ['1', GONE]) {
    add(person);
    ledger.add({ place: at('c1', 's1'), person, day: DAY, since: 0 }, { ...NO_TALLY, held });
  }
  ledger.add({ place: at('c1', 's1'), person: '2', day: DAY, since: 0 }, { ...NO_TALLY, held });
  await ledger.close();
  assert.deepEqual(await turnsOf(), { c1: { 1: 1, [GONE]: 1 } });
  const [account] = await ledger.read([`s1:${DAY}`]);
  assert.equal(account?.channels.c1?.['1']?.held, undefined);
  await store.close();
});

test('what turns hold is written at once, and all else of a home together', async () => {
  const clock = todaysClock();
  const { database, mood } = moody(clock);
  const store = await makeStore(database, silent, { clock });
  const ledger = new Ledger({ store, leases: store.leases(), clock, log: silent });
  const shelf = store.shelf<DayAccount>(RECORD_KINDS.account);
  const entry = { place: at('c1', 's1'), person: '1', day: DAY, since: 0 };
  const held = { ...NO_AMOUNTS, nano: 5 };
  mood.writes = 1_000;
  for (let turn = 0; turn < 10; turn += 1) {
    ledger.add(entry, { ...NO_TALLY, held });
    // It counts if the process is killed now.
    await new Promise(setImmediate);
    assert.equal((await shelf.get(`s1:${DAY}`))?.channels.c1?.['1']?.held?.nano, 5);
    ledger.add(entry, { ...NO_TALLY, nano: 3 });
    await new Promise(setImmediate);
    ledger.add(entry, ASKED);
    ledger.add(entry, { ...NO_TALLY, held: { ...held, nano: -5 } });
    await new Promise(setImmediate);
  }
  assert.equal(mood.writes, 990);
  await clock.advance(2_000);
  await new Promise(setImmediate);
  assert.equal(mood.writes, 989);
  const tally = (await shelf.get(`s1:${DAY}`))?.channels.c1?.['1'];
  assert.deepEqual([tally?.nano, tally?.turns, tally?.held], [30, 10, undefined]);
  await clock.until(ledger.close());
  assert.equal(mood.writes, 989);
  await clock.until(store.close());
});

test('at the end it tells how much could not be written down', async () => {
  const clock = todaysClock();
  const { database, mood } = moody(clock);
  const store = await makeStore(database, silent, { clock });
  const { log, said } = recorded();
  const ledger = new Ledger({ store, leases: store.leases(), clock, log });
  mood.writes = 0;
  await store.shelf(RECORD_KINDS.account).delete(['nothing']);
  const entry = { place: at('c1', 's1'), person: '1', day: DAY, since: 0 };
  ledger.add(entry, { ...ASKED, nano: 2 * DOLLAR, held: { ...NO_AMOUNTS, turns: 1 } });
  await new Promise(setImmediate);
  ledger.add({ ...entry, place: at('c2', 's2') }, ASKED);
  await clock.until(ledger.close());
  const lost = said(/missing in the accounts/).map((line) => Object(line));
  assert.deepEqual(
    lost.map(({ event, level, accounts, turns, dollars }) => [event, level, accounts, turns, dollars]),
    [['account.lost', 40, 2, 2, 2]],
  );
  await clock.until(store.close());
});

test('what a store that is away couldn’t take is written once it’s back, without another count', async () => {
  const clock = todaysClock();
  const { database, mood } = moody(clock);
  const store = await makeStore(database, silent, { clock });
  const ledger = new Ledger({ store, leases: store.leases(), clock, log: silent });
  const shelf = store.shelf<DayAccount>(RECORD_KINDS.account);
  mood.writes = 0;
  await shelf.delete(['nothing']);
  ledger.add({ place: at('c1', 's1'), person: '1', day: DAY, since: 0 }, ASKED);
  await assert.rejects(ledger.read([`s1:${DAY}`]), /could not be asked/);
  mood.writes = Number.POSITIVE_INFINITY;
  await clock.until(store.waitUntilBack());
  await clock.advance(10_000);
  await clock.until(ledger.read([`s1:${DAY}`]));
  assert.equal((await shelf.get(`s1:${DAY}`))?.channels.c1?.['1']?.turns, 1);
  await clock.until(ledger.close());
  await clock.until(store.close());
});
