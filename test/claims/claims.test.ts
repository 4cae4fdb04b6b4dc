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
    let wokeAt = Number.NEGATIVE_INFINITY;
    const take = async (id: string): Promise<Lease | undefined> => {
      if (isAway) throw new StoreUnavailableError();
      return leases.take(id);
    };
    const revive = async (lease: Lease): Promise<Lease | undefined> => {
      if (isAway) throw new StoreUnavailableError();
      return leases.revive(lease);
    };
    const claims = new Claims({
      leases: {
        take,
        revive,
        backFor: Number.POSITIVE_INFINITY,
        get awakeFor() {
          return clock.now() - wokeAt;
        },
      },
      clock,
      log,
    });
    claims.on((change) => change.is === 'lost' && lost.push(...change.channels));
    /** Something goes on in a channel, or in a home as a whole, until the result is called. */
    const begin = (id: string) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      claims.keep(id, promise);
      return resolve;
    };
    return {
      claims,
      leases,
      lost,
      begin,
      away: (now: boolean) => {
        isAway = now;
      },
      wake: () => {
        wokeAt = clock.now();
      },
    };
  });
  const [first, second = first] = all;
  assert.ok(first && second);
  return { clock, store, first, second };
};

test('of two processes only one talks in a server, whichever was asked first', async () => {
  const { clock, first, second } = await processes(2);
  assert.equal(await first.claims.enter(here), true);
  assert.equal(await first.claims.enter(at('another', 'home')), true);
  assert.equal(await clock.until(second.claims.enter(here)), false);
  assert.equal(await second.claims.enter(at('elsewhere')), true);
  assert.ok(first.claims.find('channel')?.lease?.held);
  assert.equal(second.claims.find('channel'), undefined);
  assert.deepEqual([await first.claims.holds('channel'), await second.claims.holds('channel')], [true, false]);
});

test('who waits answers as soon as the other one is gone, and within five seconds', async () => {
  const { clock, first, second } = await processes(2);
  await first.claims.enter(here);
  const began = clock.now();
  const all = Promise.all([second.claims.enter(here), second.claims.enter(here)]);
  // A process that was killed renews nothing and gives nothing back; this one has lost the way to the store for good.
  first.leases.take = () => new Promise(() => {});
  await first.leases.close();
  assert.deepEqual(await clock.until(all), [true, true]);
  assert.ok(clock.now() - began <= 5_000);
});

test('what was heard late waits no longer than a dead process’ lease lasts, however patient others are', async () => {
  const { clock, first, second } = await processes(2);
  await first.claims.enter(here);
  const end = first.begin('channel');
  second.claims.restrict({ patience: () => 60_000 });
  for (const [age, most, woke] of [
    [8_000, 6_500, true],
    [3_600, 7_000, true],
    [3_000, 60_500, true],
    // Clocks of two machines may differ by much.
    [8_000, 60_500, false],
  ] as const) {
    if (woke) second.wake();
    else await clock.advance(5_000);
    const began = clock.now();
    assert.equal(await clock.until(second.claims.enter(here, true, age)), false);
    const waited = clock.now() - began;
    assert.ok(waited > most - 1_000 && waited <= most, `${waited} ms`);
  }
  first.leases.take = () => new Promise(() => {});
  await first.leases.close();
  assert.equal(await clock.until(second.claims.enter(here, true, 60_000)), true);
  end();
});

test('a server where nothing goes on is given back, but not while anybody may still wait for it', async () => {
  const { clock, first, second } = await processes(2);
  await first.claims.enter(here);
  const end = first.begin('channel');
  await clock.advance(60_000);
  assert.equal(await clock.until(second.claims.enter(here)), false);
  end();
  await clock.advance(2_000);
  assert.equal(await first.claims.holds('channel'), false);
  assert.equal(await clock.until(second.claims.enter(here)), true);
  // Asked a moment ago: whoever heard the same question must not find the server free before it has given up.
  assert.equal(await clock.until(first.claims.enter(here)), false);
});

