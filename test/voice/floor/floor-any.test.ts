import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { FRAME_MS } from '../../../src/audio/pcm.ts';
import type { HearingPolicy } from '../../../src/voice/bridge/protocol.ts';
import { FloorRig, HEARING, sound } from './floor-rig.ts';

const PEOPLE = ['ann', 'bob', 'cat', 'dan', 'eve'];

type Sound = 'voice' | 'breath' | 'nothing';

/** What a person does, frame by frame: pieces of sound, each followed by their client's news that they fell silent. */
type Part = { sound: Sound; frames: number };

const spread = (parts: Part[]) => parts.flatMap(({ sound, frames }) => Array<Sound>(frames).fill(sound));

/** Plays everyone's part at the same time. `between` is called before each frame. Returns everyone's voiced frames. */
const play = (rig: FloorRig, parts: Part[][], between: (frame: number) => void): number[][] => {
  const scores = parts.map(spread);
  const voiced = scores.map((): number[] => []);
  const length = Math.max(...scores.map((score) => score.length));
  for (let at = 0; at < length; at++) {
    between(at);
    scores.forEach((score, who) => {
      const id = PEOPLE[who] ?? '';
      const now = score[at] ?? 'nothing';
      if (now === 'nothing') rig.quiet(id);
      else {
        const frame = rig.frame(id, now === 'voice');
        if (now === 'voice') voiced[who]?.push(frame);
      }
    });
    rig.pass(FRAME_MS);
  }
  return voiced;
};

const isRising = (frames: number[]) => frames.every((frame, index) => index === 0 || frame > (frames[index - 1] ?? 0));

const silence = fc.record({
  sound: fc.constantFrom<Sound>('breath', 'nothing'),
  frames: fc.integer({ min: 1, max: 60 }),
});
const words = fc.record({ sound: fc.constant<Sound>('voice'), frames: fc.integer({ min: 5, max: 60 }) });
const blip = fc.record({ sound: fc.constant<Sound>('voice'), frames: fc.integer({ min: 1, max: 14 }) });
const turnEnd = fc.constantFrom<HearingPolicy['turnEnd']>('speculative', 'pause', 'server');

/** Words with silence between them, so that nobody's waiting speech exceeds 20 s. */
const talk = fc.array(fc.tuple(silence, words), { maxLength: 6 }).map((pairs) => pairs.flat());
const anything = fc.array(fc.oneof(silence, words, blip), { maxLength: 12 });

describe('whoever speaks at whatever time', () => {
  test('each voiced frame of everyone is heard once, in order, under the right name', () => {
    const talks = fc.array(talk, { minLength: 1, maxLength: PEOPLE.length });
    const replies = fc.uniqueArray(fc.nat(400), { maxLength: 5 });
    fc.assert(
      fc.property(talks, replies, turnEnd, (parts, audible, end) => {
        const rig = new FloorRig({ members: PEOPLE, turnEnd: end });
        const voiced = play(rig, parts, (at) => audible.includes(at) && rig.audible());
        rig.pass(60_000);
        voiced.forEach((frames, who) => {
          const heard = rig.heard(PEOPLE[who] ?? '').flatMap(sound);
          assert.ok(isRising(heard));
          const known = new Set(frames);
          assert.deepEqual(
            heard.filter((frame) => known.has(frame)),
            frames,
          );
        });
        assert.ok(rig.utterances.every(({ state }) => state === 'over'));
      }),
      { numRuns: 200 },
    );
  });

  test('and whatever else happens, there is one floor, every frame comes once at most, and every hold has its end', () => {
    const event = fc.oneof(
      fc.constant((rig: FloorRig) => rig.audible()),
      fc.constant((rig: FloorRig) => rig.mouth('all')),
      fc.constant((rig: FloorRig) => rig.mouth(['ann', 'bob'])),
      fc.constant((rig: FloorRig) => rig.mouth({ judged: 'all' })),
      fc.constant((rig: FloorRig) => rig.mouth({ judged: ['ann', 'bob'] })),
      fc.constantFrom(...PEOPLE).map((id) => (rig: FloorRig) => rig.release(id)),
      fc.constant((rig: FloorRig) => rig.mouth()),
      fc.constantFrom(...PEOPLE).map((id) => (rig: FloorRig) => rig.grant(id)),
      fc
        .record({
          members: fc.subarray(PEOPLE),
          floor: fc.constantFrom<HearingPolicy['floor']>('open', 'asked'),
          turnEnd,
        })
        .map((hearing) => (rig: FloorRig) => rig.hearing(hearing)),
    );
    const events = fc.array(fc.tuple(fc.nat(500), event), { maxLength: 15 });
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: PEOPLE.length }), events, (parts, script) => {
        const rig = new FloorRig({ ...HEARING, members: PEOPLE });
        const voiced = play(rig, parts, (at) => {
          for (const [when, happen] of script) if (when === at) happen(rig);
        });
        rig.pass(2_000);
        assert.equal(rig.held, false);
        rig.mouth().pass(60_000);
        assert.ok(rig.utterances.every(({ state, frames }) => state === 'over' && frames.length > 0));
        const known = new Set(voiced.flat());
        voiced.forEach((own, who) => {
          const heard = rig.heard(PEOPLE[who] ?? '').flatMap(sound);
          assert.ok(isRising(heard));
          const mine = new Set(own);
          assert.ok(
            heard.every((frame) => mine.has(frame) || !known.has(frame)),
            'under the right name',
          );
        });
        assert.equal(rig.floor.next, undefined, 'and then there is nothing left to do');
      }),
      { numRuns: 300 },
    );
  });
});
