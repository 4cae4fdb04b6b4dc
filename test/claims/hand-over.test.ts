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

/** Nothing goes with a home. */
const hasCall = () => false;

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
  first.restrict({ mayBegin: ({ server }) => server !== 'server-1' });
  const handing = handOverHomes(first, {
    isLeaving: ({ server }) => server === 'server-1',
    hasCall,
    isBusy: (channel) => channel === one.channel && isAnswering,
    leave: async (home) => first.giveUp(home),
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
  assert.equal(await clock.until(first.enter(one)), false);
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
      hasCall,
      isBusy: () => true,
      leave: async (home) => first.giveUp(home),
      patience: 60_000,
      clock,
      signal,
    }),
  );
  assert.deepEqual(lost, ['direct']);
  assert.ok(clock.now() - began >= 60_000 && clock.now() - began < 61_000);
});

test('what can wait is left to the process that gets the home, which waits for as long as it takes to be left', async () => {
  const { clock, first, second, one } = await open();
  first.restrict({ mayBegin: () => false, listHearers: () => ['second'] });
  first.keep('channel-1', new Promise(() => {}));
  const left = first.enter(one, true);
  // What can't wait is still answered by the process that has the home.
  assert.equal(await first.enter(one), true);
  let patience = 10_000;
  second.restrict({ patience: () => patience });
  const waiting = second.enter(one, true);
  await clock.advance(5_000);
  // It learns only now that the other one is about to leave.
  patience = 70_000;
  await clock.advance(40_000);
  first.giveUp('server-1');
  assert.equal(await clock.until(waiting), true);
  assert.equal(await left, false);
});

test('what was left to a process that dies is answered by the one that is still there', async () => {
  const { clock, first, one } = await open();
  let mayBegin = false;
  first.restrict({ mayBegin: () => mayBegin, listHearers: () => ['second'] });
  first.giveUp('server-1');
  const left = first.enter(one, true);
  // That is known only some seconds later.
  await clock.advance(4_500);
  mayBegin = true;
  assert.equal(await clock.until(left), true);
  mayBegin = false;
  const hopeless = first.enter(one, true);
  await clock.advance(1_000);
  first.close();
  assert.equal(await clock.until(hopeless), false, 'who is stopped takes nothing any more');
});

test('a command is left to another process only for as long as it can still be acknowledged here', async () => {
  const { clock, first, one } = await open();
  first.giveUp('server-1');
  let hearers = ['second'];
  first.restrict({ mayBegin: () => hearers.length === 0, listHearers: () => hearers });
  const began = clock.now();
  assert.equal(await clock.until(first.enter(one)), false);
  assert.ok(clock.now() - began < 2_000);
  const left = [first.enter(one), first.enter(one)];
  await clock.advance(700);
  // The plan that gave its shard to the other one has crossed with one that took it back.
  hearers = [];
  left.push(first.enter(one));
  assert.deepEqual(await clock.until(Promise.all(left)), [true, true, true]);
  assert.ok(clock.now() - began < 4_000);
});

test('what was left to a process that dies is not left to one that came later and has not heard it', async () => {
  const { clock, first, one } = await open();
  first.giveUp('server-1');
  let hearers = ['second', 'third'];
  first.restrict({ mayBegin: () => false, listHearers: () => hearers });
  const left = first.enter(one, true);
  hearers = ['third'];
  await clock.advance(2_000);
  assert.equal(first.find(one.channel), undefined, 'one that has heard it is still there');
  hearers = ['fourth'];
  assert.equal(await clock.until(left), true);
  first.giveUp('server-1');
  hearers = [];
  assert.equal(await clock.until(first.enter(one, true)), true, 'nobody else has heard it');
});

test('calls go one after another, and nothing else waits for them', async () => {
  const { clock, first, lost } = await open();
  const began = clock.now();
  const calls = new Set(['server-1', 'server-2']);
  const handing = handOverHomes(first, {
    isLeaving: () => true,
    isBusy: () => false,
    hasCall: (home) => calls.has(home),
    leave: async (home) => {
      first.giveUp(home);
      if (calls.has(home)) await clock.sleep(2_000);
    },
    patience: 60_000,
    clock,
    signal,
  });
  await clock.advance(1_000);
  assert.deepEqual(lost, ['server-1', 'direct']);
  await clock.until(handing);
  assert.deepEqual(lost, ['server-1', 'direct', 'server-2']);
  assert.ok(clock.now() - began >= 4_000, 'it is over once the last call has moved');
});

test('what cannot wait for another process does not do so for as long as that may take to leave', async () => {
  const { clock, first, second, one } = await open();
  first.keep('channel-1', new Promise(() => {}));
  second.restrict({ patience: () => 70_000 });
  const pressing = second.enter(one);
  await clock.advance(11_000);
  assert.equal(await pressing, false);
});

test('every channel of a home is asked whether it is busy, so that a call gets ready to move while others answer', async () => {
  const { clock, first } = await open();
  assert.ok(await first.enter(at('call-1', 'server-1')));
  const until = clock.now() + 1_000;
  const asked = new Set<string>();
  const handing = handOverHomes(first, {
    isLeaving: ({ server }) => server === 'server-1',
    hasCall,
    isBusy: (channel) => {
      asked.add(channel);
      return clock.now() < until;
    },
    leave: async (home) => first.giveUp(home),
    patience: 60_000,
    clock,
    signal,
  });
  assert.deepEqual([...asked], ['channel-1', 'call-1']);
  await clock.until(handing);
});

test('a home is kept for the moment in which it is not seen yet that something was asked there', async () => {
  const { clock, first, lost, one } = await open();
  await clock.advance(5_000);
  assert.equal(await first.enter(one), true);
  const handing = handOverHomes(first, {
    isLeaving: ({ server }) => server === 'server-1',
    hasCall,
    isBusy: () => false,
    leave: async (home) => first.giveUp(home),
    patience: 60_000,
    clock,
    signal,
  });
  await clock.advance(400);
  assert.deepEqual(lost, []);
  await clock.advance(200);
  assert.deepEqual(lost, ['server-1']);
  await clock.until(handing);
});
