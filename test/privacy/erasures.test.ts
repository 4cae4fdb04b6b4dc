import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { systemClock } from '../../src/base/clock.ts';
import { UserError } from '../../src/base/errors.ts';
import { Ledger } from '../../src/budget/ledger.ts';
import { Claims } from '../../src/claims/claims.ts';
import { openChoices, openPrivacy } from '../../src/parts/privacy-part.ts';
import { Departures } from '../../src/privacy/departures.ts';
import type { Erasure, ErasureProgress, ErasureSubject } from '../../src/privacy/erasure.ts';
import { Erasures } from '../../src/privacy/erasures.ts';
import { PERSONAL } from '../../src/privacy/personal-records.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { makeStore, openStore } from '../../src/store/store.ts';
import { ada, bob, never, stage } from '../conversation/stage.ts';
import { at } from '../place.ts';
import { moody } from '../store/moody.ts';
import { silent } from '../store/record.ts';
import { sqliteUrl } from '../store/stores.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { NOTHING_SET, QUIET_BOT } from './quiet-bot.ts';

/** Lists of rows come page by page, with other work in between. */
const settle = async () => {
  for (let ticks = 0; ticks < 10; ticks += 1) await setImmediate();
};

const PLACE = at('c', 'server');
const WHAT: ErasureSubject = { is: 'person', person: ada.id };

/** One of several processes on one store, with claims of its own. */
const startProcess = async (t: TestContext, url: string) => {
  const store = await openStore(url, silent);
  const leases = store.leases();
  const claims = new Claims({ leases, clock: systemClock, log: silent });
  const { conversations } = await stage(t, { store, claims, model: ({ text }) => text, idle: 50 });
  const { privacy, erasing } = openPrivacy(QUIET_BOT, {
    ...{ store, claims, conversations, clock: systemClock, log: silent },
    choices: openChoices(store),
    sounds: { forget() {} },
    accounts: new Ledger({ store, leases, clock: systemClock, log: silent }),
    face: { async giveBack() {} },
    settings: NOTHING_SET,
  });
  erasing.start();
  t.after(async () => {
    erasing.close();
    claims.close();
    await conversations.close(never);
    claims.end();
    await store.close();
  });
  const ask = async (person: typeof ada, text: string) => {
    assert.equal(await claims.enter(PLACE), true);
    await conversations.ask(PLACE, { person, text }).number.settled;
  };
  const listTurns = async () => {
    const asked: string[] = [];
    for await (const { value } of store.shelf<{ asked: string }>(RECORD_KINDS.turn).each()) asked.push(value.asked);
    return asked;
  };
  return { store, claims, conversations, privacy, ask, listTurns };
};

test('what another process holds is deleted by that one, within ten seconds of the order', async (t) => {
  const url = await sqliteUrl(t);
  const [one, other] = [await startProcess(t, url), await startProcess(t, url)];
  await other.ask(ada, 'my secret');
  await other.ask(bob, 'hello');
  const since = systemClock.now();
  assert.equal(await one.claims.visit(PLACE), false);
  assert.equal(await one.privacy.erase(WHAT), 'done');
  assert.ok(systemClock.now() - since < 10_000);
  assert.deepEqual(await one.listTurns(), ['hello']);
});

/** Orders on a store that can go away, and what carries them out as a test says. */
const openOrders = async (carryOut: (what: ErasureSubject, before: number) => Promise<ErasureProgress>) => {
  const clock = new VirtualClock(settle);
  const { database, mood } = moody(clock);
  const store = await makeStore(database, silent, { clock });
  const shelf = store.shelf<Erasure>(RECORD_KINDS.erasure);
  const open = () =>
    new Erasures({ shelf, settle: carryOut, purge: () => store.purge(), isBusy: () => true, clock, log: silent });
  const count = async () => {
    let orders = 0;
    for await (const _ of shelf.each()) orders += 1;
    return orders;
  };
  return { clock, mood, store, open, count };
};

test('an order that cannot be stored is not done, and the person reads so', async () => {
  const { clock, mood, open } = await openOrders(async () => 'clean');
  mood.writes = 0;
  const failure = await clock.until(
    open()
      .order(WHAT)
      .then(
        () => undefined,
        (error) => error,
      ),
  );
  assert.ok(failure instanceof UserError);
  assert.equal(failure.message, 'privacy.not-deleted');
});

