import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { UserError } from '../../src/base/errors.ts';
import type { Claim } from '../../src/claims/claim.ts';
import type { NumberedTurn } from '../../src/conversation/turns/stored-turn.ts';
import { CallMinutes, type CallMinutesOptions } from '../../src/minutes/call-minutes.ts';
import { type CallMinutesNote, CallMinutesNotes } from '../../src/minutes/call-minutes-note.ts';
import type { MadeMinutes } from '../../src/minutes/minutes-maker.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { makeStore } from '../../src/store/store.ts';
import { at } from '../place.ts';
import { sentence } from '../sentences.ts';
import { moody } from '../store/moody.ts';
import { silent } from '../store/record.ts';
import { VirtualClock } from '../virtual-clock.ts';

type Posted = Parameters<Awaited<ReturnType<CallMinutesOptions['openBoard']>>['post']>[0];

const MADE: MadeMinutes = {
  minutes: { summary: 'They talked.', decisions: ['Friday'], tasks: [], questions: [] },
  links: [],
  told: 1,
};

/** A claim that nobody else wants. */
const UNCONTESTED = { holds: async () => true, findFence: async () => undefined } as unknown as Claim;

/** Recaps of calls in a server whose settings and store a test has in its hands. */
const open = async (settings: { recap?: 'off' | 'post' | 'thread'; pin?: boolean } = {}) => {
  const clock = new VirtualClock();
  const { database, mood } = moody(clock);
  const store = await makeStore(database, silent, { clock });
  const leases = store.leases({ uptime: clock.now });
  const shelf = store.shelf<CallMinutesNote>(RECORD_KINDS.callMinutes);
  const posted: Posted[] = [];
  const works: Promise<unknown>[] = [];
  /** Lets time pass until nothing is being made or posted. */
  const settle = () => clock.until(Promise.all(works));
  const turn = (when: number): NumberedTurn => ({
    number: 1,
    person: { id: '5', name: 'Ada' },
    at: when,
    asked: 'one',
    answered: 'two',
    ended: 'complete',
  });
  const begun = clock.wall();
  const room = {
    turns: [turn(begun)],
    /** What happens while a recap is made. */
    meanwhile: async () => {},
    made: [] as (MadeMinutes | Error)[],
    asked: 0,
    refusal: undefined as Error | undefined,
  };
  const values = { 'call.recap': settings.recap ?? 'post', 'call.recap-pin': settings.pin ?? false };
  /** A process takes the server from whoever has it. */
  const claim = async (before?: Claim): Promise<Claim> => {
    await before?.lease?.release();
    const lease = await leases.take('home:1');
    assert.ok(lease);
    return { lease, holds: async () => lease.held, findFence: async () => lease } as unknown as Claim;
  };
  const start = (ours = UNCONTESTED) =>
    new CallMinutes({
      notes: new CallMinutesNotes((under) =>
        store.under(async () => under?.findFence()).shelf(RECORD_KINDS.callMinutes),
      ),
      transcripts: {
        read: async () => ({ turns: room.turns, at: clock.wall(), zone: 'UTC', notes: [], isCut: false }),
      },
      minutes: {
        make: async () => {
          room.asked += 1;
          await room.meanwhile();
          const made = room.made.shift() ?? MADE;
          if (made instanceof Error) throw made;
          return made;
        },
      },
      settings: { of: async () => ({ values }) as never },
      claims: {
        enter: async () => true,
        find: () => ours,
        keep: (_, work) => void works.push(work),
        on: () => () => {},
      },
      openBoard: async () => ({
        locale: 'en-US',
        say: sentence,
        post: async (minutes) => {
          if (room.refusal) throw room.refusal;
          posted.push(minutes);
        },
      }),
      clock,
      log: pino({ level: 'silent' }),
    });
  const place = at('10', '1');
  const end = async (minutes: CallMinutes, from = begun) => {
    await minutes.noteEnd({ place, from });
    await settle();
  };
  const state = async () => (await shelf.get('1'))?.calls.map(({ is }) => is) ?? [];
  return { settle, clock, mood, room, posted, claim, start, end, state, begun, shelf, place };
};

test('the recap of a call is posted once, however often its end is told', async () => {
  const { posted, start, end, state, room } = await open({ pin: true });
  const minutes = start();
  await end(minutes);
  await end(minutes);
  await minutes.restore(['1']);
  await end(start());
  assert.equal(posted.length, 1);
  assert.match(posted[0]?.content ?? '', /^\*\*Recap\*\* of the call that began <t:.*\nThey talked\./);
  assert.deepEqual([posted[0]?.pin, posted[0]?.thread, room.asked], [true, undefined, 1]);
  assert.deepEqual(await state(), ['done']);
});

