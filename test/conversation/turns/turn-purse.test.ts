import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { countBytes, EAR_RATE, MODEL_RATE } from '../../../src/audio/pcm.ts';
import { ANSWER_ROOM, type Hold } from '../../../src/base/expense.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { SPEECH_STEP, watchLength } from '../../../src/conversation/turns/turn-purse.ts';
import { makeSpeech } from '../../live/defaults.ts';
import { VirtualClock } from '../../virtual-clock.ts';

type Growth = Parameters<Hold['grow']>[0];

/** A turn that is watched, on a hold that has room for so many growths. */
const watch = (t: TestContext, growths: number, spoken?: 'spoken') => {
  const clock = new VirtualClock();
  const turn = new Turn({ person: { id: '1', name: 'Ada' }, text: 'hello', at: 0 });
  const speech = spoken && makeSpeech(clock);
  const grown: Growth[] = [];
  const stopped: Error[] = [];
  const full = new Error('full');
  const hold: Hold = {
    grow: async (more) => (grown.push(more) > growths ? full : undefined),
    close: async () => {},
  };
  const over = new AbortController();
  t.after(() => over.abort());
  watchLength({ turn, hold, speech, clock }, (reason) => stopped.push(reason), over.signal);
  const answer = async (ms: number) => {
    turn.addAudio(Buffer.alloc(countBytes(ms, MODEL_RATE)));
    await new Promise(setImmediate);
  };
  const sum = (kind: keyof Growth) => grown.reduce((all, more) => all + (more[kind] ?? 0), 0);
  return { turn, speech, clock, grown, stopped, full, over, answer, sum };
};

test('there is always room for more of an answer than has come, and little room is asked for', async (t) => {
  const { answer, grown, stopped, sum } = watch(t, 100);
  for (let came = 1_000; came <= 180_000; came += 1_000) {
    await answer(1_000);
    assert.ok(ANSWER_ROOM + sum('answerMs') >= came + 5_000, `${came} ms`);
  }
  assert.ok(grown.length <= 6, `${grown.length} times`);
  assert.deepEqual(stopped, []);
});

test('a short answer asks for no more room', async (t) => {
  const { answer, grown } = watch(t, 0);
  await answer(ANSWER_ROOM - 5_000);
  assert.deepEqual(grown, []);
});

test('an answer with text alone takes room by its length', async (t) => {
  const { turn, grown, stopped, full } = watch(t, 0);
  turn.addText('x'.repeat(10_000));
  await new Promise(setImmediate);
  assert.equal(grown.length, 1);
  assert.deepEqual(stopped, [full]);
});

test('speech takes room as it is spoken, and is stopped when there is none', async (t) => {
  const { speech, clock, grown, stopped, full } = watch(t, 1, 'spoken');
  const speak = async (ms: number) => {
    speech?.write(Buffer.alloc(countBytes(ms, EAR_RATE)));
    await clock.advance(SPEECH_STEP);
  };
  await speak(4_000);
  await clock.advance(SPEECH_STEP);
  assert.deepEqual([grown, stopped], [[{ soundMs: 4_000 }], []]);
  await speak(3_000);
  assert.deepEqual([grown.at(-1), stopped], [{ soundMs: 3_000 }, [full]]);
});

test('when the turn is over, nobody is stopped any more', async (t) => {
  const { answer, over, stopped } = watch(t, 0);
  over.abort();
  await answer(60_000);
  assert.deepEqual(stopped, []);
});
