import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { Claims } from '../../src/claims/claims.ts';
import { openConversationStore } from '../../src/conversation/conversation-store.ts';
import type { Lease } from '../../src/store/leases.ts';
import { openStore } from '../../src/store/store.ts';
import { StoreUnavailableError } from '../../src/store/store-errors.ts';
import { at } from '../place.ts';
import { VirtualClock } from '../virtual-clock.ts';

const log = pino({ level: 'silent' });
const here = at('channel', 'home');

/** So many processes on one store, that all live by one clock. */
const processes = async (count: number) => {
  const clock = new VirtualClock();
  const store = await openStore('memory:', log, { clock });
  const all = Array.from({ length: count }, () => {
    const leases = store.leases({ uptime: () => clock.now() });
    const lost: string[] = [];
    let isAway = false;
    const take = async (id: string): Promise<Lease | undefined> => {
      if (isAway) throw new StoreUnavailableError();
      return leases.take(id);
    };
    const revive = async (lease: Lease): Promise<Lease | undefined> => {
      if (isAway) throw new StoreUnavailableError();
      return leases.revive(lease);
    };
    const ownership = new Claims({
      leases: { take, revive },
      clock,
      log,
    });
    ownership.on((change) => change.is === 'lost' && lost.push(...change.channels));
    /** Something goes on in a channel, or in a home as a whole, until the result is called. */
    const begin = (id: string) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      ownership.keep(id, promise);
      return resolve;
    };
    return {
      ownership,
      leases,
      lost,
      begin,
      away: (now: boolean) => {
        isAway = now;
      },
    };
  });
  const [first, second = first] = all;
  assert.ok(first && second);
  return { clock, store, first, second };
};

test('of two processes only one talks in a server, whichever was asked first', async () => {
  const { clock, first, second } = await processes(2);
  assert.equal(await first.ownership.enter(here), true);
  assert.equal(await first.ownership.enter(at('another', 'home')), true);
  assert.equal(await clock.until(second.ownership.enter(here)), false);
  assert.equal(await second.ownership.enter(at('elsewhere')), true);
  assert.ok(first.ownership.right('channel')?.lease?.held);
  assert.equal(second.ownership.right('channel'), undefined);
  assert.deepEqual([await first.ownership.holds('channel'), await second.ownership.holds('channel')], [true, false]);
});

test('who waits answers as soon as the other one is gone, and within five seconds', async () => {
  const { clock, first, second } = await processes(2);
  await first.ownership.enter(here);
  const began = clock.now();
  const all = Promise.all([second.ownership.enter(here), second.ownership.enter(here)]);
  // A process that was killed renews nothing and gives nothing back; this one has lost the way to the store for good.
  first.leases.take = () => new Promise(() => {});
  await first.leases.close();
  assert.deepEqual(await clock.until(all), [true, true]);
  assert.ok(clock.now() - began <= 5_000);
});

test('a server where nothing goes on is given back, but not while anybody may still wait for it', async () => {
  const { clock, first, second } = await processes(2);
  await first.ownership.enter(here);
  const end = first.begin('channel');
  await clock.advance(60_000);
  assert.equal(await clock.until(second.ownership.enter(here)), false);
  end();
  await clock.advance(2_000);
  assert.equal(await first.ownership.holds('channel'), false);
  assert.equal(await clock.until(second.ownership.enter(here)), true);
  // Asked a moment ago: whoever heard the same question must not find the server free before it has given up.
  assert.equal(await clock.until(first.ownership.enter(here)), false);
});

test('a server where something is still being shown is kept until that is done, however long it takes', async () => {
  const { clock, first, second } = await processes(2);
  const [shown, also] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  first.ownership.keep('channel', shown.promise);
  await first.ownership.enter(here);
  first.ownership.keep('channel', also.promise);
  await clock.advance(60_000);
  shown.resolve();
  await clock.advance(60_000);
  assert.equal(await first.ownership.holds('channel'), true);
  also.reject(new Error('Discord refused it'));
  await clock.advance(2_000);
  assert.equal(await first.ownership.holds('channel'), false);
  assert.equal(await second.ownership.visit(here), true);
});

