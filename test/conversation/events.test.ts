import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import type { Event } from '../../src/base/events.ts';
import type { Expense } from '../../src/base/expense.ts';
import { generationComplete, hold, say, sayHeard, turnComplete } from '../../world/live/steps.ts';
import { at } from '../place.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { speak } from './acts.ts';
import { ada, stage } from './stage.ts';

const watched = async (t: Parameters<typeof stage>[0], options: Parameters<typeof stage>[1]) => {
  const events: Event[] = [];
  const all = await stage(t, { ...options, observe: (event) => void events.push(event) });
  const turns = () => events.flatMap((event) => (event.is === 'turn' ? event : []));
  return { ...all, events, turns };
};

test('a typed turn is told with its times, and what it waited for others is not in them', async (t) => {
  const clock = new VirtualClock();
  const steps = ['first', 'second'].map(() => [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const);
  let asked = 0;
  const { conversations, turns } = await watched(t, {
    clock,
    model: () => {
      const [before, after] = steps[asked++] ?? [];
      return [hold(before?.promise ?? Promise.resolve()), say('Well'), hold(after?.promise ?? Promise.resolve())];
    },
  });
  const all = ['one', 'two'].map((text) => conversations.ask(at('c'), { person: ada, text }));
  for (const [index, turn] of all.entries()) {
    const next = turn.follow().next();
    while (asked <= index) await new Promise(setImmediate);
    await clock.advance(400);
    steps[index]?.[0].resolve();
    await next;
    // Others follow the turn, too, and are told in the same turn of the event loop.
    await new Promise(setImmediate);
    await clock.advance(600);
    steps[index]?.[1].resolve();
    await turn.ended;
  }
  await new Promise(setImmediate);
  const expected: Event = { is: 'turn', outcome: 'complete', way: 'typed', by: 'live', first: 400, total: 1_000 };
  assert.deepEqual(turns(), [expected, expected]);
});

test('a turn that fails before its first piece has no time to it', async (t) => {
  const { conversations, turns, live } = await watched(t, {});
  live.next({ upgrade: 403 }, { upgrade: 403 });
  const end = await conversations.ask(at('c'), { person: ada, text: 'one' }).ended;
  assert.ok(end.is === 'failed' && end.error instanceof UserError);
  await new Promise(setImmediate);
  assert.deepEqual(
    turns().map(({ outcome, way, first }) => ({ outcome, way, first })),
    [{ outcome: 'failed', way: 'typed', first: undefined }],
  );
});

test('a spoken turn is told as spoken', async (t) => {
  const { conversations, turns } = await watched(t, { model: () => [sayHeard('hello'), say('well')] });
  const { turn } = speak(conversations.hear(at('c'), ada), Buffer.alloc(6_400));
  await turn.ended;
  await new Promise(setImmediate);
  assert.deepEqual(
    turns().map(({ outcome, way }) => ({ outcome, way })),
    [{ outcome: 'complete', way: 'spoken' }],
  );
});

test('tokens are told although they are counted after the end of the turn', async (t) => {
  const late = Promise.withResolvers<void>();
  const counted = Promise.withResolvers<Expense>();
  const { conversations } = await stage(t, {
    model: () => [say('Well'), generationComplete, hold(late.promise), turnComplete()],
    spend: counted.resolve,
  });
  const turn = conversations.ask(at('c'), { person: ada, text: 'one' });
  await turn.ended;
  late.resolve();
  const { kinds } = await counted.promise;
  assert.ok(kinds.textIn > 0 && kinds.textOut + kinds.soundOut > 0);
});

test('how many turns wait is known over all conversations', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { conversations } = await stage(t, { model: ({ text }) => [hold(gate.promise), say(text)] });
  const turns = ['a', 'a', 'a', 'b', 'b'].map((channel) => conversations.ask(at(channel), { person: ada, text: 'x' }));
  assert.deepEqual([conversations.waiting, conversations.awake], [3, 2]);
  assert.deepEqual(conversations.listAwake(), [
    { place: at('a'), state: 'busy', waiting: 2 },
    { place: at('b'), state: 'busy', waiting: 1 },
  ]);
  gate.resolve();
  await Promise.all(turns.map(({ ended }) => ended));
  assert.equal(conversations.waiting, 0);
});
