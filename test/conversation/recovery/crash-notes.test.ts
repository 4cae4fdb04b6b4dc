import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { openConversationStore } from '../../../src/conversation/conversation-store.ts';
import type { PromisedReply } from '../../../src/conversation/recovery/crash-note-shelf.ts';
import { CrashNotes } from '../../../src/conversation/recovery/crash-notes.ts';
import { makeStore, openStore } from '../../../src/store/store.ts';
import { ALONE } from '../../claims/alone.ts';
import { at } from '../../place.ts';
import { moody } from '../../store/moody.ts';
import { fileOf, sqliteUrl } from '../../store/stores.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const log = pino({ level: 'silent' });
const here = at('channel', 'home');
const MINUTE = 60_000;
const clock = new VirtualClock();
/** A reply that can be given for a quarter of an hour from now. */
const reply = (id: string): PromisedReply => ({
  id,
  channel: 'channel',
  application: 'parley',
  token: `token of ${id}`,
  until: clock.wall() + 15 * MINUTE,
});

/** One store for as many processes as there are, and what it holds of their home once all is written. */
const open = async () => {
  const records = openConversationStore(await openStore('memory:', log));
  const written: Promise<void>[] = [];
  const { unfinished } = records();
  const shelf: typeof unfinished = {
    ...unfinished,
    set(key, value) {
      const done = unfinished.set(key, value);
      written.push(done);
      return done;
    },
    delete(keys) {
      const done = unfinished.delete(keys);
      written.push(done);
      return done;
    },
  };
  const process = (on = shelf) =>
    new CrashNotes({ claims: ALONE, records: () => ({ ...records(), unfinished: on }), clock, log });
  const left = async () => {
    // What is to be written is known when everything that can happen without a wait has happened.
    for (let seen = -1; seen !== written.length; ) {
      seen = written.length;
      await Promise.all(written);
      await setImmediate();
    }
    return shelf.get('home');
  };
  return { shelf, process, left };
};

test('what people may see or wait for is noted until it is over, and then nothing is', async () => {
  const { shelf, process, left } = await open();
  const unfinished = process();
  unfinished.begin('home', 'garden', shelf);
  unfinished.promise(here, reply('first'));
  unfinished.promise(here, reply('second'));
  assert.deepEqual(await left(), { channels: ['garden'], promised: [reply('first'), reply('second')] });
  unfinished.settle('home', 'first');
  unfinished.withdraw('home', 'second');
  assert.deepEqual(await left(), { channels: ['garden'], promised: [] });
  unfinished.end('home', 'garden');
  assert.equal(await left(), undefined);
});

test('a promise that comes and goes writes nothing of the channels', async () => {
  const { shelf, process, left } = await open();
  const written: string[] = [];
  const watched: typeof shelf = {
    ...shelf,
    set: (home, value) => {
      written.push(Object.keys(value).join());
      return shelf.set(home, value);
    },
  };
  const unfinished = process(watched);
  unfinished.begin('home', 'garden', watched);
  await left();
  await unfinished.promise(here, reply('first'));
  unfinished.settle('home', 'first');
  assert.deepEqual(await left(), { channels: ['garden'], promised: [] });
  assert.deepEqual(written, ['channels,promised', 'promised', 'promised']);
});

test('what a dead process has left stays noted until the next one has ended it', async () => {
  const { shelf, process, left } = await open();
  process().promise(here, reply('first'));
  const heir = process();
  await left();
  const inherited = heir.inherit('home', shelf);
  // At once, while it is still being read.
  heir.promise(here, reply('second'));
  assert.deepEqual(await inherited, { channels: [], promised: [reply('first')] });
  assert.deepEqual(await left(), { channels: [], promised: [reply('first'), reply('second')] });
  assert.equal(heir.owes('home', 'first'), true);
  assert.equal(heir.owes('home', 'second'), false);
  heir.settle('home', 'first');
  assert.equal(heir.owes('home', 'first'), false);
  assert.deepEqual(await left(), { channels: [], promised: [reply('second')] });
});

test('whoever hears a command that a dead process acknowledged still owes the reply', async () => {
  const { shelf, process, left } = await open();
  process().promise(here, reply('first'));
  const heir = process();
  const found = await left();
  heir.promise(here, reply('first'));
  await heir.inherit('home', shelf);
  assert.equal(heir.owes('home', 'first'), false);
  // Discord says that it was acknowledged before.
  heir.withdraw('home', 'first');
  assert.equal(heir.owes('home', 'first'), true);
  assert.deepEqual(await left(), found);
});

test('where nothing was left, nothing is noted, and nothing kept', async () => {
  const { shelf, process, left } = await open();
  const heir = process();
  assert.deepEqual(await heir.inherit('home', shelf), { channels: [], promised: [] });
  heir.promise(here, reply('first'));
  heir.settle('home', 'first');
  assert.equal(await left(), undefined);
});

