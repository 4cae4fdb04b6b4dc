import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHUNK, WaitingSound } from '../../src/audio/waiting-sound.ts';

const SECOND = 32_000;

/** All that can be taken, as one piece. */
const takeAll = (sound: WaitingSound): Buffer => {
  const taken: Buffer[] = [];
  for (let next = sound.take(); next; next = sound.take()) {
    assert.ok(next.length <= CHUNK);
    taken.push(next);
  }
  return Buffer.concat(taken);
};

const count = (bytes: number): Buffer => Buffer.from(Array.from({ length: bytes }, (_, at) => at % 251));

test('sound of any length is taken in chunks, in order', () => {
  const sound = new WaitingSound();
  const all = count(3 * CHUNK + 100);
  for (let at = 0; at < 1_000; at += 10) sound.add(all.subarray(at, at + 10));
  sound.add(all.subarray(1_000));
  assert.equal(sound.waiting, all.length);
  assert.deepEqual(takeAll(sound), all);
  assert.equal(sound.waiting, 0);
  assert.equal(sound.take(), undefined);
});

test('all of it can be taken again until its translation has begun', () => {
  const sound = new WaitingSound();
  const all = count(2 * CHUNK);
  sound.add(all);
  takeAll(sound);
  sound.rewind();
  assert.equal(sound.waiting, all.length);
  assert.deepEqual(takeAll(sound), all);
  sound.settle();
  sound.add(all.subarray(0, 10));
  sound.rewind();
  assert.deepEqual(takeAll(sound), all.subarray(0, 10));
});

test('more than a minute isn’t kept: the oldest is lost, unless it was taken before', () => {
  const sound = new WaitingSound();
  for (let second = 0; second < 61; second++) sound.add(Buffer.alloc(SECOND, second));
  assert.equal(sound.lost, SECOND);
  assert.equal(sound.waiting, 60 * SECOND);
  assert.equal(sound.take()?.[0], 1);
  takeAll(sound);
  sound.add(Buffer.alloc(SECOND, 61));
  assert.equal(sound.lost, SECOND);
  sound.rewind();
  assert.equal(sound.take()?.[0], 2);
});
