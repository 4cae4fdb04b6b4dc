import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../src/base/events.ts';
import { Health } from '../../src/ops/health.ts';

const after = (...events: Event[]) => {
  const health = new Health();
  for (const event of events) health.observe(event);
  return health;
};

const CONNECTED: Event = { is: 'discord', state: 'connected' };
const REGISTERED: Event = { is: 'commands', state: 'registered' };

test('it is ready once Discord is connected and the commands are registered, in whichever order', () => {
  assert.deepEqual(after().readiness(0), { ready: false, troubles: ['discord', 'commands'] });
  assert.deepEqual(after(CONNECTED).readiness(0), { ready: false, troubles: ['commands'] });
  assert.deepEqual(after(REGISTERED).readiness(0), { ready: false, troubles: ['discord'] });
  assert.deepEqual(after(REGISTERED, CONNECTED).readiness(0), { ready: true, troubles: [] });
});

test('it is not ready while Discord is away, and never again once it is stopping', () => {
  const health = after(CONNECTED, REGISTERED, { is: 'discord', state: 'away' });
  assert.deepEqual(health.readiness(1), { ready: false, troubles: ['discord'] });
  health.observe(CONNECTED);
  assert.equal(health.readiness(1).ready, true);
  health.observe({ is: 'stopping' });
  assert.deepEqual(health.readiness(1), { ready: false, troubles: ['stopping'] });
});

test('a process that others leave no shard to is spare, and ready', () => {
  const health = after(REGISTERED, { is: 'discord', state: 'spare' });
  assert.deepEqual(health.readiness(0), { ready: true, troubles: ['spare'] });
  health.observe({ is: 'discord', state: 'away' });
  assert.deepEqual(health.readiness(0), { ready: false, troubles: ['discord'] });
  health.observe(CONNECTED);
  assert.deepEqual(health.readiness(0), { ready: true, troubles: [] });
});

test('a store that is away is named, and it stays ready', () => {
  const health = after(CONNECTED, REGISTERED, { is: 'store', state: 'failed' });
  assert.deepEqual(health.readiness(0), { ready: true, troubles: ['store'] });
  health.observe({ is: 'store', state: 'recovered' });
  assert.deepEqual(health.readiness(0), { ready: true, troubles: [] });
});

test('where Gemini is given up it is ready only as long as a connection is open', () => {
  const health = after(CONNECTED, REGISTERED, { is: 'live', state: 'stopped', why: 'credits' });
  assert.deepEqual(health.readiness(1), { ready: true, troubles: ['gemini'], gemini: 'credits' });
  assert.deepEqual(health.readiness(0), { ready: false, troubles: ['gemini'], gemini: 'credits' });
  health.observe({ is: 'live', state: 'going' });
  assert.deepEqual(health.readiness(0), { ready: true, troubles: [] });
});
