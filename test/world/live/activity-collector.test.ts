import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ActivityCollector } from '../../../world/live/activity-collector.ts';
import { makeLoudPcm, makeSilentPcm } from '../../../world/live/caller.ts';

const at = (ms: number) => ({ at: ms, wall: ms });

/** What an ear says to sound that comes in pieces of so many milliseconds, one after the other. */
const listening = (ear: ActivityCollector, sound: Buffer, pieceMs = 20) =>
  Array.from({ length: Math.ceil(sound.length / (32 * pieceMs)) }, (_, n) => [
    ...ear.listen(sound.subarray(32 * n * pieceMs, 32 * (n + 1) * pieceMs), at((n + 1) * pieceMs)),
  ])
    .flat()
    .map((sign) => (sign === 'started' ? sign : sign.audio.length / 32));

const ear = () => new ActivityCollector({ startMs: 200, silenceMs: 800 });

test('speech begins after enough loud sound, and holds what was loud before that', () => {
  const listener = ear();
  assert.deepEqual(listening(listener, Buffer.concat([makeSilentPcm(300), makeLoudPcm(180)])), []);
  assert.deepEqual(listening(listener, makeLoudPcm(20)), ['started']);
  assert.deepEqual(listening(listener, makeSilentPcm(800)), [1000]);
});

test('a click, and clicks far from each other, are no speech', () => {
  const clicks = Buffer.concat([
    makeLoudPcm(100),
    makeSilentPcm(400),
    makeLoudPcm(150),
    makeSilentPcm(400),
    makeLoudPcm(100),
    makeSilentPcm(1000),
  ]);
  const listener = ear();
  assert.deepEqual(listening(listener, clicks), []);
  assert.equal(listener.open, false);
});

test('a short gap between two syllables takes nothing back', () => {
  assert.deepEqual(listening(ear(), Buffer.concat([makeLoudPcm(120), makeSilentPcm(80), makeLoudPcm(80)])), [
    'started',
  ]);
});

test('speech never ends by itself, however much of it there is, unless silence is heard', () => {
  const listener = ear();
  assert.deepEqual(listening(listener, Buffer.concat([makeLoudPcm(60_000), makeSilentPcm(780)])), ['started']);
  assert.deepEqual(listening(listener, makeLoudPcm(20)), []);
  assert.deepEqual(listening(listener, makeSilentPcm(800)), [61_600]);
});

test('it does not matter how sound is cut', () => {
  const sound = Buffer.concat([
    makeSilentPcm(100),
    makeLoudPcm(600),
    makeSilentPcm(900),
    makeLoudPcm(300),
    makeSilentPcm(800),
  ]);
  for (const ms of [20, 50, 100, 1000, 5000]) {
    const signs = listening(ear(), sound, ms);
    assert.equal(signs.filter((sign) => sign === 'started').length, 2, `pieces of ${ms} ms`);
    const [first, second] = signs.filter((sign) => sign !== 'started');
    assert.ok(Math.abs(Number(first) - 1400) <= 20 && Math.abs(Number(second) - 1100) <= 20, `${first}, ${second}`);
  }
});

test('a voice is heard as such', () => {
  const voice = readFileSync(new URL('../../../world/recordings/hello_are_you_there.16k.pcm', import.meta.url));
  const signs = listening(ear(), Buffer.concat([voice, makeSilentPcm(800)]));
  assert.equal(signs[0], 'started');
  assert.equal(signs.length % 2, 0);
});

test('sound outside of an activity is discarded, and a second beginning goes on with the first', () => {
  const listener = ear();
  listener.keep(makeLoudPcm(20), at(0));
  assert.equal(listener.end(), undefined);
  listener.start(at(10));
  listener.keep(makeLoudPcm(20), at(20));
  listener.start(at(30));
  listener.keep(makeLoudPcm(40), at(40));
  const said = listener.end();
  assert.equal(said?.audio.length, 60 * 32);
  assert.deepEqual(said?.started, at(10));
  assert.deepEqual(said?.pieces, [
    { ...at(20), bytes: 640 },
    { ...at(40), bytes: 1280 },
  ]);
});
