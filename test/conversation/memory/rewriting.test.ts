import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openConversationMemory } from '../../../src/conversation/memory/conversation-memory.ts';
import { makeRetention } from '../../../src/conversation/memory/retention.ts';
import { openTranscriptArchive } from '../../../src/conversation/memory/transcript-archive.ts';
import { countTurns } from '../../../src/conversation/memory/transcript-summary.ts';
import type { StoredTurn } from '../../../src/conversation/turns/stored-turn.ts';
import { makeStore } from '../../../src/store/store.ts';
import { at } from '../../place.ts';
import { moody } from '../../store/moody.ts';
import { silent } from '../../store/record.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { ada, bob } from '../stage.ts';

const DAY = 24 * 60 * 60_000;

/** How long a query takes, in milliseconds, and after how many of them what comes between begins. */
const SLOW = 100;
const MOMENTS = [0, 1, 2, 3, 5, 8, 11, 14];

/**
 * A transcript in a slow store, whose retention is lowered from a year to 100 days: 40 turns of Bob's that are too old then, 860
 * of Ada's, and 50 of Bob's.
 */
const open = async () => {
  const clock = new VirtualClock();
  const { database, mood, kept } = moody(clock);
  const store = await makeStore(database, silent, { clock });
  const archive = openTranscriptArchive(
    store,
    undefined,
    makeRetention(() => 100, clock),
  );
  const turnOf = (number: number): StoredTurn => {
    const ago = number <= 40 ? 200 : number <= 900 ? 50 : 10;
    const person = number > 40 && number <= 900 ? ada : bob;
    const time = clock.wall() - ago * DAY + number;
    return { person, at: time, asked: `${number}`, answered: 'Yes.', ended: 'complete' };
  };
  const records = Array.from({ length: 950 }, (_, index) =>
    archive.turns.record(`c:${index + 1}`, turnOf(index + 1), 200 * DAY),
  );
  const times = { startedAt: turnOf(1).at, lastAt: turnOf(950).at };
  const summary = { turns: 950, ...times, speakers: [bob, ada], kept: 365 * DAY };
  await archive.writeSurely([...records, archive.summaries.record('c', summary)]);
  const settled = Promise.withResolvers<void>();
  const { transcript } = openConversationMemory(at('c'), archive, settled.resolve);
  mood.slow = SLOW;
  const numbers = () => kept('turn').map((key) => Number(key.split(':').at(-1)));
  return { clock, archive, transcript, turnOf, numbers, settled: settled.promise };
};

test('a person who is erased while turns are written again for a shorter retention is not written again', async () => {
  for (const moment of MOMENTS) {
    const { clock, transcript, numbers } = await open();
    const shortened = transcript.applyRetention();
    await clock.advance(moment * SLOW);
    await clock.until(Promise.all([transcript.erase(ada.id, clock.wall()), shortened]));
    // Neither is anything of them left, nor what is too old; and what isn't is.
    assert.deepEqual(
      numbers(),
      Array.from({ length: 50 }, (_, index) => index + 901),
      `after ${moment} queries`,
    );
    const summary = await clock.until(transcript.summary());
    assert.deepEqual([summary?.turns, summary && countTurns(summary), summary?.kept], [950, 90, 100 * DAY]);
  }
});

test('a retention that is lowered while a person is erased finds all that is too old', async () => {
  for (const moment of MOMENTS) {
    const { clock, transcript, numbers } = await open();
    const erased = transcript.erase(ada.id, clock.wall());
    await clock.advance(moment * SLOW);
    await clock.until(Promise.all([transcript.applyRetention(), erased]));
    assert.equal(numbers().length, 50, `after ${moment} queries`);
  }
});

test('what is forgotten while turns are written again stays forgotten', async () => {
  for (const moment of MOMENTS) {
    const { clock, transcript, numbers } = await open();
    const shortened = transcript.applyRetention();
    await clock.advance(moment * SLOW);
    await clock.until(Promise.all([transcript.forget(clock.wall()), shortened]));
    assert.deepEqual(numbers(), [], `after ${moment} queries`);
  }
});

test('a turn that is revised while turns are written again keeps its revision', async () => {
  for (const moment of MOMENTS) {
    const { clock, archive, transcript, turnOf, settled } = await open();
    transcript.hold(true);
    await clock.advance(moment * SLOW);
    await clock.until(Promise.all([transcript.revise(950, { ...turnOf(950), answered: 'No.' }), settled]));
    assert.equal((await clock.until(archive.turns.get('c:950')))?.answered, 'No.', `after ${moment} queries`);
  }
});

test('a transcript stays in memory until no turn is being written again', async () => {
  const { clock, transcript, settled } = await open();
  transcript.hold(true);
  assert.equal(transcript.unsettled, true);
  await clock.until(settled);
  assert.deepEqual([transcript.unsettled, (await clock.until(transcript.summary()))?.kept], [false, 100 * DAY]);
});
