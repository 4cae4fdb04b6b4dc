import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { openConversationMemory } from '../../../src/conversation/memory/conversation-memory.ts';
import { openTranscriptArchive } from '../../../src/conversation/memory/transcript-archive.ts';
import { countTurns } from '../../../src/conversation/memory/transcript-summary.ts';
import { toContinuationId } from '../../../src/conversation/turns/continuation.ts';
import { toRepetitionId } from '../../../src/conversation/turns/repetition.ts';
import type { StoredTurn } from '../../../src/conversation/turns/stored-turn.ts';
import { makeStore, openStore } from '../../../src/store/store.ts';
import { NotStoredError } from '../../../src/store/store-errors.ts';
import { say, stall } from '../../../world/live/steps.ts';
import { ALONE } from '../../claims/alone.ts';
import { at } from '../../place.ts';
import { moody } from '../../store/moody.ts';
import { silent } from '../../store/record.ts';
import { fileOf, sqliteUrl } from '../../store/stores.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { firstOf } from '../acts.ts';
import { ada, bob, never, recall, stage } from '../stage.ts';

const memoryIn = async (t: TestContext) => {
  const store = await openStore('memory:', silent);
  t.after(() => store.close());
  const archive = openTranscriptArchive(store);
  return { store, archive, ...openConversationMemory(at('c', 's'), archive) };
};

const entry = (
  person: StoredTurn['person'],
  asked: string,
  time: number,
  more: Partial<StoredTurn> = {},
): StoredTurn => ({
  person,
  at: time,
  asked,
  answered: `answer to ${asked}`,
  ended: 'complete',
  ...more,
});

const QUOTE = { is: 'reply', from: ada, text: 'secret' } as const;

test('a person is erased from the transcript, and the others keep theirs, and their numbers', async (t) => {
  const { transcript, archive } = await memoryIn(t);
  for (let index = 1; index <= 450; index += 1)
    await transcript.append(entry(index % 3 === 0 ? ada : bob, `${index}`, index), 12);
  await transcript.erase(ada.id, 10_000);
  const left = await transcript.since(0, 100_000);
  assert.equal(left.length, 300);
  assert.equal(
    left.every(({ person, asked, number }) => person.id === bob.id && Number(asked) === number && number % 3 !== 0),
    true,
  );
  const summary = await transcript.summary();
  assert.deepEqual(summary, {
    server: 's',
    turns: 450,
    startedAt: 1,
    lastAt: 449,
    lastLatency: 12,
    speakers: [bob],
    done: [],
    erased: { at: 10_000, from: 1, to: 450, count: 150 },
  });
  assert.equal(summary && countTurns(summary), 300);
  // Their turns are gone from the store as well, and only they.
  assert.deepEqual(
    (await archive.turns.getMany(['c:1', 'c:3', 'c:449', 'c:450'])).map((turn) => turn?.asked),
    ['1', undefined, '449', undefined],
  );
  // The number of a turn that was erased is never given again.
  assert.equal(await transcript.append(entry(bob, 'next', 500), 1), 451);
});

test('a quote of a person goes, and the turn that quotes them stays, without the files of their message', async (t) => {
  const { transcript } = await memoryIn(t);
  const others = { is: 'reply', from: { id: '3', name: 'Cy' }, text: 'hello' } as const;
  const file = (name: string, of: 'question' | 'quote') =>
    ({ name, is: 'text', size: '1 kB', of, excerpt: name }) as const;
  const files = [file('mine.txt', 'question'), file('theirs.txt', 'quote')];
  await transcript.append(entry(bob, 'one', 1, { quotes: [QUOTE, others], files }), 1);
  await transcript.append(entry(bob, 'two', 2, { quotes: [others], files }), 1);
  await transcript.erase(ada.id, 100);
  const [one, two] = await transcript.since(0, 6_000);
  assert.deepEqual([one?.quotes, one?.files], [[others], [files[0]]]);
  assert.deepEqual([two?.quotes, two?.files], [[others], files]);
});

test("what others made of a person's words goes with them: their question again, and the rest of its answer", async (t) => {
  const { transcript } = await memoryIn(t);
  await transcript.append(entry(ada, 'mine', 1), 1);
  const again = toRepetitionId({ person: ada.id, at: 1 });
  await transcript.append(entry(bob, 'mine', 2, { id: again }), 1);
  await transcript.append(entry(bob, 'go on', 3, { id: toContinuationId({ number: 1, at: 1 }) }), 1);
  await transcript.append(entry(bob, 'go on more', 4, { id: toContinuationId({ number: 3, at: 3 }) }), 1);
  await transcript.append(entry(bob, 'my own', 5, { id: '77' }), 1);
  await transcript.append(entry(bob, 'rest of my own', 6, { id: toContinuationId({ number: 5, at: 5 }) }), 1);
  await transcript.erase(ada.id, 100);
  const asked = (await transcript.since(0, 6_000)).map((turn) => turn.asked);
  assert.deepEqual(asked, ['my own', 'rest of my own']);
  assert.equal(JSON.stringify(await transcript.summary()).includes(again), false);
});