test('an order whose process dies is carried out by the next one, and then forgotten', async () => {
  let progress: ErasureProgress = 'left';
  const settled: ErasureSubject[] = [];
  const { clock, open, count } = await openOrders(async (what) => {
    settled.push(what);
    return progress;
  });
  const first = open();
  assert.equal(await clock.until(first.order(WHAT)), 'under-way');
  first.close();
  assert.equal(await count(), 1);
  progress = 'clean';
  const before = settled.length;
  const next = open();
  next.watch();
  await clock.advance(60_000);
  next.close();
  assert.ok(settled.length > before);
  assert.deepEqual(settled.at(-1), WHAT);
  assert.equal(await count(), 0);
});

test('a store that fails in the middle is asked again, and the order is done in the end', async () => {
  let failures = 2;
  const { clock, open } = await openOrders(async () => {
    failures -= 1;
    if (failures >= 0) throw new Error('no connection');
    return 'clean';
  });
  assert.equal(await clock.until(open().order(WHAT)), 'done');
});

/** What notices departures, with the servers that Parley is in, and what it has ordered to be deleted. */
const watchDepartures = async (isIn: (server: string) => boolean | undefined) => {
  const clock = new VirtualClock(settle);
  const { database } = moody(clock);
  const store = await makeStore(database, silent, { clock });
  const ordered: ErasureSubject[] = [];
  const erasures = {
    order: async (what: ErasureSubject) => {
      ordered.push(what);
      return 'done' as const;
    },
  };
  const servers = { isIn, list: () => ['came back'].filter(isIn) };
  const departures = new Departures({ store, servers, erasures, clock });
  const departed = store.shelf(RECORD_KINDS.departed);
  return { clock, ordered, departures, departed };
};

test("a server's data go 30 days after Parley left it, and stay if it comes back", async () => {
  const { clock, ordered, departures } = await watchDepartures((server) => server === 'came back');
  await departures.note('left');
  await departures.note('came back');
  await departures.withdraw(['came back']);
  void departures.watch();
  await clock.advance(29 * 24 * 60 * 60_000);
  assert.deepEqual(ordered, []);
  await clock.advance(26 * 60 * 60_000);
  departures.close();
  assert.deepEqual(ordered[0], { is: 'server', server: 'left', left: true });
  assert.equal(JSON.stringify(ordered).includes('came back'), false);
});

test('nobody deletes what is kept of a server of which only another process hears', async () => {
  const { clock, ordered, departures } = await watchDepartures(() => undefined);
  await departures.note('elsewhere');
  void departures.watch();
  await clock.advance(32 * 24 * 60 * 60_000);
  departures.close();
  assert.deepEqual(ordered, []);
});

test('a server that is left and entered again at once counts as one that Parley is in', async () => {
  const { departures, departed } = await watchDepartures(() => true);
  await Promise.all([departures.note('came back'), departures.withdraw(['came back'])]);
  assert.equal(await departed.get('came back'), undefined);
});

test('once an order is done, every process deletes only what is from before it', async () => {
  const limits: number[] = [];
  const { clock, open } = await openOrders(async (_what, before) => {
    limits.push(before);
    return 'clean';
  });
  const [first, other] = [open(), open()];
  const given = clock.wall();
  assert.equal(await clock.until(first.order(WHAT)), 'done');
  first.close();
  other.watch();
  await clock.advance(60_000);
  other.close();
  const [once, ...later] = limits;
  assert.equal(once, Number.POSITIVE_INFINITY);
  assert.ok(later.length > 0);
  assert.deepEqual([...new Set(later)], [given]);
});

test('an account of a day after a deletion is nobody’s to delete, and one of that day or before is', () => {
  const account = { channels: { c1: { 1: { turns: 1 } } } };
  const find = (before: number) => PERSONAL.account('s1:2026-11-02', account, '1', before);
  assert.equal(find(Date.UTC(2026, 10, 1, 23, 59)), undefined);
  for (const before of [Date.UTC(2026, 10, 2), Number.POSITIVE_INFINITY])
    assert.deepEqual(find(before), { is: 'account', home: 's1' });
});
