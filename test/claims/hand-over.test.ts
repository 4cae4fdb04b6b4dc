import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { Claims } from '../../src/claims/claims.ts';
import { handOverHomes } from '../../src/claims/hand-over.ts';
import { openStore } from '../../src/store/store.ts';
import { at } from '../place.ts';
import { VirtualClock } from '../virtual-clock.ts';

const log = pino({ level: 'silent' });
const { signal } = new AbortController();

/** Two processes on one store. The first one talks in two servers and in a direct message. */
const open = async () => {
  const clock = new VirtualClock();
  const store = await openStore('memory:', log, { clock });
  const [first, second] = [0, 1].map(() => new Claims({ leases: store.leases({ uptime: clock.now }), clock, log }));
  assert.ok(first && second);
  const lost: string[] = [];
  first.on((change) => change.is === 'lost' && lost.push(change.home));
  const places = { one: at('channel-1', 'server-1'), two: at('channel-2', 'server-2'), direct: at('direct') };
  for (const place of Object.values(places)) assert.ok(await first.enter(place));
  return { clock, first, second, lost, ...places };
};

test('a home is handed over as soon as no answer is under way, and the one that waits for it has it at once', async () => {
  const { clock, first, second, lost, one, two } = await open();
  let isAnswering = true;
  first.restrict(({ server }) => server !== 'server-1');
  const handing = handOverHomes(first, {
    isLeaving: ({ server }) => server === 'server-1',
    isAnswering: (channel) => channel === one.channel && isAnswering,
    patience: 60_000,
    clock,
    signal,
  });
  const waiting = second.enter(one);
  await clock.advance(9_000);
  assert.deepEqual(lost, []);
  // Who asks meanwhile where it still talks is answered by it.
  assert.equal(await first.enter(one), true);
  isAnswering = false;
  await clock.until(handing);
  assert.deepEqual(lost, ['server-1']);
  assert.equal(await clock.until(waiting), true);
  assert.equal(await first.enter(one), false);
  assert.equal(await first.enter(two), true);
});

test('an answer that takes longer than the patience is left, and a direct message is told from a server', async () => {
  const { clock, first, lost } = await open();
  const began = clock.now();
  // Its conversation is awake, so it isn't given back by itself.
  first.keep('direct', new Promise(() => {}));
  await clock.until(
    handOverHomes(first, {
      isLeaving: ({ server }) => server === undefined,
      isAnswering: () => true,
      patience: 60_000,
      clock,
      signal,
    }),
  );
  assert.deepEqual(lost, ['direct']);
  assert.ok(clock.now() - began >= 60_000 && clock.now() - began < 61_000);
});