test('where a person said nothing, nothing is written', async (t) => {
  const { transcript } = await memoryIn(t);
  await transcript.append(entry(bob, 'one', 1), 1);
  const before = await transcript.summary();
  await transcript.erase(ada.id, 100);
  assert.deepEqual(await transcript.summary(), before);
  assert.equal((await transcript.entry(1))?.asked, 'one');
});

test('a recap goes if it tells of a person, or does not say of whom it tells', async (t) => {
  for (const [people, stays] of [
    [[bob.id], true],
    [[bob.id, ada.id], false],
    [undefined, false],
  ] as const) {
    const { transcript, recaps, archive } = await memoryIn(t);
    await transcript.append(entry(bob, 'one', 1), 1);
    await recaps.keep({ text: 'All of it.', upTo: 1, startedAt: 1, at: 2, model: 'm', ...(people && { people }) });
    await transcript.erase(ada.id, 100);
    assert.equal((await archive.recaps.get('c')) !== undefined, stays);
  }
});

test('nothing that was said before a long monologue of theirs is lost with it', async (t) => {
  const { store, transcript, archive } = await memoryIn(t);
  const asked = (index: number) => (index > 40 && index <= 900 ? ada : bob);
  for (let index = 1; index <= 950; index += 1) await transcript.append(entry(asked(index), `${index}`, index), 1);
  await transcript.erase(ada.id, 10_000);
  const left = await openConversationMemory(at('c', 's'), archive).transcript.since(0, 100_000);
  assert.deepEqual(
    left.map(({ number }) => number),
    Array.from({ length: 90 }, (_, index) => (index < 40 ? index + 1 : index + 861)),
  );
  // A retention that is set later finds them, too.
  const shorter = openTranscriptArchive(store, undefined, { lifetime: () => 60_000, oldest: () => 41 });
  await openConversationMemory(at('c', 's'), shorter).transcript.applyRetention();
  assert.deepEqual(await archive.turns.getReadable(['c:1', 'c:40']), [undefined, undefined]);
});

test('where nothing of others is left, the conversation begins anew, and no gap tells of it', async (t) => {
  const { transcript, archive } = await memoryIn(t);
  for (let index = 1; index <= 3; index += 1) await transcript.append(entry(ada, `${index}`, index), 1);
  await transcript.erase(ada.id, 100);
  assert.deepEqual(await transcript.summary(), { server: 's', turns: 0, epoch: 100, done: [], forgotten: [] });
  assert.deepEqual(await archive.turns.getMany(['c:1', 'c:2', 'c:3']), [undefined, undefined, undefined]);
});

test('what comes late for a turn is written nowhere once the person is erased', async (t) => {
  const { transcript, drafts, archive } = await memoryIn(t);
  const [mine, quoting] = [await transcript.slot(), entry(bob, 'two', 2, { quotes: [QUOTE] })];
  await mine.append(entry(ada, 'one', 1), 1);
  const other = await transcript.slot();
  await other.append(quoting, 1);
  const drafted = await transcript.slot();
  await drafted.draft(entry(ada, 'three', 3));
  await transcript.erase(ada.id, 100);
  // The sound of an answer may still be playing, and the answer may still be shown.
  await mine.revise(entry(ada, 'one', 1, { answered: 'heard half' }));
  await other.revise({ ...quoting, answered: 'heard half' });
  await drafted.draft(entry(ada, 'three', 3, { answered: 'more' }));
  await drafts.settled;
  const { turns } = archive;
  assert.deepEqual(
    (await turns.getMany(['c:1', 'c:2', 'c:3'])).map((turn) => turn && [turn.asked, turn.answered, turn.quotes]),
    [undefined, ['two', 'answer to two', undefined], undefined],
  );
});

test('a write of the person that comes all the same is found by the next look, and goes', async (t) => {
  const { transcript, archive } = await memoryIn(t);
  for (const [index, person] of [ada, bob].entries()) await transcript.append(entry(person, 'x', index + 1), 1);
  await transcript.erase(ada.id, 100);
  await archive.turns.setSurely('c:1', entry(ada, 'late', 1));
  await transcript.erase(ada.id, 200);
  assert.equal(await archive.turns.get('c:1'), undefined);
  assert.deepEqual(
    (await transcript.since(0, 6_000)).map(({ number }) => number),
    [2],
  );
  // It was counted as erased before.
  const summary = await transcript.summary();
  assert.equal(summary && countTurns(summary), 1);
});

