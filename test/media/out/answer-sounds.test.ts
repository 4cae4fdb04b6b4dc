import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import pino from 'pino';
import { MODEL_RATE } from '../../../src/audio/pcm.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { AnswerSounds } from '../../../src/media/out/answer-sounds.ts';
import { correlation, samplesOf, sweep } from '../../audio/sounds.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const SAID = sweep(200, 4_000, 1_500, MODEL_RATE, 9_000);
const MEGABYTE = 1024 * 1024;
const never = () => assert.fail('nothing should be sent');
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
  await assert.rejects(sounds.sendWav(KEY, 60_000, never), {
    text: { code: 'listen.too-big', most: 0 },
  });
  let wav: Buffer = Buffer.alloc(0);
  const take = async (file: Buffer) => {
    wav = file;
  };
  assert.equal(await sounds.sendWav(KEY, 10 * MEGABYTE, take), true);
  const heard = samplesOf(wav.subarray(44));
  assert.ok(Math.abs(heard.length - SAID.length / 2) < 250);
  assert.ok(correlation(samplesOf(SAID), heard, heard.length - SAID.length / 2) > 0.99);
  assert.equal(await sounds.sendWav({ ...KEY, at: 2 }, 1, never), false);
});

test('one WAV file is made and sent at a time, and more wait than are refused', async () => {
  const sounds = open();
  answer(sounds);
  const gates = Array.from({ length: 17 }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const sent = gates.map(({ promise }, at) =>
    sounds.sendWav(KEY, 10 * MEGABYTE, () => {
      begun.push(at);
      return promise;
    }),
  );
  await assert.rejects(sounds.sendWav(KEY, 10 * MEGABYTE, never), { text: { code: 'listen.busy' } });
  const failed = assert.rejects(sent[0] ?? Promise.resolve(), { message: 'no network' });
  for (const [at, gate] of gates.entries()) {
    while (begun.length <= at) await setImmediate();
    assert.equal(begun.length, at + 1);
    if (at === 0) gate.reject(new Error('no network'));
    else gate.resolve();
  }
  await failed;
  assert.deepEqual(await Promise.all(sent.slice(1)), Array(16).fill(true));
  assert.equal(await sounds.sendWav(KEY, 10 * MEGABYTE, async () => {}), true);
});

test('only a typed answer with half a second of sound can be listened to', () => {
  const sounds = open();
  assert.equal(sounds.isKept('c', answer(sounds)), true);
  assert.equal(sounds.isKept('elsewhere', answer(sounds)), false);
  assert.equal(sounds.isKept('c', answer(sounds, { at: 2, aloud: true })), false);
  assert.equal(sounds.isKept('c', answer(sounds, { at: 3, pcm: SAID.subarray(0, 23_000) })), false);
});

test('an answer is shared once, unless that failed', async () => {
  const sounds = open();
  answer(sounds);
  answer(sounds, { at: 2 });
  const posting = Promise.withResolvers<void>();
  const refused = { text: { code: 'listen.already-posted' } };
  const shared = sounds.share(KEY, () => posting.promise);
  await assert.rejects(sounds.share(KEY, never), refused);
  assert.equal(await sounds.share({ ...KEY, at: 2 }, async () => {}), true);
  posting.reject(new Error('no network'));
  await assert.rejects(shared, { message: 'no network' });
  assert.equal(await sounds.share(KEY, async () => {}), true);
  await assert.rejects(sounds.share(KEY, never), refused);
  assert.equal(await sounds.send(KEY, async () => {}), true);
});

test('what has no sound is sent and shared to nobody, and can be shared later', async () => {
  const sounds = open();
  assert.equal(await sounds.send(KEY, never), false);
  assert.equal(await sounds.share(KEY, never), false);
  answer(sounds);
  assert.equal(await sounds.share(KEY, async () => {}), true);
});
