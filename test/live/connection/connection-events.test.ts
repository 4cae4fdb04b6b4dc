import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventRelay } from '../../../src/live/connection/connection-events.ts';

const follower = () => {
  const events: string[] = [];
  return {
    events,
    handle: (handle: string) => events.push(`handle ${handle}`),
    goAway: (left: number) => events.push(`goAway ${left}`),
    usage: (prompt: number) => events.push(`usage ${prompt}`),
  };
};

const handle = (newHandle: string, resumable?: true) => ({ sessionResumptionUpdate: { newHandle, resumable } });

test('what came before anybody followed is told once, and only the newest of each kind', () => {
  const relay = new EventRelay();
  relay.pass(handle('old', true));
  relay.pass({ goAway: { timeLeft: '50s' } });
  relay.pass({ ...handle('new', true), goAway: { timeLeft: '40s' } });
  const first = follower();
  relay.follow(first);
  assert.deepEqual(first.events, ['handle new', 'goAway 40000']);
  const second = follower();
  relay.follow(second);
  assert.deepEqual(second.events, []);
});

test('what comes later is told as it comes, and to the last follower alone', () => {
  const relay = new EventRelay();
  const [first, second] = [follower(), follower()];
  relay.count(1);
  relay.follow(first);
  relay.count(2);
  relay.pass(handle('one', true));
  relay.follow(second);
  relay.pass({ goAway: {} });
  assert.deepEqual(first.events, ['usage 2', 'handle one']);
  assert.deepEqual(second.events, ['goAway 10000']);
});

test('a handle that cannot be resumed, or is empty, is none', () => {
  const relay = new EventRelay();
  const told = follower();
  relay.follow(told);
  relay.pass(handle('dead'));
  relay.pass(handle('', true));
  relay.pass({});
  assert.deepEqual(told.events, []);
});
