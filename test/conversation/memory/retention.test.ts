import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openConversationMemory } from '../../../src/conversation/memory/conversation-memory.ts';
import { makeRetention } from '../../../src/conversation/memory/retention.ts';
import { openTranscriptArchive } from '../../../src/conversation/memory/transcript-archive.ts';
import type { StoredTurn } from '../../../src/conversation/turns/stored-turn.ts';
import { makeStore, openStore, type Store } from '../../../src/store/store.ts';
import { at } from '../../place.ts';
import { moody } from '../../store/moody.ts';
import { silent } from '../../store/record.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const DAY = 24 * 60 * 60_000;
const NOW = Date.now();
const turn = (daysAgo: number): StoredTurn => ({
  person: { id: '1', name: 'Ada' },
  at: NOW - daysAgo * DAY,
  asked: `${daysAgo} days ago`,
  answered: 'Yes.',
  ended: 'complete',
});

/** A channel's memory with this retention, in a world whose clock stands still. */
const open = (store: Store, days: () => number | undefined, now = () => NOW) => {
  const archive = openTranscriptArchive(store, undefined, makeRetention(days, { wall: now }));
  return { archive, ...openConversationMemory(at('c', 's'), archive) };
};

const tell = async ({ transcript }: ReturnType<typeof open>) =>
  (await transcript.since(0, 10_000)).map(({ asked }) => asked);

test('what is older than the retention is not told, as soon as it is set', async () => {
  let days = 30;
  const memory = open(await openStore('memory:', silent), () => days);
  for (const ago of [20, 8, 6, 1]) await memory.transcript.append(turn(ago), undefined);
  assert.deepEqual(await tell(memory), ['20 days ago', '8 days ago', '6 days ago', '1 days ago']);
  days = 7;
  assert.deepEqual(await tell(memory), ['6 days ago', '1 days ago']);
  assert.deepEqual(
    (await memory.transcript.newest()).map(({ number }) => number),
    [3, 4],
  );
  assert.equal(await memory.transcript.entry(2), undefined);
  assert.equal((await memory.transcript.entry(3))?.asked, '6 days ago');
});

test('a retention that was made shorter erases what is too old when the conversation wakes, and numbers go on', async () => {
  const store = await openStore('memory:', silent);
  const before = open(store, () => 365);
  for (const ago of [300, 100, 20, 6, 1]) await before.transcript.append(turn(ago), undefined);
  await before.transcript.applyRetention();
  const after = open(store, () => 7);
  await after.transcript.applyRetention();
  const wide = open(store, () => 365);
  assert.deepEqual(await tell(wide), ['6 days ago', '1 days ago'], 'not only hidden, but gone');
  assert.equal(await wide.transcript.append(turn(0), undefined), 6);
  const rows = await Array.fromAsync(store.list('turn:c'));
  assert.equal(rows.length, 3);
});

test('a gap that a deletion left is read through only until what is before it has expired', async () => {
  const clock = new VirtualClock();
  const { database, reads } = moody(clock);
  const store = await makeStore(database, silent, { clock });
  let days = 30;
  const retention = makeRetention(() => days, clock);
  const archive = openTranscriptArchive(store, undefined, retention);
  const openMemory = () => openConversationMemory(at('c', 's'), archive).transcript;
  /** All that was said has expired; half of it was erased just now. */
  const erase = (kept: number) => {
    const erased = { at: clock.wall(), from: 1, to: 20_000, count: 10_000 };
    const summary = { turns: 20_000, startedAt: 1, lastAt: 2, erased, kept };
    return clock.until(archive.writeSurely([archive.summaries.record('c', summary, 900 * DAY)]));
  };
  const countRead = async () => {
    const transcript = openMemory();
    await clock.until(transcript.summary());
    const before = reads('turn');
    assert.deepEqual(await clock.until(transcript.since(0, 10_000)), []);
    return reads('turn') - before;
  };
  await erase(30 * DAY);
  clock.set(29 * DAY);
  assert.equal(await countRead(), 20_000);
  clock.set(2 * DAY);
  assert.equal(await countRead(), 50);
  // What was written for longer may be there for longer, until it's made to go by what is set now.
  await erase(365 * DAY);
  days = 7;
  clock.set(31 * DAY);
  assert.equal(await countRead(), 20_000);
  await clock.until(openMemory().applyRetention());
  assert.equal(await countRead(), 50);
});

test('a turn lives as long as is set, however late it is written again', async () => {
  const store = await openStore('memory:', silent);
  const memory = open(store, () => 7);
  await memory.transcript.append(turn(6), undefined);
  await memory.transcript.revise(1, { ...turn(6), answered: 'No.' });
  const [row] = await Array.fromAsync(store.list('turn:c'));
  const left = Number(JSON.parse(row?.text ?? '{}').expires) - NOW;
  assert.ok(left > 0.9 * DAY && left < 1.1 * DAY, `${left / DAY} days`);
});

test('as long as the settings are not known nothing is erased, and everything is told', async () => {
  const store = await openStore('memory:', silent);
  const before = open(store, () => 365);
  for (const ago of [300, 6]) await before.transcript.append(turn(ago), undefined);
  await before.transcript.applyRetention();
  const unknown = open(store, () => undefined);
  await unknown.transcript.applyRetention();
  assert.deepEqual(await tell(unknown), ['300 days ago', '6 days ago']);
});

test('a recap is told for as long as turns are', async () => {
  let now = NOW;
  const memory = open(
    await openStore('memory:', silent),
    () => 7,
    () => now,
  );
  await memory.transcript.append(turn(1), undefined);
  const { startedAt = 0 } = (await memory.transcript.summary()) ?? {};
  await memory.recaps.keep({ text: 'Ada said yes.', upTo: 1, startedAt, at: NOW, model: 'm' });
  assert.equal((await memory.recaps.get())?.text, 'Ada said yes.');
  now += 8 * DAY;
  assert.equal(await memory.recaps.get(), undefined);
});