test('what is from after an order stays, and so does the name by which the person is told apart', async (t) => {
  const { transcript, recaps, archive } = await memoryIn(t);
  const again = (time: number) => toRepetitionId({ person: ada.id, at: time });
  const turns = [
    entry(ada, 'old', 1),
    entry(bob, 'old, too', 2, { quotes: [QUOTE] }),
    entry(ada, 'new', 11),
    entry(bob, 'quotes the new', 12, { quotes: [QUOTE] }),
    entry(bob, 'old again', 13, { id: again(1) }),
    entry(bob, 'rest of the old', 14, { id: toContinuationId({ number: 1, at: 1 }) }),
    entry(bob, 'new again', 15, { id: again(11) }),
  ];
  for (const turn of turns) await transcript.append(turn, 1);
  await transcript.erase(ada.id, 100, 10);
  assert.deepEqual(
    (await transcript.since(0, 6_000)).map(({ asked, quotes }) => [asked, quotes?.length ?? 0]),
    [
      ['old, too', 0],
      ['new', 0],
      ['quotes the new', 1],
      ['new again', 0],
    ],
  );
  const summary = await transcript.summary();
  assert.deepEqual([summary?.speakers, summary && countTurns(summary)], [[ada, bob], 4]);
  // The next look finds nothing, and changes nothing: also no recap, and no turn that no summary counts.
  const { startedAt = 0 } = summary ?? {};
  const recap = { text: 'All of it.', upTo: 4, startedAt, at: 20, model: 'm', people: [ada.id] };
  await recaps.keep(recap);
  await archive.turns.setSurely('c:90', entry(ada, 'old', 3));
  await archive.turns.setSurely('c:91', entry(ada, 'new', 16));
  await transcript.erase(ada.id, 200, 10);
  assert.deepEqual(await transcript.summary(), summary);
  assert.deepEqual(await archive.recaps.get('c'), recap);
  assert.deepEqual(
    (await archive.turns.getMany(['c:90', 'c:91'])).map((turn) => turn?.asked),
    [undefined, 'new'],
  );
  // Once they're erased with all that they said, the name goes as well.
  await transcript.erase(ada.id, 300, 50);
  assert.deepEqual((await transcript.summary())?.speakers, [bob]);
  assert.equal(await archive.recaps.get('c'), undefined);
});

test('a store that goes away at any write leaves no words that nobody would look for, and the next try ends it', async () => {
  const seen = new Set<number>();
  for (let writes = 0; writes < 8; writes += 1) {
    const clock = new VirtualClock();
    const { database, mood, kept } = moody(clock);
    const store = await makeStore(database, silent, { clock });
    const archive = openTranscriptArchive(store);
    const { transcript } = openConversationMemory(at('c'), archive);
    // The first turn is the person's, and so is what others had told of its answer.
    const rest = (index: number) => toContinuationId({ number: index - 2, at: index - 2 });
    const turnOf = (index: number) =>
      entry(index === 1 ? ada : bob, `${index}`, index, index % 2 && index > 1 ? { id: rest(index) } : {});
    const records = Array.from({ length: 900 }, (_, index) =>
      archive.turns.record(`c:${index + 1}`, turnOf(index + 1)),
    );
    await archive.writeSurely([...records, archive.summaries.record('c', { turns: 900, startedAt: 1, lastAt: 900 })]);
    mood.writes = writes;
    const failed = await clock.until(
      transcript.erase(ada.id, 10_000).then(
        () => undefined,
        (error) => error,
      ),
    );
    if (failed) assert.equal(failed instanceof NotStoredError, true, `${failed}`);
    // What a process that dies here leaves is what the database has.
    const words = kept('turn').filter((key) => Number(key.split(':').at(-1)) % 2 === 1);
    seen.add(words.length);
    assert.equal(words.includes('turn:c:1'), words.length > 0, 'the turn that names the person goes last');
    mood.writes = Number.POSITIVE_INFINITY;
    const other = openConversationMemory(at('c'), archive).transcript;
    await clock.until(store.waitUntilBack());
    await clock.until(other.erase(ada.id, 20_000));
    const left = await clock.until(other.since(0, 100_000));
    assert.equal(left.length, 450);
    assert.equal(
      left.every(({ asked, number }) => Number(asked) === number && number % 2 === 0),
      true,
    );
    const summary = await clock.until(other.summary());
    assert.deepEqual([summary?.turns, summary && countTurns(summary)], [900, 450]);
    await clock.until(store.close());
  }
  assert.ok(seen.size > 2, 'it went away in the middle');
});

