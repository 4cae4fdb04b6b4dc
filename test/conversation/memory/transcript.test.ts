import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { openConversationMemory } from '../../../src/conversation/memory/conversation-memory.ts';
import type { Transcript } from '../../../src/conversation/memory/transcript.ts';
import { openTranscriptArchive } from '../../../src/conversation/memory/transcript-archive.ts';
import type { StoredTurn } from '../../../src/conversation/turns/stored-turn.ts';
import { openStore } from '../../../src/store/store.ts';
import { at } from '../../place.ts';

const make = async () => {
  return openConversationMemory(at('c'), openTranscriptArchive(await openStore('memory:', pino({ level: 'silent' }))));
};
const entry = (asked: string, answered = 'ok'): StoredTurn => ({
  person: { id: '1', name: 'Ada' },
  at: 1,
  asked,
  answered,
  ended: 'complete',
});

test('what came after a turn is told oldest first', async () => {
  const { transcript } = await make();
  for (const text of ['one', 'two', 'three']) await transcript.append(entry(text), 12);
  assert.deepEqual(
    (await transcript.since(0, 6_000)).map(({ asked }) => asked),
    ['one', 'two', 'three'],
  );
  assert.deepEqual(
    (await transcript.since(2, 6_000)).map(({ asked }) => asked),
    ['three'],
  );
  assert.deepEqual(await transcript.since(3, 6_000), []);
  assert.deepEqual(await transcript.since(9, 6_000), []);
  assert.equal((await transcript.summary())?.lastLatency, 12);
});

test('of a long transcript only the newest is read, as much as is wanted at least, and numbered', async () => {
  const { transcript } = await make();
  for (let index = 1; index <= 130; index++) await transcript.append(entry(`${index}`), undefined);
  const numbers = async (turns: number, tokens: number) =>
    (await transcript.since(turns, tokens)).map(({ number, asked }) => {
      assert.equal(asked, `${number}`);
      return number;
    });
  const range = (first: number) => Array.from({ length: 131 - first }, (_, index) => first + index);
  assert.deepEqual(await numbers(0, 100), range(81));
  assert.deepEqual(await numbers(0, 600), range(31));
  assert.deepEqual(await numbers(0, 6_000), range(1));
  assert.deepEqual(await numbers(125, 6_000), range(126));
});

test('what the model made of the older turns is kept, and forgotten with them', async () => {
  const archive = openTranscriptArchive(await openStore('memory:', pino({ level: 'silent' })));
  const { transcript, recaps } = openConversationMemory(at('c'), archive);
  await transcript.append(entry('one'), undefined);
  const recap = { text: 'Ada said one.', upTo: 1, startedAt: 1, at: 2, model: 'm' };
  await recaps.keep(recap);
  assert.deepEqual(await recaps.get(), recap);
  await transcript.forget(9);
  assert.equal(await archive.recaps.get('c'), undefined);
});

test('what was made of another conversation, before a reset, is not known any more', async () => {
  const { transcript, recaps } = await make();
  await transcript.append(entry('one'), undefined);
  await recaps.keep({ text: 'Ada said one.', upTo: 1, startedAt: 0, at: 2, model: 'm' });
  assert.equal(await recaps.get(), undefined);
});

test('an empty transcript tells nothing and can be forgotten', async () => {
  const { transcript } = await make();
  assert.deepEqual(await transcript.since(0, 6_000), []);
  await transcript.forget(9);
  assert.equal(await transcript.summary(), undefined);
});

test('what people saw of an answer counts as a turn where processes came to no end', async () => {
  const archive = openTranscriptArchive(await openStore('memory:', pino({ level: 'silent' })));
  const before = openConversationMemory(at('c'), archive).transcript;
  await before.append(entry('one'), 12);
  await (await before.slot()).draft({ ...entry('two', 'half of'), ended: 'broken' });
  await (await openConversationMemory(at('c'), archive).transcript.slot()).draft({
    ...entry('three', 'some of'),
    ended: 'broken',
  });
  const after = openConversationMemory(at('c'), archive).transcript;
  assert.equal((await after.summary())?.turns, 3);
  assert.deepEqual(
    (await after.since(1, 6_000)).map(({ asked, answered, ended }) => [asked, answered, ended]),
    [
      ['two', 'half of', 'broken'],
      ['three', 'some of', 'broken'],
    ],
  );
  assert.equal(await after.append(entry('four'), 12), 4);
});

