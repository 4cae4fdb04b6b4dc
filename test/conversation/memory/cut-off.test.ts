import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Claims } from '../../../src/claims/claims.ts';
import { openConversationStore } from '../../../src/conversation/conversation-store.ts';
import { openConversationMemory } from '../../../src/conversation/memory/conversation-memory.ts';
import type { StoredTurn } from '../../../src/conversation/turns/stored-turn.ts';
import type { Database } from '../../../src/store/database.ts';
import { openMemory } from '../../../src/store/in-memory.ts';
import { makeStore } from '../../../src/store/store.ts';
import { at } from '../../place.ts';
import { recorded } from '../../store/record.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const here = at('channel', 'home');

/** Several processes on one database, each of which can be cut off from it. */
const processes = async () => {
  const clock = new VirtualClock();
  const shared = openMemory(clock);
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) {
      await clock.advance(50);
      await new Promise(setImmediate);
    }
  };
  const begin = async () => {
    const way = { isCut: false };
    const reach =
      <A extends unknown[], R>(ask: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        if (way.isCut) throw new Error('no connection');
        return ask(...args);
      };
    const { read, write, take, renew, release } = shared;
    const database: Database = {
      ...shared,
      read: reach(read),
      write: reach(write),
      take: reach(take),
      renew: reach(renew),
      release: reach(release),
    };
    const { log, said } = recorded();
    const store = await makeStore(database, log, { clock });
    const claims = new Claims({ leases: store.leases({ uptime: () => clock.now() }), clock, log });
    const records = openConversationStore(store);
    /** Has the channel, as a conversation that is awake in it. */
    const enter = async () => {
      assert.ok(await clock.until(claims.enter(here)));
      claims.keep('channel', new Promise(() => {}));
      const claim = claims.find('channel');
      assert.ok(claim);
      const { transcript, drafts } = openConversationMemory(here, records(claim).archive);
      transcript.hold(true);
      const answer = async (id: string) => {
        const turn: StoredTurn = {
          id,
          person: { id: '1', name: 'Ada' },
          at: clock.wall(),
          asked: id,
          answered: id,
          ended: 'complete',
        };
        await clock.until(transcript.append(turn, 0));
      };
      return { transcript, drafts, answer };
    };
    return { way, store, claims, enter, said, records };
  };
  return { clock, pass, first: await begin(), second: await begin() };
};

test('what a process that is cut off writes down after its lease is over never lands on what another one wrote', async () => {
  const { pass, first, second } = await processes();
  const cut = await first.enter();
  await cut.answer('one');
  first.way.isCut = true;
  await pass(4_000);
  assert.ok(first.claims.find('channel')?.isAssumed, 'it goes on by itself');
  await cut.answer('two, cut off');
  const heir = await second.enter();
  await heir.answer('two');
  first.way.isCut = false;
  await pass(3_000);
  await heir.answer('three');
  const { transcript } = openConversationMemory(here, second.records().archive);
  assert.deepEqual(
    (await transcript.newest()).map(({ asked }) => asked),
    ['one', 'two', 'three'],
  );
  assert.ok(first.said(/after their lease was lost/).length > 0);
});

test('after an outage the process that had a home before has it again, with all that it has said meanwhile', async () => {
  const { clock, pass, first, second } = await processes();
  const held = await first.enter();
  await held.answer('one');
  const waiting = second.claims.enter(here);
  await pass(500);
  for (const { way } of [first, second]) way.isCut = true;
  await pass(4_000);
  await held.answer('two');
  // The other one finds out first that it's back.
  second.way.isCut = false;
  await pass(1_100);
  first.way.isCut = false;
  await pass(1_100);
  assert.ok(first.claims.find('channel')?.lease?.held);
  assert.equal(await clock.until(waiting), false);
  const { transcript } = openConversationMemory(here, second.records().archive);
  assert.deepEqual(
    (await transcript.newest()).map(({ asked }) => asked),
    ['one', 'two'],
  );
  assert.deepEqual(first.said(/after their lease was lost/), []);
});

test('what begins in an outage goes on after it, once nobody who had the home before has come for it', async () => {
  const { pass, first } = await processes();
  first.way.isCut = true;
  await pass(2_000);
  await first.store.shelf({ name: 'thing', version: 1, lifetime: 1_000 }).set('a', 1);
  const begun = await first.enter();
  first.way.isCut = false;
  await pass(1_100);
  assert.ok(first.claims.find('channel')?.isAssumed);
  await pass(2_500);
  assert.ok(first.claims.find('channel')?.lease?.held);
  await begun.answer('one');
  const { transcript } = openConversationMemory(here, first.records().archive);
  assert.deepEqual(
    (await transcript.newest()).map(({ asked }) => asked),
    ['one'],
  );
});

for (const [left, stands] of [
  ['draft', 'what the first one says'],
  ['append', 'what the second one says'],
] as const)
  test(`a question that two processes answer is there once: what one notes of it while the other can’t ask the store, by ${left}`, async () => {
    const { clock, pass, first, second } = await processes();
    const say = (answered: string): StoredTurn => ({
      id: 'q',
      person: { id: '1', name: 'Ada' },
      at: clock.wall(),
      asked: 'why?',
      answered,
      ended: 'complete',
    });
    const open = ({ records }: typeof first) => openConversationMemory(here, records().archive).transcript;
    first.way.isCut = true;
    const slot = await clock.until(open(first).slot('q'));
    assert.equal(slot.number, undefined);
    const other = await clock.until(open(second).slot('q'));
    if (left === 'draft') await clock.until(other.draft({ ...say('what the second'), ended: 'broken' }));
    else await clock.until(other.append(say('what the second one says'), 0));
    first.way.isCut = false;
    await pass(3_000);
    await clock.until(slot.append(say('what the first one says'), 0));
    await pass(3_000);
    assert.deepEqual(
      (await clock.until(open(second).newest())).map(({ answered }) => answered),
      [stands],
    );
  });
