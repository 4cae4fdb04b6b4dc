import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FloorRig } from './floor-rig.ts';

/** A floor that tells of pauses, on which Ann has spoken for 300 ms. */
const pausing = (hearing: ConstructorParameters<typeof FloorRig>[0] = {}) => {
  const rig = new FloorRig({ tellsPauses: true, ...hearing });
  rig.speak('ann', 300);
  return { rig, last: rig.now - 20 };
};

/** What the bot answers when it's told of the pause. */
const allow = (rig: FloorRig, pause: number, utterance = 1) => rig.take(rig.floor.setPause(utterance, pause, rig.now));

describe('a pause', () => {
  test('is told after 60 ms, with everything that was said before it, and not again by its end', () => {
    const { rig, last } = pausing();
    rig.pass(1_000);
    assert.deepEqual(rig.log, ['begun ann', 'pausing ann', 'ended ann']);
    assert.deepEqual([rig.at('pausing ann') - last, rig.at('ended ann') - last], [60, 200]);
    assert.equal(rig.heard('ann')[0]?.length, 15);
  });

  test('that wasn’t one is told as well, and the next one is a new one', () => {
    const { rig } = pausing();
    rig.pass(80).speak('ann', 200);
    rig.pass(1_000);
    assert.deepEqual(rig.log, ['begun ann', 'pausing ann', 'resumed ann', 'pausing ann', 'ended ann']);
  });

  test('isn’t told to a bot that doesn’t want to know, nor of people whose speech is already ended', () => {
    const { rig } = pausing({ tellsPauses: false });
    rig.pass(1_000).speak('ann', 60);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann', 'again ann']);
  });

  test('can be made shorter, down to the moment at which that’s known', () => {
    const { rig, last } = pausing();
    rig.pass(50);
    allow(rig, 120);
    rig.pass(1_000);
    assert.equal(rig.at('ended ann') - last, 120);
    const late = pausing();
    late.rig.pass(150);
    allow(late.rig, 120);
    late.rig.pass(1);
    assert.equal(late.rig.at('ended ann') - late.last, 170);
  });

  test('can be made longer, until the person goes on', () => {
    const { rig, last } = pausing();
    rig.pass(100);
    allow(rig, 800);
    rig.pass(500).speak('ann', 200);
    const again = rig.now - 20;
    rig.pass(1_000);
    assert.deepEqual(rig.log, ['begun ann', 'pausing ann', 'resumed ann', 'pausing ann', 'ended ann']);
    assert.equal(rig.at('ended ann') - again, 200, 'and the next pause is as long as ever');
    assert.ok(again - last > 500);
  });

  test('of an utterance that went on, or ended, isn’t changed by a word that comes late', () => {
    const { rig } = pausing();
    rig.pass(100);
    allow(rig, 800, 7);
    rig.speak('ann', 100);
    allow(rig, 800);
    const last = rig.now - 20;
    rig.pass(1_000);
    assert.equal(rig.at('ended ann') - last, 200);
    allow(rig, 800);
    assert.equal(rig.floor.next, last + 200 + 30_000);
  });

  test('lets the next person wait no longer than it lasts', () => {
    const { rig } = pausing();
    rig.pass(100);
    allow(rig, 800);
    rig.speak('bob', 300);
    rig.pass(1_000);
    assert.deepEqual(rig.log.slice(2), ['ended ann', 'over ann', 'begun bob', 'ended bob']);
  });

  test('is told where silence is fed, too', () => {
    const { rig, last } = pausing({ turnEnd: 'server' });
    rig.pass(3_000);
    assert.deepEqual([rig.at('pausing ann') - last, rig.at('ended ann') - last], [60, 1_500]);
  });
});