test('what a dead process left of an answer is the answer once another turn follows, so its question is not answered twice', async () => {
  for (const follows of ['typed', 'said aloud']) {
    const archive = openTranscriptArchive(await openStore('memory:', pino({ level: 'silent' })));
    const half: StoredTurn = { ...entry('one', 'half of'), id: 'q1', ended: 'broken' };
    await (await openConversationMemory(at('c'), archive).transcript.slot('q1')).draft(half);
    const { transcript, answered } = openConversationMemory(at('c'), archive);
    await transcript.summary();
    assert.equal(await answered.knows('q1'), false, 'it is asked again, and its answer takes the place of the half');
    const slot = await transcript.slot(follows === 'typed' ? 'q2' : undefined);
    await slot.append(entry('two'), 12);
    assert.equal(await answered.knows('q1'), true, follows);
    assert.equal(await openConversationMemory(at('c'), archive).answered.knows('q1'), true, `${follows}, stored`);
  }
});

test('what a dead process left of an answer stays if its question is asked again and then left to another process', async () => {
  const archive = openTranscriptArchive(await openStore('memory:', pino({ level: 'silent' })));
  const half: StoredTurn = { ...entry('one', 'half of'), id: 'q1', ended: 'broken' };
  await (await openConversationMemory(at('c'), archive).transcript.slot('q1')).draft(half);
  const { transcript, answered } = openConversationMemory(at('c'), archive);
  const slot = await transcript.slot('q1');
  void slot.draft({ ...half, answered: 'another answer' });
  await slot.leave();
  await slot.revise({ ...half, answered: 'another answer' });
  assert.equal(await answered.knows('q1'), true);
  assert.equal(await (await transcript.slot('q2')).append(entry('two'), 12), 2);
  const after = openConversationMemory(at('c'), archive).transcript;
  assert.deepEqual(
    (await after.since(0, 6_000)).map(({ asked, answered }) => [asked, answered]),
    [
      ['one', 'half of'],
      ['two', entry('two').answered],
    ],
  );
});

test('a turn that is left to another process leaves no trace where there was none', async () => {
  const { transcript } = await make();
  await (await transcript.slot('q1')).leave();
  assert.equal(await transcript.append(entry('two'), 12), 1);
});

test('a turn that comes to its end replaces what was kept of it before', async () => {
  const archive = openTranscriptArchive(await openStore('memory:', pino({ level: 'silent' })));
  const transcript = openConversationMemory(at('c'), archive).transcript;
  void (await transcript.slot()).draft({ ...entry('one', 'half of'), ended: 'broken' });
  assert.equal(await transcript.append(entry('one', 'half of it'), 12), 1);
  assert.equal((await openConversationMemory(at('c'), archive).transcript.summary())?.turns, 1);
  assert.deepEqual(await transcript.entry(1), entry('one', 'half of it'));
});

test('what a handle covers is known when the turn that was begun is recorded', async () => {
  const { transcript, recorded } = await make();
  await transcript.append(entry('one'), 12);
  const recording = Promise.withResolvers<void>();
  recorded.begin(2, recording.promise);
  assert.equal(await recorded.count(1), 1);
  const covered = recorded.count(2);
  await transcript.append(entry('two'), 12);
  recording.resolve();
  assert.equal(await covered, 2);
  recorded.begin(3, Promise.resolve());
  assert.equal(await recorded.count(3), 2, 'a turn without a word is none');
});

/** A transcript of which a reset has just erased everything, and has yet to note that. */
const erasing = async () => {
  const archive = openTranscriptArchive(await openStore('memory:', pino({ level: 'silent' })));
  await archive.summaries.set('c', { turns: 0, epoch: 5, forgotten: [{ turns: 1 }] });
  const [asked, erased] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const getReadable = async () => {
    asked.resolve();
    await erased.promise;
    return [];
  };
  const transcript = openConversationMemory(at('c'), {
    ...archive,
    recaps: { ...archive.recaps, getReadable },
  }).transcript;
  const slot = await transcript.slot();
  await asked.promise;
  erased.resolve();
  return { archive, transcript, slot };
};