test('there’s none of an empty call, and none where it’s switched off', async () => {
  const empty = await open();
  empty.room.turns = [];
  await empty.end(empty.start());
  assert.deepEqual([empty.posted, empty.room.asked, await empty.state()], [[], 0, ['done']]);
  const off = await open({ recap: 'off' });
  await off.end(off.start());
  assert.deepEqual([off.posted, await off.state()], [[], []]);
});

test('a long call gets a thread, if that’s set, and a short one a message', async () => {
  const { clock, posted, start, end, begun } = await open({ recap: 'thread' });
  const minutes = start();
  await end(minutes);
  assert.equal(posted[0]?.thread, undefined);
  await clock.advance(31 * 60_000);
  await end(minutes, begun - 1);
  assert.deepEqual(posted[1]?.thread, {
    name: sentence({ code: 'part.recap-thread' }),
    opening: sentence({ code: 'recap.call-thread', from: begun - 1 }),
  });
});

test('people read why there’s none if a cap is full, and the recap waits for a free connection', async () => {
  const { room, posted, start, end, clock, state } = await open();
  room.made.push(new UserError({ code: 'recap.busy' }));
  const minutes = start();
  const before = clock.now();
  await end(minutes);
  assert.ok(clock.now() - before >= 30_000);
  assert.match(posted[0]?.content ?? '', /They talked/);
  const full = { code: 'limits.full', scope: 'server', period: 'day', at: 1_767_225_600_000 } as const;
  room.made.push(new UserError(full));
  await end(minutes, 7);
  assert.equal(posted[1]?.content, sentence([{ code: 'recap.call-none' }, full]));
  assert.deepEqual(await state(), ['done', 'done']);
});

test('a process that stops leaves it to the next one, which makes it', async () => {
  const { room, posted, start, end, state, settle } = await open();
  room.made.push(new UserError({ code: 'asking.restarting' }));
  const minutes = start();
  await end(minutes);
  minutes.close();
  assert.deepEqual([posted, await state()], [[], ['due']]);
  const next = start();
  await next.restore(['1']);
  await settle();
  assert.equal(posted.length, 1);
  assert.deepEqual(await state(), ['done']);
});

test('if a process died while it was posting, people read that it may be lost, in the place of the message', async () => {
  const { posted, start, shelf, place, begun, settle, state } = await open();
  const call = { place, from: begun, to: begun + 5, is: 'posting' as const };
  await shelf.set('1', { calls: [call, { ...call, from: 9, inThread: true }] });
  await start().restore(['1']);
  await settle();
  const content = sentence({ code: 'recap.call-lost' });
  assert.deepEqual(posted, [
    { nonce: `recap${begun}`, content, pin: false },
    { nonce: 'recap9l', content, pin: false },
  ]);
  assert.deepEqual(await state(), ['done', 'done']);
});

test('what Discord refuses is not tried for ever by the same process', async () => {
  const { room, posted, start, end, state } = await open();
  room.refusal = new Error('Missing Access');
  await end(start());
  assert.deepEqual([posted, await state(), room.asked], [[], ['posting'], 1]);
});

test('what isn’t stored as being posted isn’t posted: another process would do it again', async () => {
  const { clock, mood, room, posted, start, state, settle, begun, place } = await open();
  room.meanwhile = async () => {
    mood.writes = 0;
  };
  await clock.until(start().noteEnd({ place, from: begun }));
  await clock.until(clock.sleep(60_000));
  assert.deepEqual([posted, room.asked], [[], 1]);
  mood.writes = Number.POSITIVE_INFINITY;
  await settle();
  assert.equal(posted.length, 1);
  assert.deepEqual(await state(), ['done']);
});

test('if another process has taken the server over, that one posts it, and this one doesn’t', async () => {
  const { room, posted, claim, start, end, state, settle } = await open();
  const ours = await claim();
  let theirs: Claim | undefined;
  room.meanwhile = async () => {
    theirs = await claim(ours);
  };
  await end(start(ours));
  assert.deepEqual([posted, await state()], [[], ['due']]);
  room.meanwhile = async () => {};
  await start(theirs).restore(['1']);
  await settle();
  assert.equal(posted.length, 1);
  assert.deepEqual(await state(), ['done']);
});

test('a process that loses the server once it has noted that it’s posting leaves it to the other one to say so', async () => {
  const { posted, start, end, state } = await open();
  await end(start({ ...UNCONTESTED, holds: async () => false } as unknown as Claim));
  assert.deepEqual([posted, await state()], [[], ['posting']]);
});