test('a server where something is still being shown is kept until that is done, however long it takes', async () => {
  const { clock, first, second } = await processes(2);
  const [shown, also] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  first.claims.keep('channel', shown.promise);
  await first.claims.enter(here);
  first.claims.keep('channel', also.promise);
  await clock.advance(60_000);
  shown.resolve();
  await clock.advance(60_000);
  assert.equal(await first.claims.holds('channel'), true);
  also.reject(new Error('Discord refused it'));
  await clock.advance(2_000);
  assert.equal(await first.claims.holds('channel'), false);
  assert.equal(await second.claims.visit(here), true);
});

test('a server that is brought in order as a whole is kept with all channels until that is done', async () => {
  const { clock, first, second } = await processes(2);
  const end = first.begin('home');
  for (const channel of ['channel', 'another']) await first.claims.visit(at(channel, 'home'));
  await clock.advance(60_000);
  assert.deepEqual([...(first.claims.find('channel')?.channels.keys() ?? [])], ['channel', 'another']);
  assert.equal(await second.claims.visit(here), false);
  end();
  await clock.advance(2_000);
  assert.equal(first.claims.find('channel'), undefined);
  assert.equal(await second.claims.visit(here), true);
});

test('who subscribes first is told first, before anything else can happen, and no more once that ended', async () => {
  const { first, second } = await processes(2);
  const told: string[] = [];
  const listen = (name: string) =>
    first.claims.on((change) => {
      const channels = change.is === 'lost' ? change.channels : change.claim.channels.keys();
      told.push(`${name}: ${change.is} ${[...channels]}`);
    });
  const [unlisten] = [listen('conversations'), listen('calls')];
  await first.claims.enter(here);
  assert.deepEqual(told.splice(0), ['conversations: gained ', 'calls: gained ']);
  const claim = first.claims.find('channel');
  await claim?.lease?.release();
  await second.claims.enter(here);
  const looking = claim?.look().then(() => told.push('anything else'));
  await looking;
  assert.deepEqual(told.splice(0), ['conversations: lost channel', 'calls: lost channel', 'anything else']);
  unlisten();
  await second.claims.find('channel')?.lease?.release();
  await first.claims.enter(here);
  assert.deepEqual(told, ['calls: gained ']);
});

test('of a server that is kept for one channel the others are not remembered for ever', async () => {
  const { clock, first } = await processes(1);
  await first.claims.enter(here);
  first.begin('channel');
  const claim = first.claims.find('channel');
  for (let number = 0; number < 50; number++) {
    await first.claims.enter(at(`post ${number}`, 'home'));
    await clock.advance(1_000);
  }
  assert.ok(claim && claim.channels.size <= 17, `${claim?.channels.size} channels`);
  await clock.advance(17_000);
  assert.deepEqual([...claim.channels.keys()], ['channel']);
  assert.equal(first.claims.find('post 0'), undefined);
  assert.equal(first.claims.find('channel'), claim);
});

test('a process that slept talks no more if another one took its place, and is told', async () => {
  const { clock, first, second } = await processes(2);
  await first.claims.enter(here);
  const claim = first.claims.find('channel');
  const lease = claim?.lease;
  assert.ok(claim && lease);
  await lease.release();
  assert.equal(await second.claims.enter(here), true);
  await claim.look();
  assert.deepEqual(first.lost, ['channel']);
  assert.equal(await first.claims.holds('channel'), false);
  assert.equal(first.claims.find('channel'), undefined);
  assert.equal(await clock.until(first.claims.enter(here)), false);
});

test('a process that slept goes on if nobody took its place', async () => {
  const { first } = await processes(2);
  await first.claims.enter(here);
  const claim = first.claims.find('channel');
  const before = claim?.lease;
  assert.ok(claim && before);
  await before.release();
  assert.equal(claim.held, false);
  assert.equal(await first.claims.holds('channel'), true);
  assert.ok(claim.lease?.held && claim.lease.fence === before.fence);
  assert.deepEqual(first.lost, []);
});

test('a process that slept is followed by another, also by one that has gone again', async () => {
  const { first, second } = await processes(2);
  await first.claims.enter(here);
  const claim = first.claims.find('channel');
  await claim?.lease?.release();
  await second.claims.enter(here);
  await second.claims.find('channel')?.lease?.release();
  assert.equal(await claim?.holds(), false);
  assert.deepEqual(first.lost, ['channel']);
  assert.equal(await first.claims.enter(here), true, 'what is asked from now on is its own');
});