test('a server that is brought in order as a whole is kept with all channels until that is done', async () => {
  const { clock, first, second } = await processes(2);
  const end = first.begin('home');
  for (const channel of ['channel', 'another']) await first.ownership.visit(at(channel, 'home'));
  await clock.advance(60_000);
  assert.deepEqual([...(first.ownership.right('channel')?.channels.keys() ?? [])], ['channel', 'another']);
  assert.equal(await second.ownership.visit(here), false);
  end();
  await clock.advance(2_000);
  assert.equal(first.ownership.right('channel'), undefined);
  assert.equal(await second.ownership.visit(here), true);
});

test('who subscribes first is told first, before anything else can happen, and no more once that ended', async () => {
  const { first, second } = await processes(2);
  const told: string[] = [];
  const listen = (name: string) =>
    first.ownership.on((change) => {
      const channels = change.is === 'lost' ? change.channels : change.claim.channels.keys();
      told.push(`${name}: ${change.is} ${[...channels]}`);
    });
  const [unlisten] = [listen('conversations'), listen('calls')];
  await first.ownership.enter(here);
  assert.deepEqual(told.splice(0), ['conversations: gained ', 'calls: gained ']);
  const right = first.ownership.right('channel');
  await right?.lease?.release();
  await second.ownership.enter(here);
  const looking = right?.look().then(() => told.push('anything else'));
  await looking;
  assert.deepEqual(told.splice(0), ['conversations: lost channel', 'calls: lost channel', 'anything else']);
  unlisten();
  await second.ownership.right('channel')?.lease?.release();
  await first.ownership.enter(here);
  assert.deepEqual(told, ['calls: gained ']);
});

test('of a server that is kept for one channel the others are not remembered for ever', async () => {
  const { clock, first } = await processes(1);
  await first.ownership.enter(here);
  first.begin('channel');
  const right = first.ownership.right('channel');
  for (let number = 0; number < 50; number++) {
    await first.ownership.enter(at(`post ${number}`, 'home'));
    await clock.advance(1_000);
  }
  assert.ok(right && right.channels.size <= 17, `${right?.channels.size} channels`);
  await clock.advance(17_000);
  assert.deepEqual([...right.channels.keys()], ['channel']);
  assert.equal(first.ownership.right('post 0'), undefined);
  assert.equal(first.ownership.right('channel'), right);
});

test('a process that slept talks no more if another one took its place, and is told', async () => {
  const { clock, first, second } = await processes(2);
  await first.ownership.enter(here);
  const right = first.ownership.right('channel');
  const lease = right?.lease;
  assert.ok(right && lease);
  await lease.release();
  assert.equal(await second.ownership.enter(here), true);
  await right.look();
  assert.deepEqual(first.lost, ['channel']);
  assert.equal(await first.ownership.holds('channel'), false);
  assert.equal(first.ownership.right('channel'), undefined);
  assert.equal(await clock.until(first.ownership.enter(here)), false);
});

test('a process that slept goes on if nobody took its place', async () => {
  const { first } = await processes(2);
  await first.ownership.enter(here);
  const right = first.ownership.right('channel');
  const before = right?.lease;
  assert.ok(right && before);
  await before.release();
  assert.equal(right.held, false);
  assert.equal(await first.ownership.holds('channel'), true);
  assert.ok(right.lease?.held && right.lease.fence === before.fence);
  assert.deepEqual(first.lost, []);
});

