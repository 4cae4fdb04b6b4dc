import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import type { Clock } from '../../src/base/clock.ts';
import { Claims } from '../../src/claims/claims.ts';
import { USUAL_ACCESS } from '../../src/store/access-options.ts';
import { DatabaseAccess } from '../../src/store/database-access.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { Leases, USUAL_LEASES } from '../../src/store/leases.ts';
import { at } from '../place.ts';
import { ada, calling } from './stage.ts';

const log = pino({ level: 'silent' });
const MINUTE = 60_000;

/** The calls of one of several processes that share leases. Each process counts how often it tries to take one. */
const processes = async () => {
  const stage = await calling();
  const { clock, start } = stage;
  const database = openMemory(clock);
  const access = new DatabaseAccess(database, { ...USUAL_ACCESS, clock, log });
  const open = () => {
    let isDead = false;
    const mine: Clock = {
      now: clock.now,
      wall: clock.wall,
      sleep: async (ms, signal) => {
        await clock.sleep(ms, signal);
        if (isDead) await new Promise(() => {});
      },
    };
    const leases = new Leases({ access, database, clock: mine, log }, { ...USUAL_LEASES, uptime: clock.now });
    const tries: number[] = [];
    const claims = new Claims({
      leases: {
        take: (id) => {
          tries.push(clock.now());
          return leases.take(id);
        },
        revive: (lease) => leases.revive(lease),
        backFor: Number.POSITIVE_INFINITY,
        awakeFor: Number.POSITIVE_INFINITY,
      },
      clock: mine,
      log,
    });
    const calls = start({ claims });
    /** From now on the process does nothing, so it neither renews leases nor gives them back. */
    const die = () => {
      isDead = true;
    };
    return { claims, calls, leases, tries, die };
  };
  return { ...stage, open };
};

test('a hundred calls cost no look at a voice channel as long as nothing happens there', async () => {
  const { venue, wish, pass, open } = await processes();
  const { claims, calls } = open();
  for (let number = 0; number < 100; number++) {
    const ids = { guildId: `guild ${number}`, channelId: `lounge ${number}`, conversationId: `general ${number}` };
    venue.open(ids.channelId, [ada], { guildId: ids.guildId });
    for (const channel of [ids.conversationId, `random ${number}`]) await claims.enter(at(channel, ids.guildId));
    await calls.join(wish(ids));
  }
  // When nobody has asked anything for a while, the process checks every second which claims it still needs.
  await pass(MINUTE);
  const before = venue.looks;
  await pass(1_000);
  assert.equal(calls.count, 100);
  assert.equal(venue.looks - before, 0);
});

/** A call of the first process, which the second process would take over. */
const standby = async () => {
  const stage = await processes();
  const { wish, pass, open, clock } = stage;
  const [first, second] = [open(), open()];
  await first.claims.enter(at('general', 'guild'));
  await first.calls.join(wish());
  void second.calls.restore(['guild']);
  await pass(MINUTE);
  second.tries.length = 0;
  /** Lets time pass until the second process has the call. Resolves to how long that took, in milliseconds. */
  const takenUp = async () => {
    const since = clock.now();
    while (!second.calls.view('guild') && clock.now() - since < MINUTE) await pass(50);
    return clock.now() - since;
  };
  /** The first process is about to leave its call to the second one, which is ready after that. */
  const announcesMove = async () => {
    first.claims.restrict({ mayBegin: () => false });
    first.calls.moves.holdsUp('general');
    await pass(3_100);
  };
  return { ...stage, first, second, takenUp, announcesMove };
};

test('a call of another process is looked at every two seconds, however long it lasts', async () => {
  const { second, pass } = await standby();
  await pass(MINUTE);
  assert.ok(second.tries.length >= 29 && second.tries.length <= 31, `${second.tries.length} tries`);
});

test('a call whose process died goes on within five seconds', async () => {
  const { first, takenUp } = await standby();
  first.die();
  const took = await takenUp();
  assert.ok(took <= 5_000, `${took} ms`);
});

test('a call whose process leaves the channel goes on as soon as that gives the server back', async () => {
  const { venue, first, pass, takenUp } = await standby();
  await first.calls.close();
  await venue.tell({ is: 'moved', guildId: 'guild', from: 'lounge', to: undefined });
  await pass(5_100);
  await first.leases.close();
  const took = await takenUp();
  assert.ok(took <= 250, `${took} ms`);
});

test('a call that is left to another process waits until that is ready and nobody speaks, and goes on there at once', async () => {
  const { first, second, pass, says, clock, remotes, venue } = await standby();
  const { moves } = first.calls;
  first.claims.restrict({ mayBegin: () => false });
  assert.equal(moves.holdsUp('general'), true);
  await pass(2_100);
  assert.ok(remotes.warmed > 0, 'the other process knows of it, and starts a voice process');
  assert.equal(moves.holdsUp('general'), true);
  await pass(1_000);
  assert.equal(moves.holdsUp('general'), false);
  const { turn } = await says(ada.id);
  assert.equal(moves.holdsUp('general'), true, 'somebody waits for an answer');
  turn.finish({ is: 'complete' });
  await pass(100);
  assert.equal(moves.holdsUp('general'), false);
  const shown = venue.shown.length;
  const began = clock.now();
  await clock.until(moves.leave('guild', () => first.claims.giveUp('guild')));
  assert.ok(clock.now() - began <= 400, `${clock.now() - began} ms`);
  assert.deepEqual([first.calls.view('guild'), second.calls.view('guild')?.state], [undefined, 'on']);
  // For people nothing has changed, and nothing is said.
  assert.deepEqual(
    new Set(venue.shown.slice(shown).map(({ view, note }) => [view?.state, note?.code].join())),
    new Set(['on,']),
  );
  assert.equal(moves.holdsUp('general'), false, 'there is nothing to leave any more');
});

test('a call that has moved hears people at once, as its notice stands, and nobody if that has gone meanwhile', async () => {
  const { first, second, pass, clock, venue, announcesMove } = await standby();
  await announcesMove();
  // Discord takes its time from now on.
  const posted = Promise.withResolvers<void>();
  venue.posting = posted.promise;
  await clock.until(first.calls.moves.leave('guild', () => first.claims.giveUp('guild')));
  assert.equal(second.calls.view('guild')?.hears.is, 'people');
  venue.refusal = { code: 'notice.deleted' };
  posted.resolve();
  await pass(100);
  assert.deepEqual(second.calls.view('guild')?.hears, { is: 'unannounced', why: { code: 'notice.deleted' } });
});

test('a call whose notice is deleted before it moves is heard by nobody until there is another one', async () => {
  const { first, second, pass, clock, venue, announcesMove } = await standby();
  await announcesMove();
  const posted = Promise.withResolvers<void>();
  venue.posting = posted.promise;
  await venue.deletesPanel();
  await clock.until(first.calls.moves.leave('guild', () => first.claims.giveUp('guild')));
  assert.equal(second.calls.view('guild')?.hears.is, 'unannounced');
  posted.resolve();
  await pass(100);
  assert.equal(second.calls.view('guild')?.hears.is, 'people');
});