test('what is given back while it is looked who has it, is not kept', async () => {
  const { clock, first, second } = await processes(2);
  await first.claims.enter(here);
  const claim = first.claims.find('channel');
  await claim?.lease?.release();
  const looking = claim?.look();
  claim?.release();
  await looking;
  await clock.advance(1_000);
  assert.equal(await second.claims.enter(here), true);
});

test('who only looks after something gives way to who knows more', async () => {
  const { clock, first, second } = await processes(2);
  const end = first.begin('channel');
  assert.equal(await first.claims.visit(here), true);
  assert.equal(await clock.until(second.claims.visit(here)), false);
  const waiting = second.claims.enter(here);
  end();
  assert.equal(await clock.until(waiting), true);
});

test('who is being stopped takes nothing from others that it has seen, and all else', async () => {
  const { clock, first, second } = await processes(2);
  await first.claims.enter(here);
  const waiting = second.claims.enter(here);
  await clock.advance(1_000);
  second.claims.close();
  await first.claims.find('channel')?.lease?.release();
  assert.equal(await clock.until(waiting), false);
  assert.equal(await second.claims.enter(at('elsewhere')), true);
});

test('a question that comes just when a process wakes up waits until it is known whose it is', async () => {
  const { first } = await processes(2);
  await first.claims.enter(here);
  const claim = first.claims.find('channel');
  await claim?.lease?.release();
  const looking = claim?.look();
  assert.equal(await first.claims.enter(here), true);
  await looking;
  assert.equal(first.claims.find('channel'), claim);
  assert.ok(claim?.lease?.held);
  assert.deepEqual(first.lost, []);
});

test('while the store is away who was alone goes on, and who has seen another one keeps silent', async () => {
  const { clock, first, second } = await processes(2);
  await first.claims.enter(here);
  first.begin('channel');
  assert.equal(await clock.until(second.claims.enter(here)), false);
  first.away(true);
  second.away(true);
  await first.claims.find('channel')?.lease?.release();
  assert.equal(await first.claims.holds('channel'), true);
  assert.equal(first.claims.find('channel')?.lease, undefined);
  assert.equal(await clock.until(second.claims.enter(here)), false);
  assert.equal(await second.claims.enter(at('new')), true);
  first.away(false);
  await clock.advance(2_000);
  assert.ok(first.claims.find('channel')?.lease?.held, 'the lease is there with the store');
});

test('while the store is away, who sees at Discord that another one answers leaves it to that one; a lease stands', async () => {
  const { clock, first, second } = await processes(2);
  first.away(true);
  assert.equal(await first.claims.enter(here), true);
  assert.equal(await second.claims.enter(here), true);
  first.claims.noteOthers('elsewhere');
  second.claims.noteOthers('channel');
  assert.equal(await second.claims.holds('channel'), true);
  first.claims.noteOthers('channel');
  assert.deepEqual(first.lost, ['channel']);
  assert.equal(await first.claims.holds('channel'), false);
  assert.equal(await clock.until(first.claims.enter(here)), false);
  assert.deepEqual(second.lost, []);
});

test('of too many who wait the last ones are not answered', async () => {
  const { clock, first, second } = await processes(2);
  await first.claims.enter(here);
  const waiting = Array.from({ length: 101 }, () => second.claims.enter(here));
  assert.equal(await waiting.at(-1), false);
  first.claims.close();
  await first.leases.close();
  const answers = await clock.until(Promise.all(waiting));
  assert.equal(answers.filter(Boolean).length, 100);
});

test('what a process that slept has to store waits until it is known whether it still may', async () => {
  const { store, first, second } = await processes(2);
  await first.claims.enter(here);
  const claim = first.claims.find('channel');
  const { handles } = openConversationStore(store)(claim);
  const kept = (turns: number) => ({ handle: 'h', model: 'm', setup: 's', at: 0, turns });
  await claim?.lease?.release();
  await handles.set('channel', kept(1));
  assert.deepEqual(await handles.get('channel'), kept(1));
  await claim?.lease?.release();
  await second.claims.enter(here);
  await assert.rejects(handles.set('channel', kept(2)), { name: 'LeaseLostError' });
  assert.deepEqual(await handles.get('channel'), kept(1));
});
