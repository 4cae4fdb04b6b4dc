import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { type Expense, type Foresight, NO_TOKENS, type Spender, sumTokens } from '../../src/base/expense.ts';
import type { Inbound } from '../../src/base/inbound.ts';
import { nameProxied } from '../../src/base/proxied-id.ts';
import { type DayAccount, NO_TALLY, PARLEY } from '../../src/budget/account.ts';
import { sumAccount } from '../../src/budget/account-sums.ts';
import { type Cap, findPeriodEnd, type Limits, listMeters, type Period, type Scope } from '../../src/budget/caps.ts';
import { listDays } from '../../src/budget/usage.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { at } from '../place.ts';
import { budgetOn, dollars, MODEL, NO_LIMITS, openAlone, todaysClock, tokens } from './stage.ts';

const ADA: Spender = { is: 'person', id: '1' };
const BOB: Spender = { is: 'person', id: '2' };
const SMALL: Foresight = { questionTokens: 10, soundMs: 0, pictures: 0 };
const HERE = at('general', 'server');

const caps = (...all: Cap[]): Limits => ({ ...NO_LIMITS, caps: all });
const fails =
  (code: string, values: object = {}) =>
  (error: unknown) => {
    assert.ok(error instanceof UserError, String(error));
    assert.equal(error.text.code, code);
    for (const [name, value] of Object.entries(values)) assert.equal(Object(error.text)[name], value);
    return true;
  };

/** A count of so many tokens of sound said, which cost 12 $ a million. */
const expense = (soundOut: number, place = HERE, spender: Spender = ADA): Expense => ({
  place,
  spender,
  by: 'live',
  model: MODEL,
  kinds: { ...NO_TOKENS, soundOut },
  estimated: false,
});

const typed = (id: string, place = HERE): Inbound => ({
  place,
  person: { id, name: 'Ada', roles: [], locale: undefined, kind: 'member', powers: [] },
  asks: true,
  is: 'message',
});

test('a day and a month end at midnight of UTC', () => {
  const moment = Date.UTC(2026, 10, 30, 23, 59, 59, 999);
  assert.equal(findPeriodEnd('day', moment), Date.UTC(2026, 11, 1));
  assert.equal(findPeriodEnd('month', moment), Date.UTC(2026, 11, 1));
  assert.equal(findPeriodEnd('month', moment + 1), Date.UTC(2027, 0, 1));
});

test('a thread counts for itself and its channel, and no counter names a person', () => {
  const all = (['process', 'server', 'channel', 'member'] as const).map((scope) => dollars(scope, 1));
  const meters = listMeters(
    all,
    at('thread', 'server', 'parent'),
    { is: 'person', id: '4711' },
    Date.UTC(2026, 10, 28),
  );
  const keys = meters.map(({ key }) => key);
  assert.deepEqual(keys.slice(0, 4), [
    'usd:day:2026-11-28:process',
    'usd:day:2026-11-28:server:server',
    'usd:day:2026-11-28:channel:thread',
    'usd:day:2026-11-28:channel:parent',
  ]);
  assert.match(keys[4] ?? '', /^usd:day:2026-11-28:member:server:[\w-]{22}$/);
  assert.doesNotMatch(keys.join(), /4711/);
  // Parley's own recaps are nobody's, and a direct message is its own home.
  assert.equal(listMeters(all, HERE, { is: 'parley' }, 0).length, 3);
  assert.match(listMeters(all, at('dm'), ADA, 0)[1]?.key ?? '', /server:dm$/);
});

const OTHERS: Record<Scope, { place: typeof HERE; spender: Spender } | undefined> = {
  process: undefined,
  server: { place: at('general', 'other'), spender: ADA },
  channel: { place: at('other', 'server'), spender: ADA },
  member: { place: HERE, spender: BOB },
};

