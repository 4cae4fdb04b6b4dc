import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GateSpeech } from '../../../src/calls/gate/gate-speech.ts';
import { heardSound } from '../heard-sound.ts';

const speech = () => new GateSpeech({ is: 'begun', call: 'guild', utterance: 1, userId: '1' });
const MINUTE = 600;

test('the gate hears the last 20 s, whether it was passed on or not, and nothing of it is kept twice', () => {
  const said = speech();
  const say = (pieces: number) => {
    for (let piece = 0; piece < pieces; piece++) said.keep(heardSound(1));
  };
  say(50);
  assert.deepEqual([said.length, said.pcm.length], [5_000, 160_000]);
  assert.deepEqual([said.take().length, said.take().length], [51, 0], 'it’s passed on once');
  say(100);
  assert.equal(said.pcm.length, 480_000);
  assert.equal(said.take().length, 100);
  say(100);
  assert.deepEqual([said.length, said.pcm.length], [25_000, 640_000]);
});

test('of what waits for longer than two minutes the oldest is lost, but not that it began', () => {
  const said = speech();
  for (let piece = 0; piece < 2 * MINUTE + 10; piece++) said.keep(heardSound(1));
  assert.equal(said.lost, 10 * 3_200);
  const kept = said.take();
  assert.deepEqual([kept.length, kept[0]?.is], [2 * MINUTE + 1, 'begun']);
});
