import assert from 'node:assert/strict';
import { test } from 'node:test';
import pino from 'pino';
import { MODEL_RATE } from '../../../src/audio/pcm.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { AnswerSounds } from '../../../src/media/out/answer-sounds.ts';
import { correlation, samplesOf, sweep } from '../../audio/sounds.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const SAID = sweep(200, 4_000, 1_500, MODEL_RATE, 9_000);
const KEY = { channel: 'c', person: 'p', at: 1 };

const answer = (sounds: AnswerSounds, { at = 1, pcm = SAID, aloud = false } = {}): Turn => {
  const turn = new Turn({ person: { id: 'p', name: 'Ann' }, text: 'Why?', at, ...(aloud && { aloud }) });
  sounds.keep('c', turn);
  turn.addAudio(pcm);
  turn.finish({ is: 'complete' });
  return turn;
};

const open = () => new AnswerSounds({ clock: new VirtualClock(), log: pino({ level: 'silent' }) });

test('a WAV file has the samples that were said, unless it is larger than it may be', async () => {
  const sounds = open();
  answer(sounds);
  await assert.rejects(sounds.toWav(KEY, 60_000), {
    text: { code: 'listen.too-big', most: 0 },
  });
  const wav = await sounds.toWav(KEY, 10 * 1024 * 1024);
  assert.ok(wav);
  const heard = samplesOf(wav.subarray(44));
  assert.ok(Math.abs(heard.length - SAID.length / 2) < 250);
  assert.ok(correlation(samplesOf(SAID), heard, heard.length - SAID.length / 2) > 0.99);
  assert.equal(await sounds.toWav({ ...KEY, at: 2 }, 1), undefined);
});

test('only a typed answer with half a second of sound can be listened to', () => {
  const sounds = open();
  assert.equal(sounds.isKept('c', answer(sounds)), true);
  assert.equal(sounds.isKept('elsewhere', answer(sounds)), false);
  assert.equal(sounds.isKept('c', answer(sounds, { at: 2, aloud: true })), false);
  assert.equal(sounds.isKept('c', answer(sounds, { at: 3, pcm: SAID.subarray(0, 23_000) })), false);
});

test('an answer is shared once, unless that failed', () => {
  const sounds = open();
  const takeBack = sounds.share(KEY);
  assert.throws(() => sounds.share(KEY), { text: { code: 'listen.already-posted' } });
  sounds.share({ ...KEY, at: 2 });
  takeBack();
  sounds.share(KEY);
});