for (const scope of ['process', 'server', 'channel', 'member'] as const)
  for (const period of ['day', 'month'] as const)
    for (const [unit, cap] of [
      ['usd', dollars(scope, 0.012, period)],
      ['tokens', tokens(scope, 1_000, period)],
    ] as const)
      test(`a cap of ${unit} of a ${scope} for a ${period} lets pass below it, and nothing at it or above`, async (t) => {
        const { budget } = await openAlone(t, caps(cap));
        const until = findPeriodEnd(period, Date.now());
        // 1,000 tokens at 12 $ a million are 0.012 $.
        budget.spend(expense(999));
        await (await budget.open(HERE, ADA, SMALL)).close(false);
        await budget.check(typed('1'));
        budget.spend(expense(1));
        await assert.rejects(budget.open(HERE, ADA, SMALL), fails('limits.full', { scope, period, at: until }));
        await assert.rejects(budget.check(typed('1')), fails('limits.full'));
        budget.spend(expense(500));
        await assert.rejects(budget.open(HERE, ADA, SMALL), fails('limits.full'));
        const other = OTHERS[scope];
        if (other) await (await budget.open(other.place, other.spender, SMALL)).close(false);
      });

test('who asks is refused without a look at the store, and is looked at again after a minute', async (t) => {
  const clock = todaysClock();
  const { budget, store } = await openAlone(t, caps(dollars('process', 0.012)), { clock });
  budget.spend(expense(1_000));
  await assert.rejects(budget.open(HERE, ADA, SMALL), fails('limits.full'));
  const [meter] = listMeters([dollars('process', 0.012)], HERE, ADA, clock.wall());
  await store.raise([{ key: meter?.key ?? '', add: -5_000_000, expires: clock.wall() + 1e9 }]);
  await assert.rejects(budget.check(typed('1')), fails('limits.full'));
  await clock.advance(61_000);
  await budget.check(typed('1'));
});

test('caps of servers and channels of which most is spent are known, and those of members are nobody’s business', async (t) => {
  const clock = todaysClock();
  const all = (['process', 'server', 'channel', 'member'] as const).map((scope, more) => tokens(scope, 1_000 + more));
  const limits = caps(...all);
  const { budget } = await openAlone(t, limits, { clock });
  budget.spend(expense(790));
  await budget.usage.left(HERE);
  assert.deepEqual(budget.near(), []);
  budget.spend(expense(20));
  await budget.usage.left(HERE);
  const near = () => budget.near().map(({ owner, spent, cap }) => ({ ...owner, spent, limit: cap.limit }));
  assert.deepEqual(near(), [
    { is: 'server', id: 'server', spent: 810, limit: 1_001 },
    { is: 'channel', id: 'general', spent: 810, limit: 1_002 },
  ]);
  // The owner changes both: one to more, of which less is spent, and then takes the other away.
  Object.assign(limits, caps(tokens('server', 2_000), tokens('channel', 900)));
  assert.deepEqual(near(), [{ is: 'channel', id: 'general', spent: 810, limit: 900 }]);
  Object.assign(limits, caps());
  assert.deepEqual(near(), []);
  Object.assign(limits, caps(...all));
  assert.equal(near().length, 2);
  await clock.advance(24 * 60 * 60_000);
  assert.deepEqual(near(), []);
});

test('a running turn holds the worst that it can cost, and gives back the rest', async (t) => {
  const { budget, store } = await openAlone(t, caps(dollars('process', 100)));
  const [meter] = listMeters([dollars('process', 100)], HERE, ADA, Date.now());
  const spent = async () => (await budget.usage.left(HERE))[0]?.spent ?? 0;
  const hold = await budget.open(HERE, ADA, { questionTokens: 1_000, soundMs: 60_000, pictures: 1 });
  // An unknown context as sound, the question, two minutes of answer and some thoughts.
  const worst = 32_000 * 3_000 + 1_000 * 750 + 1_500 * 3_000 + 1_120 * 1_000 + 750 * 12_000 + 500 * 12_000;
  assert.equal(await spent(), worst);
  assert.equal(await hold.grow({ soundMs: 10_000, answerMs: 10_000 }), undefined);
  assert.equal(await spent(), worst + 250 * 3_000 + 250 * 12_000);
  budget.spend(expense(100));
  await hold.close(true);
  await hold.close(true);
  assert.equal(await spent(), 100 * 12_000);
  // From now on the context is known.
  const next = await budget.open(HERE, ADA, SMALL);
  assert.ok((await spent()) < worst / 2);
  await next.close(false);
  assert.equal(await spent(), 100 * 12_000);
  await budget.close();
  assert.deepEqual(await store.readMeters([meter?.key ?? '']), [100 * 12_000]);
});

