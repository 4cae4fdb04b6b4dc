import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeptSound } from '../../../src/media/out/kept-sound.ts';
import { SoundShelf } from '../../../src/media/out/sound-shelf.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const MINUTE = 60_000;

const makeKey = (at: number, channel = 'c') => ({ channel, person: 'p', at });

const makeSound = (bytes: number): KeptSound => ({
  packets: Buffer.alloc(bytes),
  levels: new Uint16Array(0),
  samples: bytes,
});

test('a sound is coming until it is kept, and is there for half an hour', async () => {
  const clock = new VirtualClock();
  const shelf = new SoundShelf(clock);
  assert.equal(shelf.find(makeKey(1)), undefined);
  const place = shelf.begin(makeKey(1));
  await clock.advance(40 * MINUTE);
  assert.equal(shelf.find(makeKey(1)), 'coming');
  const sound = makeSound(10);
  place.keep(sound);
  assert.equal(shelf.find(makeKey(1)), sound);
  assert.equal(await shelf.fetch(makeKey(1)), sound);
  clock.set(-60 * MINUTE);
  await clock.advance(30 * MINUTE - 1);
  assert.equal(shelf.find(makeKey(1)), sound);
  await clock.advance(1);
  assert.equal(shelf.find(makeKey(1)), undefined);
  assert.equal(shelf.bytes, 0);
});

test('each sound goes when its own time is over, and then nothing is waited for', async () => {
  const clock = new VirtualClock();
  const shelf = new SoundShelf(clock);
  for (const at of [1, 2, 3]) {
    shelf.begin(makeKey(at)).keep(makeSound(10));
    await clock.advance(10 * MINUTE);
  }
  assert.deepEqual(
    [1, 2, 3].map((at) => shelf.find(makeKey(at)) !== undefined),
    [false, true, true],
  );
  await clock.advance(10 * MINUTE);
  assert.deepEqual(
    [1, 2, 3].map((at) => shelf.find(makeKey(at)) !== undefined),
    [false, false, true],
  );
  await clock.advance(10 * MINUTE);
  assert.equal(shelf.bytes, 0);
  assert.equal(clock.sleepers, 0);
});

test('the oldest go when there is no room, and what is still coming counts too', async () => {
  const shelf = new SoundShelf(new VirtualClock(), 100_000);
  shelf.begin(makeKey(1)).keep(makeSound(40_000));
  shelf.begin(makeKey(2)).keep(makeSound(40_000));
  const place = shelf.begin(makeKey(3));
  place.resize(10_000);
  assert.ok(shelf.find(makeKey(1)));
  place.resize(50_000);
  assert.equal(shelf.find(makeKey(1)), undefined);
  assert.ok(shelf.find(makeKey(2)));
  assert.equal(place.isLost, false);
  // One that alone needs more than there is loses its own place.
  const waiting = shelf.fetch(makeKey(3));
  place.resize(120_000);
  assert.equal(place.isLost, true);
  assert.equal(await waiting, undefined);
  place.keep(makeSound(10));
  assert.equal(shelf.find(makeKey(3)), undefined);
  assert.equal(shelf.bytes, 0);
});

test('however many sounds come, they take no more than there is room for', () => {
  const shelf = new SoundShelf(new VirtualClock(), 1_000_000);
  for (let at = 0; at < 3_000; at++) {
    const place = shelf.begin(makeKey(at));
    place.resize(((at * 7_919) % 400) * 100);
    if (at % 3 > 0) place.keep(makeSound(((at * 104_729) % 900) * 10));
    if (at % 7 === 0) place.drop();
    assert.ok(shelf.bytes <= 1_000_000);
  }
  assert.ok(shelf.bytes > 900_000);
  shelf.forget('c');
  assert.equal(shelf.bytes, 0);
});

test('a channel’s sounds are forgotten, those too that are still coming', async () => {
  const shelf = new SoundShelf(new VirtualClock());
  shelf.begin(makeKey(1, 'a')).keep(makeSound(10));
  shelf.begin(makeKey(2, 'b')).keep(makeSound(10));
  const place = shelf.begin(makeKey(3, 'a'));
  const wanted = shelf.fetch(makeKey(3, 'a'));
  shelf.forget('a');
  assert.equal(await wanted, undefined);
  assert.equal(place.isLost, true);
  place.keep(makeSound(10));
  assert.equal(shelf.find(makeKey(1, 'a')), undefined);
  assert.equal(shelf.find(makeKey(3, 'a')), undefined);
  assert.ok(shelf.find(makeKey(2, 'b')));
});

test('a person who wants a sound that is coming hurries it', async () => {
  const shelf = new SoundShelf(new VirtualClock());
  const place = shelf.begin(makeKey(1));
  assert.equal(place.hurried.aborted, false);
  const wanted = [shelf.fetch(makeKey(1)), shelf.fetch(makeKey(1))];
  assert.equal(place.hurried.aborted, true);
  const sound = makeSound(10);
  place.keep(sound);
  assert.deepEqual(await Promise.all(wanted), [sound, sound]);
});

test('an answer that begins again under the same name takes the other’s place', async () => {
  const shelf = new SoundShelf(new VirtualClock());
  const first = shelf.begin(makeKey(1));
  first.resize(500);
  const wanted = shelf.fetch(makeKey(1));
  const second = shelf.begin(makeKey(1));
  assert.equal(await wanted, undefined);
  assert.equal(first.isLost, true);
  first.resize(90_000);
  first.drop();
  assert.equal(shelf.find(makeKey(1)), 'coming');
  second.drop();
  assert.equal(shelf.bytes, 0);
});
