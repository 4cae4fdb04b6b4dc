import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { systemClock } from '../../../src/base/clock.ts';
import { openTranscriptArchive } from '../../../src/conversation/memory/transcript-archive.ts';
import { makeStore, openStore } from '../../../src/store/store.ts';
import { hold, say, stall } from '../../../world/live/steps.ts';
import { at } from '../../place.ts';
import { moody } from '../../store/moody.ts';
import { silent } from '../../store/record.ts';
import { fileOf, lock, sqliteUrl } from '../../store/stores.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { firstOf } from '../acts.ts';
import { ada, bob, never, recall, stage } from '../stage.ts';

/** Conversations on a real file, and what of them is in it. */
const open = async (t: TestContext, options: Parameters<typeof stage>[1] = {}) => {
  const url = await sqliteUrl(t);
  const store = await openStore(url, silent, { retry: 50 });
  t.after(() => store.close());
  const all = await stage(t, { store, model: recall, ...options });
  /** The texts of all turns in the file, also of those that nobody would read. */
  const left = () => {
    const file = new DatabaseSync(fileOf(url), { readOnly: true });
    const rows = file.prepare("SELECT value FROM keyv WHERE key LIKE 'turn:%' AND value <> '' ORDER BY key").all();
    file.close();
    return rows.map(({ value }) => `${JSON.parse(`${value}`).value.value.asked}`);
  };
  const ask = async (text: string, of = all.conversations) => {
    const turn = of.ask(at('c'), { person: ada, text });
    await turn.number.settled;
    return turn;
  };
  const hear = async () => {
    const { turn, speech } = all.conversations.hear(at('c'), ada);
    speech.end();
    await turn.number.settled;
    return turn;
  };
  /** Resolves when nothing is on its way to the file any more. */
  const stored = async () => {
    for (let ticks = 0; ticks < 20; ticks += 1) await setImmediate();
    await store.shelf<number>({ name: 'mark', version: 1, lifetime: 60_000 }).setSurely('mark', 1);
  };
  return { ...all, url, left, ask, hear, stored };
};

test('an answer that still plays is forgotten with the rest, also if it is silenced or spoken over afterwards', async (t) => {
  for (const by of ['hush', 'speech'] as const) {
    const {
      conversations,
      open: start,
      ask,
      hear,
      left,
      stored,
    } = await open(t, {
      model: (asked) => (/story/.test(asked.text) ? [say('once upon a time')] : recall(asked)),
    });
    const turn = await hear();
    const typed = await ask('a story');
    assert.equal(left().length, 2);
    assert.equal(await conversations.reset(at('c')), 'done');
    assert.deepEqual(left(), []);
    // Its sound is still being played.
    for (const late of [turn, typed]) conversations.interrupt(at('c'), late, 10, by);
    await stored();
    assert.deepEqual(left(), []);
    assert.equal((await conversations.status(at('c'))).turns, 0);
    assert.equal((await ask('what do you know?', start())).text, '[Ada] what do you know?');
    await conversations.close(never);
  }
});

test('an answer that is still being shown is forgotten with the rest', async (t) => {
  const { conversations, open: start, ask, left, stored } = await open(t);
  const turn = await ask('a story');
  await conversations.reset(at('c'));
  turn.view.show({ message: 'm', page: 1 });
  await stored();
  assert.deepEqual(left(), []);
  assert.equal((await ask('what do you know?', start())).text, '[Ada] what do you know?');
});

test('what is cut short after the conversation has gone to rest and was forgotten stays forgotten', async (t) => {
  const { conversations, left, ask, hear, stored } = await open(t, { idle: 0 });
  const turn = await hear();
  while (conversations.awake > 0) await setImmediate();
  await conversations.reset(at('c'));
  assert.deepEqual(left(), []);
  conversations.interrupt(at('c'), turn, 0, 'speech');
  await stored();
  assert.deepEqual([left(), conversations.awake], [[], 0]);
  assert.equal((await ask('new')).text, '[Ada] new');
});

test('a late interruption wakes no conversation, and the transcript still keeps only what was heard', async (t) => {
  const { conversations, archive, hear, stored } = await open(t, { idle: 0, model: () => 'one two three four' });
  const turn = await hear();
  while (conversations.awake > 0) await setImmediate();
  conversations.interrupt(at('c'), turn, 0, 'speech');
  assert.equal(conversations.awake, 0);
  await stored();
  assert.equal((await archive.turns.get('c:1'))?.answered, '');
});

test('revising a turn of a conversation that is awake asks the store nothing', async (t) => {
  const { database, reads } = moody(systemClock);
  const store = await makeStore(database, silent, {});
  t.after(() => store.close());
  const { conversations, archive } = await stage(t, { store, model: () => 'one two three four' });
  const hear = async () => {
    const { turn, speech } = conversations.hear(at('c'), ada);
    speech.end();
    await turn.number.settled;
    return turn;
  };
  await hear();
  const before = reads('conversation');
  const turn = await hear();
  turn.spoken.cut(0);
  for (let ticks = 0; ticks < 20; ticks += 1) await setImmediate();
  assert.equal((await archive.turns.get('c:2'))?.answered, '');
  assert.equal(reads('conversation'), before);
});