test('a process that slept is followed by another, also by one that has gone again', async () => {
  const { first, second } = await processes(2);
  await first.ownership.enter(here);
  const right = first.ownership.right('channel');
  await right?.lease?.release();
  await second.ownership.enter(here);
  await second.ownership.right('channel')?.lease?.release();
  assert.equal(await right?.holds(), false);
  assert.deepEqual(first.lost, ['channel']);
  assert.equal(await first.ownership.enter(here), true, 'what is asked from now on is its own');
});

test('what is given back while it is looked who has it, is not kept', async () => {
  const { clock, first, second } = await processes(2);
  await first.ownership.enter(here);
  const right = first.ownership.right('channel');
  await right?.lease?.release();
  const looking = right?.look();
  right?.release();
  await looking;
  await clock.advance(1_000);
  assert.equal(await second.ownership.enter(here), true);
});

test('who only looks after something gives way to who knows more', async () => {
  const { clock, first, second } = await processes(2);
  const end = first.begin('channel');
  assert.equal(await first.ownership.visit(here), true);
  assert.equal(await clock.until(second.ownership.visit(here)), false);
  const waiting = second.ownership.enter(here);
  end();
  assert.equal(await clock.until(waiting), true);
});

test('who is being stopped takes nothing from others that it has seen, and all else', async () => {
  const { clock, first, second } = await processes(2);
  await first.ownership.enter(here);
  const waiting = second.ownership.enter(here);
  await clock.advance(1_000);
  second.ownership.close();
  await first.ownership.right('channel')?.lease?.release();
  assert.equal(await clock.until(waiting), false);
  assert.equal(await second.ownership.enter(at('elsewhere')), true);
});

test('a question that comes just when a process wakes up waits until it is known whose it is', async () => {
  const { first } = await processes(2);
  await first.ownership.enter(here);
  const right = first.ownership.right('channel');
  await right?.lease?.release();
  const looking = right?.look();
  assert.equal(await first.ownership.enter(here), true);
  await looking;
  assert.equal(first.ownership.right('channel'), right);
  assert.ok(right?.lease?.held);
  assert.deepEqual(first.lost, []);
});

test('while the store is away who was alone goes on, and who has seen another one keeps silent', async () => {
  const { clock, first, second } = await processes(2);
  await first.ownership.enter(here);
  first.begin('channel');
  assert.equal(await clock.until(second.ownership.enter(here)), false);
  first.away(true);
  second.away(true);
  await first.ownership.right('channel')?.lease?.release();
  assert.equal(await first.ownership.holds('channel'), true);
  assert.equal(first.ownership.right('channel')?.lease, undefined);
  assert.equal(await clock.until(second.ownership.enter(here)), false);
  assert.equal(await second.ownership.enter(at('new')), true);
  first.away(false);
  await clock.advance(2_000);
  assert.ok(first.ownership.right('channel')?.lease?.held, 'the lease is there with the store');
});

test('of too many who wait the last ones are not answered', async () => {
  const { clock, first, second } = await processes(2);
  await first.ownership.enter(here);
  const waiting = Array.from({ length: 101 }, () => second.ownership.enter(here));
  assert.equal(await waiting.at(-1), false);
  first.ownership.close();
  await first.leases.close();
  const answers = await clock.until(Promise.all(waiting));
  assert.equal(answers.filter(Boolean).length, 100);
});

test('what a process that slept has to store waits until it is known whether it still may', async () => {
  const { store, first, second } = await processes(2);
  await first.ownership.enter(here);
  const right = first.ownership.right('channel');
  const { handles } = openConversationStore(store)(right);
  const kept = (turns: number) => ({ handle: 'h', model: 'm', setup: 's', at: 0, turns });
  await right?.lease?.release();
  await handles.set('channel', kept(1));
  assert.deepEqual(await handles.get('channel'), kept(1));
  await right?.lease?.release();
  await second.ownership.enter(here);
  await assert.rejects(handles.set('channel', kept(2)), { name: 'LeaseLostError' });
  assert.deepEqual(await handles.get('channel'), kept(1));
});
