import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SILENCE_FRAME } from '../../../src/audio/opus.ts';
import { SourceSearch } from '../../../src/voice/connection/source-search.ts';

/** A frame that looks encrypted end to end. Its first byte is a number. */
const seal = (number: number): Buffer => Buffer.from([number, 0, 0, 0, 0xfa, 0xfa]);

/** A search that has kept packets, 20 ms apart, and notes which keys are tried on which. */
const searching = (frames: readonly Buffer[], begin = 0) => {
  const search = new SourceSearch();
  const tries: string[] = [];
  let sequence = 0;
  const keep = (frame: Buffer, at: number) =>
    search.keep({ ssrc: 1, sequence: sequence++ & 0xffff, timestamp: 0, at }, frame);
  for (const [index, frame] of frames.entries()) keep(frame, begin + index * 20);
  /** Tries keys; `fits` says which of them opens which packet. */
  const unlock = (userIds: string[], now: number, fits: Record<string, number> = {}, group = 'one') =>
    search.unlock(userIds, group, now, (frame, userId) => {
      tries.push(`${frame[0]}${userId}`);
      return frame[0] === fits[userId] ? Buffer.from('opus') : undefined;
    });
  return { search, tries, keep, unlock };
};

test('the oldest packet is tried first with every key, and each key once', () => {
  const { search, tries, unlock } = searching([seal(1), seal(2), seal(3)]);
  assert.equal(unlock(['ada', 'bob'], 60, { bob: 2 }), 'bob');
  assert.deepEqual(tries, ['1ada', '1bob', '2ada', '2bob']);
  assert.deepEqual(
    search.packets.map(({ opus }) => opus?.toString()),
    [undefined, 'opus', undefined],
  );
  const { tries: others, unlock: again } = searching([seal(1)]);
  assert.equal(again(['ada'], 20), undefined);
  assert.equal(again(['ada', 'bob'], 40), undefined);
  assert.deepEqual(others, ['1ada', '1bob']);
});

test('with the keys of another group, all packets are tried again', () => {
  const { tries, unlock } = searching([seal(1)]);
  assert.equal(unlock(['ada'], 20), undefined);
  assert.equal(unlock(['ada'], 40, { ada: 1 }, 'two'), 'ada');
  assert.deepEqual(tries, ['1ada', '1ada']);
});

test('a packet that isn’t encrypted proves nothing', () => {
  const { tries, unlock } = searching([Buffer.from('plain'), SILENCE_FRAME, Buffer.alloc(0)]);
  assert.equal(unlock(['ada'], 60), undefined);
  assert.deepEqual(tries, []);
});

test('packets are kept for a second, and at most 120 of them', () => {
  const { search, keep } = searching([seal(1), seal(2)]);
  assert.equal(keep(seal(3), 1_001), 6);
  assert.equal(search.packets.length, 2);
  assert.equal(search.expire(2_500), 12);
  assert.equal(search.packets.length, 0);
  let dropped = 0;
  for (let index = 0; index < 200; index += 1) dropped += keep(seal(4), 3_000);
  assert.deepEqual([search.packets.length, dropped], [120, 80 * 6]);
});

test('keys are tried a hundred times at once, and 25 times a second after that', () => {
  const { tries, keep, unlock } = searching([]);
  const members = Array.from({ length: 10 }, (_, index) => `member ${index}`);
  for (let at = 10_000; at < 20_000; at += 20) {
    keep(seal(1), at);
    unlock(members, at);
  }
  assert.ok(tries.length >= 340 && tries.length <= 351, `${tries.length} tries`);
});

test('whoever is the only one left for 300 ms is it, unless somebody else may have come', () => {
  const { search } = searching([]);
  assert.equal(search.findOnly(['ada'], 0), undefined);
  assert.equal(search.findOnly(['ada', 'bob'], 200), undefined);
  assert.equal(search.findOnly(['ada'], 220), undefined);
  assert.equal(search.findOnly(['ada'], 519), undefined);
  assert.equal(search.findOnly(['ada'], 520), 'ada');
  assert.equal(search.findOnly(['bob'], 540), undefined);
  assert.equal(search.findOnly([], 900), undefined);
});

test('after two seconds of sound it’s said once that nobody knows whose it is', () => {
  const { search, keep } = searching([]);
  const said: number[] = [];
  for (let number = 1; number <= 300; number += 1) {
    keep(number <= 50 ? SILENCE_FRAME : seal(1), number * 20);
    if (search.noteUnknown()) said.push(number);
  }
  assert.deepEqual(said, [150]);
});