test('the others go on: the next session knows what is left, and nothing of the person', async (t) => {
  const { conversations, handles } = await stage(t, { model: recall });
  await conversations.ask(at('c'), { person: ada, text: 'my secret' }).ended;
  await conversations.ask(at('c'), { person: bob, text: 'hello' }).ended;
  await conversations.erase(at('c'), ada.id);
  assert.equal(await handles.get('c'), undefined);
  const turn = conversations.ask(at('c'), { person: bob, text: 'what do you know?' });
  await turn.ended;
  assert.match(turn.text, /\[Bob\] hello/);
  assert.match(turn.text, /\[Bob\] what do you know\?$/);
});

test("a person's questions that run and wait are not answered any more; those of others are", async (t) => {
  const { conversations, archive } = await stage(t, {
    model: ({ text }) => (text.includes('long') ? [say('once'), stall] : 'fine'),
  });
  const running = conversations.ask(at('c'), { person: ada, text: 'a long story' });
  const waiting = conversations.ask(at('c'), { person: ada, text: 'and more' });
  const other = conversations.ask(at('c'), { person: bob, text: 'hello' });
  await firstOf(running, 'text');
  await conversations.erase(at('c'), ada.id);
  for (const turn of [running, waiting]) {
    const end = await turn.ended;
    assert.equal(end.is === 'failed' && end.error.message, 'answer.erased');
  }
  assert.deepEqual(await other.ended, { is: 'complete' });
  await conversations.close(never);
  const left = await openConversationMemory(at('c'), archive).transcript.since(0, 6_000);
  assert.deepEqual(
    left.map(({ asked }) => asked),
    ['hello'],
  );
});

test('what a person asks after an order is answered and kept, although something older is erased', async (t) => {
  const clock = new VirtualClock();
  const { conversations, archive } = await stage(t, { clock, model: ({ text }) => `You said ${text}` });
  await clock.until(conversations.ask(at('c'), { person: ada, text: 'old' }).number.settled);
  const order = clock.wall();
  await clock.advance(1_000);
  const turn = conversations.ask(at('c'), { person: ada, text: 'new' });
  await clock.until(Promise.all([turn.ended, conversations.erase(at('c'), ada.id, order)]));
  assert.deepEqual(await turn.ended, { is: 'complete' });
  await clock.until(conversations.close(never));
  const left = await clock.until(openConversationMemory(at('c'), archive).transcript.since(0, 6_000));
  assert.deepEqual(
    left.map(({ asked }) => asked),
    ['new'],
  );
});

test('a deletion waits a moment for the answer to somebody else, and cuts a long one', async (t) => {
  const clock = new VirtualClock();
  const { conversations } = await stage(t, { clock, model: () => [say('once upon a time'), stall] });
  const running = conversations.ask(at('c'), { person: bob, text: 'a long story' });
  await clock.until(firstOf(running, 'text'));
  const since = clock.now();
  await clock.until(conversations.erase(at('c'), ada.id));
  assert.equal(clock.now() - since < 10_000, true);
  const end = await running.ended;
  assert.equal(end.is === 'broken' && end.error?.message, 'answer.cut-by-erasing');
  await clock.until(conversations.close(never));
});

test('nothing of a person is left in the file, also of the answer that runs', async (t) => {
  const url = await sqliteUrl(t);
  const store = await openStore(url, silent, { retry: 50 });
  t.after(() => store.close());
  const { conversations } = await stage(t, { store, model: ({ text }) => [say(`You said ${text}`), stall] });
  const running = conversations.ask(at('c'), { person: ada, text: 'zqx' });
  await firstOf(running, 'text');
  await conversations.erase(at('c'), ada.id);
  await running.number.settled;
  await conversations.close(never);
  const file = new DatabaseSync(fileOf(url), { readOnly: true });
  const rows = JSON.stringify(file.prepare('SELECT key, value FROM keyv').all());
  file.close();
  assert.equal(rows.includes('zqx'), false);
});

test('a deletion has nothing summed up of a conversation that rests; the next answer has', async (t) => {
  // A channel is kept while its conversation is awake, and while it's summed up.
  const kept: string[] = [];
  const claims = { ...ALONE, keep: (channel: string) => void kept.push(channel) };
  const { conversations, archive } = await stage(t, { claims, idle: 0, model: () => 'fine' });
  const { turns, summaries, writeSurely } = archive;
  const records = [ada, bob].map((person, index) => turns.record(`c:${index + 1}`, entry(person, 'x', index + 1)));
  await writeSurely([...records, summaries.record('c', { turns: 2, startedAt: 1, lastAt: 2 })]);
  const rest = async () => {
    while (conversations.awake > 0) await setImmediate();
  };
  await conversations.erase(at('c'), ada.id);
  await rest();
  assert.deepEqual(kept, ['c']);
  await conversations.ask(at('c'), { person: bob, text: 'hello' }).number.settled;
  await rest();
  assert.deepEqual(kept, ['c', 'c', 'c']);
});
