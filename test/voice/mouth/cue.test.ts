import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frames, rig } from './mouth-rig.ts';

const CUE = frames(3, 50);

test('a cue is heard in an answer’s place, and counts for nothing of it', () => {
  const { mouth, ticks, line, news, pcm } = rig();
  mouth.speak(1);
  mouth.cue(1, CUE);
  assert.equal(mouth.speaking, true, 'whoever speaks now interrupts it');
  ticks.advance(400);
  assert.equal(line(), '###.....');
  mouth.sound(1, frames(2));
  mouth.finish(1);
  ticks.advance(400);
  assert.deepEqual(news(), ['cue 1', 'audible 1', 'silent 1 played 1920']);
  assert.deepEqual(pcm().subarray(0, CUE.length), CUE);
});

test('an answer that comes during a cue follows it without a gap', () => {
  const { mouth, ticks, line } = rig();
  mouth.speak(1);
  mouth.cue(1, CUE);
  mouth.sound(1, frames(4));
  ticks.advance(120);
  assert.equal(line(), '#######');
});

test('a cue in the middle of an answer that has paused is heard, and the answer goes on after it', () => {
  const { mouth, ticks, line, news } = rig();
  mouth.speak(1);
  mouth.sound(1, frames(2));
  ticks.advance(400);
  mouth.cue(1, CUE);
  ticks.advance(400);
  mouth.sound(1, frames(5));
  mouth.finish(1);
  ticks.advance(400);
  assert.match(line(), /^##\.{5} +###\.{5} +######?\.{5}$/);
  assert.deepEqual(news(), ['audible 1', 'silent 1 played 6720']);
});

test('there’s no cue while something is said or held, somebody speaks, nobody could hear it, or another answer comes first', () => {
  const silent = (prepare: (mouth: ReturnType<typeof rig>['mouth']) => void, sound = '') => {
    const { mouth, ticks, line, news } = rig();
    mouth.speak(1);
    prepare(mouth);
    mouth.cue(1, CUE);
    ticks.advance(1_000);
    assert.equal(line().replaceAll(/[. ]/g, ''), sound);
    return news();
  };
  silent((mouth) => mouth.sound(1, frames(5)), '#####');
  silent((mouth) => mouth.floorTaken());
  silent((mouth) => mouth.pause());
  silent((mouth) => {
    mouth.sound(1, frames(1));
    mouth.hold();
  }, '#');
  const { mouth, ticks, sent } = rig();
  mouth.speak(1);
  mouth.speak(2);
  mouth.cue(2, CUE);
  mouth.cue(3, CUE);
  ticks.advance(1_000);
  assert.equal(sent.length, 0);
});

test('what is left of a cue goes with its answer', () => {
  const { mouth, ticks, line, news } = rig();
  mouth.speak(1);
  mouth.cue(1, CUE);
  mouth.interrupt('ada');
  ticks.advance(400);
  assert.equal(line(), '#.....');
  assert.deepEqual(news(), ['cue 1', 'silent 1 interrupted 0']);
});
