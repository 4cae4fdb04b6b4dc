import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { UserError } from '../../src/base/errors.ts';
import { type Foresight, NO_TOKENS, type Spender } from '../../src/base/expense.ts';
import { type DayAccount, GONE, NO_AMOUNTS, NO_TALLY } from '../../src/budget/account.ts';
import type { Budget } from '../../src/budget/budget.ts';
import { listMeters } from '../../src/budget/caps.ts';
import { Ledger } from '../../src/budget/ledger.ts';
import { Meter } from '../../src/budget/meter.ts';
import { DOLLAR } from '../../src/budget/price.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { makeStore, openStore, type Store } from '../../src/store/store.ts';
import { at } from '../place.ts';
import { moody } from '../store/moody.ts';
import { silent } from '../store/record.ts';
import { SHARED_DATABASES } from '../store/stores.ts';
import { budgetOn, dollars, MODEL, NO_LIMITS, openAlone, todaysClock } from './stage.ts';

const SMALL: Foresight = { questionTokens: 10, soundMs: 0, pictures: 0 };

/** Held is written at once. */
const ASKED = { ...NO_TALLY, turns: 1, held: { ...NO_AMOUNTS, turns: 1 } };

/** The worst that one of these turns costs: 100,000 tokens of context, two minutes of answer. All of it is really spent. */
const TURN = 0.1;

/** One turn in a server of its own: it's asked if there is room, and costs what it costs. Resolves to the dollars. */
const ask = async (budget: Budget, member: number): Promise<number> => {
  const place = at(`c${member}`, `s${member}`);
  const spender: Spender = { is: 'person', id: `${member}` };
  const hold = await budget.open(place, spender, SMALL).catch((error) => {
    assert.ok(error instanceof UserError && /^limits\.(?:full|unknown)$/.test(error.text.code), String(error));
    return undefined;
  });
  if (!hold) return 0;
  await new Promise(setImmediate);
  const kinds = { ...NO_TOKENS, soundIn: Math.round((TURN * 1e6) / 3) };
  budget.spend({ place, spender, by: 'live', model: MODEL, kinds, estimated: false });
  await hold.close(true);
  return TURN;
};

for (const [name, start] of Object.entries(SHARED_DATABASES))
  test(`50 members who ask two processes at once never spend more than the cap and one turn (${name})`, async (t) => {
    const { url } = await start(t);
    const stores = await Promise.all([0, 1].map(() => openStore(url, silent, { deadline: 20_000 })));
    const limits = { ...NO_LIMITS, caps: [dollars('process', 1)] };
    const budgets = stores.map((store) => budgetOn({ store, limits }));
    t.after(async () => {
      await Promise.all(budgets.map((budget) => budget.close()));
      await Promise.all(stores.map((store) => store.close()));
    });
    const members = Array.from({ length: 50 }, (_, index) => index);
    const spent = await Promise.all(members.map((member) => ask(budgets[member % 2] ?? assert.fail(), member)));
    const sum = spent.reduce((all, one) => all + one, 0);
    assert.ok(sum <= 1 + TURN + 1e-9, `${sum} $`);
    // Nearly all of it can be spent, in spite of what was held and set aside.
    let late = 0;
    for (const member of members) late += await ask(budgets[member % 2] ?? assert.fail(), 100 + member);
    assert.ok(sum + late >= 1 - 1e-9 && sum + late <= 1 + TURN + 1e-9, `${sum} $ and ${late} $`);
  });

for (const [name, start] of Object.entries(SHARED_DATABASES))
  test(`what two processes count for one home at once is all there, and a person who is deleted meanwhile isn’t (${name})`, async (t) => {
    const { url } = await start(t);
    const stores = await Promise.all([0, 1].map(() => openStore(url, silent, { deadline: 20_000 })));
    const ledgers = stores.map(
      (store) => new Ledger({ store, leases: store.leases(), clock: systemClock, log: silent }),
    );
    t.after(async () => {
      await Promise.all(ledgers.map((ledger) => ledger.close()));
      await Promise.all(stores.map((store) => store.close()));
    });
    const [one = assert.fail(), other = assert.fail()] = ledgers;
    const [day, place] = ['2026-11-28', at('c1', 's1')];
    const add = (ledger: Ledger, person: string) => ledger.add({ place, person, day, since: Date.now() }, ASKED);
    add(one, '3');
    await one.read([`s1:${day}`]);
    let erasing: Promise<void> | undefined;
    for (let round = 0; round < 20; round += 1) {
      add(one, '1');
      add(other, '2');
      if (round === 10) erasing = one.erase('s1', '3');
      await new Promise(setImmediate);
    }
    await erasing;
    await Promise.all(ledgers.map((ledger) => ledger.read([`s1:${day}`])));
    const [account] = await other.read([`s1:${day}`]);
    const turns = Object.entries(account?.channels.c1 ?? {}).map(([person, tally]) => [person, tally.turns]);
    assert.deepEqual(Object.fromEntries(turns), { 1: 20, 2: 20, [GONE]: 1 });
  });