test('what was asked but not counted stays held until its count comes', async (t) => {
  const { budget } = await openAlone(t, caps(dollars('process', 100)));
  const spent = async () => (await budget.usage.left(HERE))[0]?.spent ?? 0;
  const hold = await budget.open(HERE, ADA, SMALL);
  await hold.close(true);
  assert.equal(await spent(), 32_000 * 3_000 + 10 * 750);
  budget.spend(expense(100));
  assert.equal(await spent(), 100 * 12_000);
  const unasked = await budget.open(HERE, ADA, SMALL);
  await unasked.close(false);
  assert.equal(await spent(), 100 * 12_000);
});

test('a turn whose process ended is an estimate in the accounts, of as much as in the caps', async (t) => {
  const limits = caps(dollars('server', 100), tokens('member', 1e9));
  const { budget, store } = await openAlone(t, limits);
  const hold = await budget.open(HERE, ADA, { questionTokens: 1_000, soundMs: 1_234, pictures: 1 });
  assert.equal(await hold.grow({ soundMs: 7_777, answerMs: 3_333 }), undefined);
  const compare = async () => {
    const [day] = await budget.usage.server('server', 1);
    const [server, member] = await budget.usage.left(HERE, '1');
    const { kinds, nano, turns, estimated } = sumAccount(day?.account ?? assert.fail());
    assert.deepEqual([nano, sumTokens(kinds)], [server?.spent, member?.spent]);
    return { nano, turns, estimated };
  };
  // So it stays if the process is killed, and so a process that starts then finds it.
  const killed = await compare();
  assert.deepEqual([killed.turns, killed.estimated], [1, true]);
  const next = budgetOn({ store, limits });
  t.after(() => next.close());
  assert.equal(sumAccount((await next.usage.server('server', 1))[0]?.account ?? assert.fail()).nano, killed.nano);
  // Otherwise it's what it was in the end.
  budget.spend(expense(100));
  await hold.close(true);
  assert.deepEqual(await compare(), { nano: 100 * 12_000, turns: 1, estimated: false });
  // Asked but not counted yet, or not asked at all.
  await (await budget.open(HERE, BOB, SMALL)).close(true);
  const [day] = await budget.usage.server('server', 1);
  const late = day?.account.channels.general?.['2'];
  assert.deepEqual([late?.turns, late?.estimated, (late?.nano ?? 0) > 0], [1, true, true]);
  budget.spend(expense(0, HERE, BOB));
  await (await budget.open(HERE, { is: 'person', id: '3' }, SMALL)).close(false);
  const [after] = await budget.usage.server('server', 1);
  assert.deepEqual(Object.keys(after?.account.channels.general ?? {}), ['1', '2']);
  assert.equal(after?.account.channels.general?.['2']?.nano, 0);
});

