import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { ClaimChange } from '../../src/claims/claims.ts';
import { hold, say, stall } from '../../world/live/steps.ts';
import { ALONE } from '../claims/alone.ts';
import { at } from '../place.ts';
import { firstOf } from './acts.ts';
import { ada, stage } from './stage.ts';

/** Conversations, how much of theirs keeps the claim on a channel, and the loss of it. */
const open = async (t: TestContext, options: Parameters<typeof stage>[1]) => {
  const kept: string[] = [];
  const listeners: ((change: ClaimChange) => void)[] = [];
  const claims: typeof ALONE = {
    ...ALONE,
    keep(channel, work) {
      kept.push(channel);
      void work.then(() => kept.splice(kept.indexOf(channel), 1));
    },
    on(listener) {
      listeners.push(listener);
      return () => {};
    },
  };
  const lose = (...channels: string[]) => {
    for (const listener of listeners) listener({ is: 'lost', home: 'home', channels });
  };
  const all = await stage(t, { ...options, claims });
  /** Resolves when a conversation is kept by this many things. */
  const until = async (count: number) => {
    while (kept.length !== count) await setImmediate();
  };
  return { ...all, kept, lose, until };
};

test('a channel is kept from its first question until it rests, and while its older turns are summed up', async (t) => {
  const [answer, recap] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { conversations, kept, until } = await open(t, {
    idle: 0,
    seedTokens: 50,
    model: ({ text }) =>
      text.includes('"asked"')
        ? [hold(recap.promise), say('They talked.')]
        : [hold(answer.promise), say('word '.repeat(90))],
  });
  const first = conversations.ask(at('c'), { person: ada, text: 'one' });
  assert.deepEqual(kept, ['c']);
  const turns = [first, ...['two', 'three'].map((text) => conversations.ask(at('c'), { person: ada, text }))];
  assert.deepEqual(kept, ['c'], 'the conversation as a whole');
  answer.resolve();
  for (const turn of turns) await turn.number.settled;
  while (conversations.awake > 0) await setImmediate();
  await until(1);
  assert.deepEqual(kept, ['c'], 'a recap is under way');
  recap.resolve();
  await until(0);
});

test('what another process took over is abandoned at once, and keeps nothing', async (t) => {
  const { conversations, kept, lose, until } = await open(t, { model: () => [say('once'), stall] });
  const [lost, other] = ['c', 'd'].map((channel) => conversations.ask(at(channel), { person: ada, text: 'a story' }));
  assert.ok(lost && other);
  for (const turn of [lost, other]) await firstOf(turn, 'text');
  lose('c');
  assert.deepEqual(lost.end, { is: 'yielded' });
  assert.equal(conversations.awake, 1);
  assert.equal(other.end, undefined);
  await until(1);
  assert.deepEqual(kept, ['d']);
});