test('while the store is away, a process spends what it has set aside and no more, and goes on when it is back', async (t) => {
  const clock = todaysClock();
  const { database, mood } = moody(clock);
  const store = await makeStore(database, silent, { clock });
  const limits = { ...NO_LIMITS, caps: [dollars('process', 100), dollars('server', 100)] };
  const budget = budgetOn({ store, limits, clock });
  t.after(async () => {
    await clock.until(budget.close());
    await store.close();
  });
  let spent = await ask(budget, 1);
  await new Promise(setImmediate);
  mood.writes = 0;
  // A server that nobody has looked up since the start isn't answered.
  assert.equal(await ask(budget, 2), 0);
  let answered = 0;
  for (let turn = 0; turn < 10; turn++) answered += (await ask(budget, 1)) > 0 ? 1 : 0;
  assert.ok(answered >= 1 && answered * TURN <= 0.25, `${answered} turns`);
  spent += answered * TURN;
  mood.writes = Number.POSITIVE_INFINITY;
  await clock.until(store.waitUntilBack());
  spent += await ask(budget, 1);
  spent += await ask(budget, 2);
  await clock.until(budget.close());
  const [left] = await budget.usage.left(at('c1', 's1'));
  assert.equal(left?.spent, Math.round(spent / TURN) * 33_333 * 3_000);
});

test('a process that starts while the store is away spends nothing that is capped, and everything else', async (t) => {
  const clock = todaysClock();
  const { database, mood } = moody(clock);
  mood.writes = 0;
  const store = await makeStore(database, silent, { clock });
  const capped = budgetOn({ store, limits: { ...NO_LIMITS, caps: [dollars('process', 100)] }, clock });
  const free = budgetOn({ store, limits: NO_LIMITS, clock });
  t.after(async () => {
    await clock.until(Promise.all([capped.close(), free.close()]));
    await store.close();
  });
  assert.deepEqual([await ask(capped, 1), await ask(free, 1)], [0, TURN]);
  mood.writes = Number.POSITIVE_INFINITY;
  await clock.until(store.waitUntilBack());
  assert.equal(await ask(capped, 1), TURN);
});

test('what a turn has cost is told before what it held is given back, however long the store takes', async () => {
  const store = await openStore('memory:', silent);
  const told: number[] = [];
  const answers: (() => void)[] = [];
  const raise: typeof store.raise = async (changes) => {
    told.push(...changes.map(({ add }) => Math.sign(add)));
    await new Promise<void>((resolve) => void answers.push(resolve));
    return store.raise(changes);
  };
  const clock = todaysClock();
  const meter = new Meter({
    store: { raise, readMeters: store.readMeters, waitUntilBack: store.waitUntilBack },
    clock,
  });
  const [charge] = listMeters([dollars('server', 1)], at('c', 's'), { is: 'person', id: '1' }, clock.wall());
  assert.ok(charge);
  meter.add([{ ...charge, add: 100 }]);
  meter.add([{ ...charge, add: -300 }]);
  await new Promise(setImmediate);
  assert.deepEqual(told, [1]);
  answers[0]?.();
  while (answers.length < 2) await new Promise(setImmediate);
  assert.deepEqual(told, [1, -1]);
  answers[1]?.();
  await meter.close();
  await store.close();
});

test('what a process had set aside is spent before a cap is said to be full', async (t) => {
  const { budget } = await openAlone(t, { ...NO_LIMITS, caps: [dollars('process', 0.5)] });
  let sum = 0;
  for (let member = 0; member < 20; member++) sum += await ask(budget, member);
  assert.ok(sum >= 0.5 - 1e-9 && sum <= 0.5 + TURN + 1e-9, `${sum} $`);
});