test('a turn of nobody’s is paid by its place alone, also in the limit of a minute', async (t) => {
  const { budget } = await openAlone(t, {
    caps: [dollars('server', 100), dollars('channel', 100), dollars('member', 0.001)],
    perMinute: { member: 1, channel: 2 },
  });
  const place: Spender = { is: 'place' };
  await (await budget.open(HERE, ADA, SMALL)).close(false);
  const hold = await budget.open(HERE, place, SMALL);
  budget.spend(expense(1_000, HERE, place));
  await hold.close(true);
  await assert.rejects(budget.open(HERE, place, SMALL), fails('limits.rate', { scope: 'channel' }));
  const left = await budget.usage.left(HERE, '1');
  assert.deepEqual(
    left.map(({ cap: { scope }, spent }) => [scope, spent]),
    [
      ['server', 12_000_000],
      ['channel', 12_000_000],
      ['member', 0],
    ],
  );
  const [day] = await budget.usage.server('server', 1);
  assert.deepEqual(Object.keys(day?.account.channels.general ?? {}), [PARLEY]);
  // It's nobody's question.
  assert.equal(day?.account.channels.general?.[PARLEY]?.turns, 0);
});

test('a proxy has one cap, however many names it writes under', async (t) => {
  const { budget } = await openAlone(t, caps(dollars('member', 0.012)));
  const named = (name: string, proxy = '77'): Spender => ({ is: 'person', id: nameProxied(proxy, name) });
  for (const name of ['Luna', 'Sol']) budget.spend(expense(500, HERE, named(name)));
  const refusal = fails('limits.full', { scope: 'member' });
  await assert.rejects(budget.open(HERE, named('Mars'), SMALL), refusal);
  await assert.rejects(budget.check(typed(nameProxied('77', 'Venus'))), refusal);
  await (await budget.open(HERE, named('Luna', '78'), SMALL)).close(false);
  const [day] = await budget.usage.server('server', 1);
  assert.deepEqual(Object.keys(day?.account.channels.general ?? {}), ['proxy-77']);
});

test('threads that older accounts count for themselves are read as their channel', async (t) => {
  const { budget, store } = await openAlone(t, NO_LIMITS);
  const [day = ''] = listDays(Date.now(), 1);
  const tally = { ...NO_TALLY, nano: 7, turns: 1 };
  const channels = { general: { 1: tally }, thread: { 1: tally, 2: tally } };
  await store.shelf<DayAccount>(RECORD_KINDS.account).set(`server:${day}`, { channels });
  const asFound = await budget.usage.server('server', 1);
  assert.deepEqual(asFound[0]?.account.channels, channels);
  const next = budgetOn({ store, limits: NO_LIMITS, findParents: async () => new Map([['thread', 'general']]) });
  t.after(() => next.close());
  const [read] = await next.usage.server('server', 1);
  assert.deepEqual(read?.account.channels, { general: { 1: { ...tally, nano: 14, turns: 2 }, 2: tally } });
});

test('a turn waits for what others give back, and not for ever', async (t) => {
  const clock = todaysClock();
  const { budget } = await openAlone(t, caps(dollars('process', 0.05)), { clock });
  const first = await budget.open(HERE, ADA, SMALL);
  const second = budget.open(at('other', 'server'), BOB, SMALL);
  await new Promise(setImmediate);
  await first.close(false);
  const held = await second;
  const third = assert.rejects(budget.open(at('third', 'server'), BOB, SMALL), fails('limits.full'));
  await new Promise(setImmediate);
  await clock.advance(5_000);
  await third;
  await held.close(false);
});

test('a turn that outgrows a cap is told to stop', async (t) => {
  const { budget } = await openAlone(t, caps(dollars('member', 0.01)));
  const hold = await budget.open(HERE, ADA, SMALL);
  const refusal = await hold.grow({ soundMs: 5_000 });
  assert.ok(fails('limits.halted', { scope: 'member', period: 'day' })(refusal));
  await hold.close(true);
});

test('what a turn grows by at the moment of its end is given back', async (t) => {
  const { budget } = await openAlone(t, caps(dollars('process', 100)));
  const hold = await budget.open(HERE, ADA, SMALL);
  const growing = hold.grow({ answerMs: 60_000 });
  await hold.close(false);
  assert.equal(await growing, undefined);
  assert.equal((await budget.usage.left(HERE))[0]?.spent, 0);
});

