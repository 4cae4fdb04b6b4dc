import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { EAR_FRAME, EAR_RATE, measureLoudness } from '../../src/audio/pcm.ts';
import { loadVoiceActivityDetector, type VoiceActivity } from '../../src/audio/voice-activity.ts';
import { noise, pcmOf, quiet, tone } from './sounds.ts';

const recording = readFileSync(new URL('../../world/recordings/hello_are_you_there.16k.pcm', import.meta.url));

const framesOf = (pcm: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(pcm.length / EAR_FRAME) }, (_, at) =>
    pcm.subarray(at * EAR_FRAME, (at + 1) * EAR_FRAME),
  );

/** For each frame of a sound, whether it's speech. */
const heard = (activity: VoiceActivity, pcm: Buffer): boolean[] =>
  framesOf(pcm).map((frame) => activity.isSpeech(frame));

const detector = await loadVoiceActivityDetector();

const open = (t: { after(close: () => void): void }): VoiceActivity => {
  const activity = detector.open();
  t.after(() => activity.close());
  return activity;
};

test('silence and faint noise are never speech', (t) => {
  for (const pcm of [quiet(2000, EAR_RATE), noise(2000, EAR_RATE, 30), noise(2000, EAR_RATE, 100)])
    assert.ok(!heard(open(t), pcm).includes(true));
});

test('the noise of a room, half a second into it, is not speech', (t) => {
  assert.ok(
    !heard(open(t), noise(3000, EAR_RATE, 600))
      .slice(25)
      .includes(true),
  );
});

/** In the recording, the words are in frames 66 to 107, with a gap at 75. The rest is the noise of a room. */
const FIRST = 66;
const END = 108;

test('recorded speech is found within 40 ms of its onset', (t) => {
  const before = framesOf(recording).slice(FIRST - 5, FIRST - 1);
  assert.ok(
    Math.max(...before.map(measureLoudness)) < 150 && measureLoudness(framesOf(recording)[FIRST] ?? quiet(0, 1)) > 700,
  );
  const found = heard(open(t), recording);
  assert.ok(found.slice(FIRST, FIRST + 2).includes(true));
});

test('recorded speech is detected just as quickly after a pause in which nothing was sent', (t) => {
  const found = heard(open(t), Buffer.concat([quiet(1000, EAR_RATE), recording.subarray(FIRST * EAR_FRAME)]));
  assert.ok(found.slice(50, 52).includes(true));
  assert.ok(!found.slice(0, 50).includes(true));
});

test('recorded speech is speech almost all the time, and its end is found within 100 ms', (t) => {
  const found = heard(open(t), recording);
  const speech = found.slice(FIRST, END);
  assert.ok(speech.filter(Boolean).length / speech.length > 0.9, speech.map(Number).join(''));
  assert.ok(!found.slice(END + 5).includes(true));
});

test('speech that stops in digital silence is over with its last frame', (t) => {
  const found = heard(open(t), Buffer.concat([recording.subarray(0, 73 * EAR_FRAME), quiet(500, EAR_RATE)]));
  assert.equal(found[72], true);
  assert.ok(!found.slice(73).includes(true));
});

test('bursts of a tone begin and end with the tone', (t) => {
  const burst = Buffer.concat([tone(440, 200, EAR_RATE, 8000), quiet(300, EAR_RATE)]);
  const found = heard(open(t), Buffer.concat([quiet(300, EAR_RATE), burst, burst]));
  const expected = [15, 10, 15, 10, 15].flatMap((length, at) => Array.from({ length }, () => at % 2 === 1));
  const wrong = found.filter((is, at) => is !== expected[at]).length;
  assert.ok(wrong <= 2, found.map(Number).join(''));
});

test('the clicks of a keyboard are never more than 40 ms of speech', (t) => {
  const click = noise(1000, EAR_RATE, 12_000);
  const typing = pcmOf(6000, EAR_RATE, (at) => {
    const since = at % 2400;
    return (since < 240 ? (click.readInt16LE(since * 2) / 32_767) * Math.exp(-since / 30) : 0) + Math.sin(at) / 3000;
  });
  const runs = heard(open(t), typing).map(Number).join('').split('0');
  assert.ok(Math.max(...runs.map((run) => run.length)) <= 2, runs.join(' '));
});

test('what one person says makes no difference for another', (t) => {
  const alone = heard(open(t), recording);
  const [one, other] = [open(t), open(t)];
  const loud = noise(100, EAR_RATE, 20_000).subarray(0, EAR_FRAME);
  const beside = framesOf(recording).map((frame) => {
    other.isSpeech(loud);
    return one.isSpeech(frame);
  });
  assert.deepEqual(beside, alone);
});

test('a frame of another length is refused, and so is everything after closing', () => {
  const activity = detector.open();
  assert.throws(() => activity.isSpeech(Buffer.alloc(638)), /needs 640 bytes, not 638/);
  activity.close();
  activity.close();
  assert.throws(() => activity.isSpeech(Buffer.alloc(640)), /closed/);
});

test('thousands of people may come and go', () => {
  for (let person = 0; person < 50_000; person++) {
    const activity = detector.open();
    activity.isSpeech(quiet(20, EAR_RATE));
    activity.close();
  }
});