test('killed processes take along a tenth of a cap at most of what they had set aside', async (t) => {
  const { store } = await openAlone(t, NO_LIMITS);
  const limits = { ...NO_LIMITS, caps: [dollars('process', 5)] };
  const [meter] = listMeters(limits.caps, at('c', 's'), { is: 'parley' }, Date.now());
  const readMeters = () => store.readMeters([meter?.key ?? '', `float:${meter?.key}`]);
  const budgets: Budget[] = [];
  for (let life = 0; life < 30; life++) {
    const budget = budgetOn({ store, limits });
    assert.equal(await ask(budget, life), TURN);
    await budget.usage.left(at('c', 's'));
    budgets.push(budget);
  }
  await new Promise(setImmediate);
  const spent = 30 * 33_333 * 3_000;
  assert.deepEqual(await readMeters(), [spent + 0.5 * DOLLAR, 0.5 * DOLLAR]);
  // Those that weren't killed give it back, and others may set it aside.
  for (const budget of budgets) await budget.close();
  assert.deepEqual(await readMeters(), [spent, 0]);
  await ask(budgetOn({ store, limits }), 31);
  await new Promise(setImmediate);
  assert.deepEqual((await readMeters())[1], 0.125 * DOLLAR);
});

test('accounts tell what everybody has spent, by day, channel and member, also after a restart', async (t) => {
  const { budget, store } = await openAlone(t, NO_LIMITS);
  await ask(budget, 1);
  await ask(budget, 1);
  await ask(budget, 2);
  await budget.close();
  const again = budgetOn({ store, limits: NO_LIMITS });
  await ask(again, 1);
  const days = await again.usage.server('s1', 3);
  assert.equal(days.length, 3);
  const tally = days[2]?.account.channels.c1?.['1'];
  assert.deepEqual([tally?.turns, tally?.nano, tally?.kinds.soundIn], [3, 3 * 33_333 * 3_000, 3 * 33_333]);
  await again.close();
  const homes = (await Array.fromAsync(again.usage.all(1))).map(({ home }) => home);
  assert.deepEqual(homes.toSorted(), ['s1', 's2']);
});

test('a turn whose home has gone to another process doesn’t bring back who was deleted there, however late it ends', async (t) => {
  const clock = todaysClock();
  const store = await openStore('memory:', silent);
  const [mine, theirs] = [budgetOn({ store, limits: NO_LIMITS, clock }), budgetOn({ store, limits: NO_LIMITS, clock })];
  t.after(() => store.close());
  const [place, spender] = [at('c1', 's1'), { is: 'person', id: '1' } as const];
  const spend = () =>
    mine.spend({ place, spender, by: 'live', model: MODEL, kinds: { ...NO_TOKENS, soundIn: 10 }, estimated: false });
  const hold = await mine.open(place, spender, SMALL);
  await mine.usage.server('s1', 1);
  assert.ok((await readStored(store)).c1?.['1']?.held);
  await theirs.erase('s1', '1');
  assert.deepEqual(Object.keys((await readStored(store)).c1 ?? {}), [GONE]);
  await clock.advance(60_000);
  spend();
  await hold.close(true);
  await clock.advance(10_000);
  // Google counts some of it after its end.
  spend();
  await mine.close();
  const { c1 } = await readStored(store);
  assert.deepEqual(Object.keys(c1 ?? {}), [GONE]);
  const { held, turns, kinds } = c1?.[GONE] ?? assert.fail();
  assert.deepEqual([held, turns, kinds.soundIn], [undefined, 1, 20]);
  // Who asks again is a new member.
  await ask(theirs, 1);
  await theirs.close();
  assert.deepEqual(Object.keys((await readStored(store)).c1 ?? {}).toSorted(), ['1', GONE]);
});

/** The only account of a server, as it's stored. Nothing that is kept with it names the person. */
const readStored = async (store: Store) => {
  for await (const { id } of store.shelf<DayAccount>(RECORD_KINDS.account).each())
    assert.match(id, /^s1:(?:20|erased$)/);
  const found = await Array.fromAsync(store.shelf<DayAccount>(RECORD_KINDS.account).each('s1:20'));
  return found[0]?.value.channels ?? {};
};