test('a turn that goes on after midnight leaves alone what is set aside for the new day', async (t) => {
  const clock = todaysClock();
  const { budget } = await openAlone(t, caps(dollars('process', 100)), { clock });
  const late = await budget.open(HERE, ADA, SMALL);
  await clock.advance(findPeriodEnd('day', clock.wall()) - clock.wall());
  const early = await budget.open(at('other', 'server'), BOB, SMALL);
  await early.close(false);
  assert.equal(await late.grow({ answerMs: 10_000 }), undefined);
  await late.close(false);
  assert.equal((await budget.usage.left(HERE))[0]?.spent, 0);
});

test('all that a turn costs is in the account of the day on which it was asked', async (t) => {
  const clock = todaysClock();
  clock.set(findPeriodEnd('day', clock.wall()) - 1_000 - clock.wall());
  const { budget } = await openAlone(t, NO_LIMITS, { clock });
  const hold = await budget.open(HERE, ADA, SMALL);
  budget.spend(expense(100));
  await clock.advance(2_000);
  budget.spend(expense(10));
  await hold.close(true);
  budget.spend(expense(1));
  // What others spend meanwhile is of the new day, and so is what is asked later.
  budget.spend(expense(1_000, HERE, BOB));
  await clock.advance(31_000);
  budget.spend(expense(10_000));
  const days = await budget.usage.server('server', 2);
  const spent = days.map(({ account }) =>
    ['1', '2'].map((id) => [account.channels.general?.[id]?.turns, account.channels.general?.[id]?.kinds.soundOut]),
  );
  assert.deepEqual(spent, [
    [
      [1, 111],
      [undefined, undefined],
    ],
    [
      [0, 10_000],
      [0, 1_000],
    ],
  ]);
});

test('turns in a minute are counted for each scope, and it is said when there may be more', async (t) => {
  const clock = todaysClock();
  const limits: Limits = { caps: [], perMinute: { member: 2, channel: 3, server: 4 } };
  const { budget } = await openAlone(t, limits, { clock });
  const ask = async (spender: Spender, place = HERE) => (await budget.open(place, spender, SMALL)).close(true);
  await ask(ADA);
  await clock.advance(10_000);
  await ask(ADA);
  const due = clock.wall() + 50_000;
  await assert.rejects(ask(ADA), fails('limits.rate', { scope: 'member', at: due }));
  await assert.rejects(budget.check(typed('1')), fails('limits.rate', { scope: 'member', at: due }));
  await budget.check({ ...typed('1'), asks: false });
  await ask(BOB);
  await assert.rejects(ask(BOB), fails('limits.rate', { scope: 'channel' }));
  await ask(BOB, at('other', 'server'));
  await assert.rejects(ask({ is: 'person', id: '3' }, at('more', 'server')), fails('limits.rate', { scope: 'server' }));
  // Recaps are nobody's questions.
  await ask({ is: 'parley' });
  await clock.advance(50_001);
  await ask(ADA);
});

test('what isn’t known lets nothing pass, and with all caps off the store is never asked', async (t) => {
  const { budget, store } = await openAlone(t, NO_LIMITS);
  await store.close();
  await budget.check(typed('1'));
  const hold = await budget.open(HERE, ADA, SMALL);
  assert.equal(await hold.grow({ soundMs: 5_000 }), undefined);
  await hold.close(false);
  const capped = await openAlone(t, caps(dollars('process', 5)));
  await capped.store.close();
  await assert.rejects(capped.budget.open(HERE, ADA, SMALL), fails('limits.unknown'));
});

for (const period of ['day', 'month'] satisfies Period[])
  test(`after the end of the ${period} it goes on`, async (t) => {
    const clock = todaysClock();
    const { budget } = await openAlone(t, caps(dollars('process', 0.012, period)), { clock });
    budget.spend(expense(1_000));
    await assert.rejects(budget.open(HERE, ADA, SMALL), fails('limits.full'));
    await clock.advance(findPeriodEnd(period, clock.wall()) - clock.wall());
    await budget.check(typed('1'));
    await (await budget.open(HERE, ADA, SMALL)).close(false);
  });