/** Every moment in which something else can be done meanwhile. */
const MOMENTS = Array.from({ length: 40 }, (_, moment) => moment);

const pass = async (moments: number) => {
  for (let moment = 0; moment < moments; moment++) await undefined;
};

test('a turn counts also if it is recorded in the moment in which a reset before it comes to its end', async () => {
  for (const moment of MOMENTS) {
    const { archive, transcript, slot } = await erasing();
    await pass(moment);
    assert.equal(await slot.append(entry('one'), undefined), 1);
    assert.deepEqual([(await transcript.slot()).number, (await archive.summaries.get('c'))?.turns], [2, 1]);
  }
});

test('a reset counts also in the moment in which another one comes to its end', async () => {
  for (const moment of MOMENTS) {
    const { archive, transcript, slot } = await erasing();
    await slot.append(entry('one'), undefined);
    await pass(moment);
    await transcript.forget(9);
    assert.deepEqual(await archive.summaries.get('c'), { turns: 0, epoch: 9, forgotten: [], done: [] });
  }
});

test('a turn that is added late comes after those that came in between, and what is revised of it stays its own', async () => {
  const { transcript } = await make();
  transcript.hold(true);
  const late = await transcript.slot();
  await transcript.append(entry('two'), undefined);
  await late.add(entry('one', ''));
  await late.revise(entry('one, at last', ''));
  const all = await transcript.since(0, 6_000);
  assert.deepEqual(
    all.map(({ number, asked }) => [number, asked]),
    [
      [1, 'two'],
      [2, 'one, at last'],
    ],
  );
});

for (const [what, change] of [
  ['everything is forgotten', (transcript: Transcript) => transcript.forget(9)],
  ['somebody is erased', (transcript: Transcript) => transcript.erase('2', 9)],
  ['its conversation rests', async (transcript: Transcript) => transcript.hold(false)],
] as const)
  test(`no turn is added late once ${what}`, async () => {
    const { transcript } = await make();
    transcript.hold(true);
    await transcript.append(entry('before'), undefined);
    await transcript.append({ ...entry('theirs'), person: { id: '2', name: 'Bob' } }, undefined);
    const late = await transcript.slot();
    await change(transcript);
    await late.add(entry('late'));
    await late.revise(entry('later'));
    assert.doesNotMatch(JSON.stringify(await transcript.since(0, 6_000)), /late/);
  });

test('of two revisions the later one counts, whichever way the store takes them', async () => {
  const archive = openTranscriptArchive(await openStore('memory:', pino({ level: 'silent' })));
  const looking: PromiseWithResolvers<void>[] = [];
  const getReadable: typeof archive.summaries.getReadable = async (ids) => {
    const look = Promise.withResolvers<void>();
    looking.push(look);
    await look.promise;
    return archive.summaries.getReadable(ids);
  };
  const slot = await openConversationMemory(at('c'), {
    ...archive,
    summaries: { ...archive.summaries, getReadable },
  }).transcript.slot();
  await slot.append(entry('one'), undefined);
  const revised = Promise.all([slot.revise(entry('one two')), slot.revise(entry('one two three'))]);
  let isOver = false;
  void revised.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    looking.pop()?.resolve();
    await new Promise(setImmediate);
  }
  assert.equal((await archive.turns.get('c:1'))?.asked, 'one two three');
});

test('a question that was answered without a record is known again, also by the next process', async () => {
  const archive = openTranscriptArchive(await openStore('memory:', pino({ level: 'silent' })));
  const { answered } = openConversationMemory(at('c'), archive);
  assert.equal(await answered.knows('q'), false);
  await answered.note('q');
  assert.equal(await openConversationMemory(at('c'), archive).answered.knows('q'), true);
  assert.equal((await archive.summaries.get('c'))?.turns, 0);
});