test('whoever waits while all is forgotten is asked of a model that has forgotten it', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { conversations, ask } = await open(t, {
    model: (asked) => (/long/.test(asked.text) ? [say('once'), hold(gate.promise), stall] : recall(asked)),
  });
  await ask('a secret');
  const running = conversations.ask(at('c'), { person: bob, text: 'a long story' });
  const waiting = conversations.ask(at('c'), { person: ada, text: 'what do you know?' });
  await firstOf(running, 'text');
  assert.equal(await conversations.reset(at('c')), 'done');
  await waiting.ended;
  gate.resolve();
  assert.equal(waiting.text, '[Ada] what do you know?');
});

test('a handle from before that is still in the store leads nobody back, whatever time it seems to be of', async (t) => {
  const { conversations, open: start, ask, handles } = await open(t);
  await ask('a secret');
  await conversations.close(never);
  const kept = await handles.get('c');
  assert.ok(kept);
  const next = start();
  await next.reset(at('c'));
  // Somebody has set the wall clock back since.
  await handles.set('c', { ...kept, at: kept.at + 3_600_000 });
  assert.equal((await ask('what do you know?', start())).text, '[Ada] what do you know?');
});

test('while the file is locked nobody is told that all is forgotten, and it is as soon as it can be', async (t) => {
  const { url, conversations, ask, left } = await open(t);
  for (const text of ['one', 'two']) await ask(text);
  const unlock = lock(url);
  assert.equal(await conversations.reset(at('c')), 'later');
  assert.deepEqual(left(), ['one', 'two']);
  assert.equal((await ask('new')).text, '[Ada] new');
  unlock();
  while (left().join() !== 'new') await setImmediate();
  assert.equal((await conversations.status(at('c'))).turns, 1);
});

/** Writes a long conversation, as it would be after months. */
const write = async (archive: ReturnType<typeof openTranscriptArchive>, turns: number) => {
  const entry = { person: ada, at: 1, asked: 'words', answered: 'more', ended: 'complete' as const };
  for (let first = 1; first <= turns; first += 500)
    await archive.write(Array.from({ length: 500 }, (_, n) => archive.turns.record(`c:${first + n}`, entry)));
  await archive.summaries.set('c', { startedAt: 1, lastAt: 1, turns });
};

test('a conversation of 12,000 turns is forgotten whole', async (t) => {
  const { conversations, archive, left, ask } = await open(t);
  await write(archive, 12_000);
  assert.equal(left().length, 12_000);
  assert.equal(await conversations.reset(at('c')), 'done');
  assert.deepEqual(left(), []);
  assert.equal((await ask('what do you know?')).text, '[Ada] what do you know?');
});

test('a process that dies while it forgets leaves nothing that comes back, and the next one erases the rest', async (t) => {
  const clock = new VirtualClock();
  const { database, mood, kept } = moody(clock);
  const store = await makeStore(database, silent, { clock });
  const archive = openTranscriptArchive(store);
  await write(archive, 3_000);
  const { conversations } = await stage(t, { store, model: recall });
  mood.writes = 4;
  assert.equal(await conversations.reset(at('c')), 'later');
  assert.ok(kept('turn').length > 0 && kept('turn').length < 3_000, `${kept('turn').length}`);

  // It is dead: what it still had to write never comes.
  mood.writes = Number.POSITIVE_INFINITY;
  const next = await stage(t, { store: await makeStore(database, silent, { clock: systemClock }), model: recall });
  assert.equal((await next.conversations.status(at('c'))).turns, 0);
  const turn = next.conversations.ask(at('c'), { person: bob, text: 'what do you know?' });
  await turn.number.settled;
  assert.equal(turn.text, '[Bob] what do you know?');
  while (kept('turn').length > 1) await setImmediate();
  assert.equal(turn.number.value, 1);
});

test('where nothing more can be stored, it says that it could not forget', async (t) => {
  const clock = new VirtualClock();
  const { database, mood } = moody(clock);
  const store = await makeStore(database, silent, { clock, limits: { changes: 3, bytes: 10_000 } });
  const { conversations } = await stage(t, { store, model: recall });
  await conversations.ask(at('c'), { person: ada, text: 'one' }).number.settled;
  mood.writes = 0;
  const full = store.shelf<number>({ name: 'thing', version: 1, lifetime: 60_000 });
  while (store.health().queued < 3) await full.set(`${store.health().queued}`, 1);
  await assert.rejects(conversations.reset(at('c')), { name: 'UserError', message: 'reset.failed' });
});

test('stopping waits for whoever wants all to be forgotten', async (t) => {
  const { conversations, ask, left } = await open(t, {
    model: (asked) => (/long/.test(asked.text) ? [say('once'), stall] : recall(asked)),
  });
  await ask('a secret');
  const running = conversations.ask(at('c'), { person: ada, text: 'a long story' });
  await firstOf(running, 'text');
  let told: unknown;
  void conversations.reset(at('c')).then((how) => {
    told = how;
  });
  await conversations.close(never);
  assert.deepEqual([told, left()], ['done', []]);
  await assert.rejects(conversations.reset(at('c')), { message: 'asking.restarting' });
});