test('a home that another process has is not written to any more', async () => {
  const { process, left } = await open();
  const unfinished = process();
  unfinished.promise(here, reply('first'));
  await left();
  unfinished.settle('home', 'first');
  unfinished.forget('home');
  assert.deepEqual(await left(), { channels: [], promised: [reply('first')] });
});

test('a flood of commands is noted only so far', async () => {
  const { process, left } = await open();
  const unfinished = process();
  for (let number = 0; number < 150; number += 1) unfinished.promise(here, reply(`${number}`));
  assert.equal((await left())?.promised.length, 100);
  for (let number = 0; number < 150; number += 1) unfinished.settle('home', `${number}`);
  assert.equal(await left(), undefined);
});

test('five hundred notes at the same moment are one write, and each of as many that come and go writes itself alone', async () => {
  const { shelf, process, left } = await open();
  const sizes: number[] = [];
  const watched: typeof shelf = {
    ...shelf,
    set: (home, value) => {
      sizes.push((value.channels?.length ?? 0) + (value.promised?.length ?? 0));
      return shelf.set(home, value);
    },
  };
  const unfinished = process(watched);
  for (let number = 0; number < 500; number += 1) unfinished.begin('home', `${number}`, watched);
  assert.equal((await left())?.channels.length, 500);
  assert.deepEqual(sizes.splice(0), [500]);
  for (let number = 0; number < 500; number += 1) unfinished.end('home', `${number}`);
  assert.equal(await left(), undefined);
  for (let number = 0; number < 500; number += 1) {
    await unfinished.promise(here, reply(`${number}`));
    unfinished.settle('home', `${number}`);
  }
  assert.equal(await left(), undefined);
  assert.ok(Math.max(...sizes) <= 2, `${Math.max(...sizes)}`);
});

test('a reply is forgotten when its token is good no more, by its own process and by the next one', async () => {
  const { shelf, process, left } = await open();
  const unfinished = process();
  unfinished.begin('home', 'garden', shelf);
  const old = reply('old');
  unfinished.promise(here, old);
  await clock.advance(10 * MINUTE);
  const young = reply('young');
  unfinished.promise(here, young);
  assert.deepEqual(await left(), { channels: ['garden'], promised: [old, young] });
  await clock.advance(5 * MINUTE);
  const heir = process();
  assert.deepEqual(await heir.inherit('home', shelf), { channels: ['garden'], promised: [young] });
  assert.deepEqual([heir.owes('home', 'old'), heir.owes('home', 'young')], [false, true]);
  const newest = reply('newest');
  unfinished.promise(here, newest);
  assert.deepEqual(await left(), { channels: ['garden'], promised: [young, newest] }, 'no token outlives its time');
  await clock.advance(10 * MINUTE);
  assert.equal(heir.owes('home', 'young'), false);
});

test('a token that a dead process leaves in the store expires when it is good no more', async (t) => {
  const url = await sqliteUrl(t);
  const store = await openStore(url, log);
  const { unfinished: shelf } = openConversationStore(store)();
  const unfinished = new CrashNotes({ claims: ALONE, records: openConversationStore(store), clock, log });
  unfinished.begin('home', 'garden', shelf);
  await unfinished.promise(here, reply('first'));
  using file = new DatabaseSync(fileOf(url));
  const rows = file.prepare('SELECT value, expires FROM keyv').all();
  const lifetimes = rows
    .filter(({ value }) => `${value}`.includes('token of'))
    .map(({ expires }) => Number(expires) - Date.now());
  assert.equal(lifetimes.length, 1);
  assert.ok(
    lifetimes.every((left) => left <= 15 * MINUTE),
    `${lifetimes} ms`,
  );
  assert.ok(rows.some(({ value }) => `${value}`.includes('garden')));
  await store.close();
});

test('while the store is away nothing is written over what a dead process has left, and nobody waits for it', async () => {
  const { database, mood } = moody(clock);
  const start = async () => openConversationStore(await makeStore(database, log, { clock }));
  const before = (await start())().unfinished;
  const [first, second, third] = ['first', 'second', 'third'].map(reply) as [
    PromisedReply,
    PromisedReply,
    PromisedReply,
  ];
  await before.set('home', { channels: ['garden'], promised: [first] });

  const records = await start();
  const { unfinished } = records();
  mood.slow = 3_000;
  const heir = new CrashNotes({ claims: ALONE, records, clock, log });
  const inherited = heir.inherit('home', unfinished);
  const noted = heir.promise(here, second);
  await clock.until(noted);
  heir.withdraw('home', 'second');
  await clock.until(heir.promise(here, third));
  mood.slow = 0;
  assert.deepEqual(await clock.until(inherited), { channels: ['garden'], promised: [first] });
  while ((await unfinished.get('home'))?.promised.length !== 2) await setImmediate();
  assert.deepEqual(await unfinished.get('home'), { channels: ['garden'], promised: [first, third] });
});
