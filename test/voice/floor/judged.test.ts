import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FloorRig, sound } from './floor-rig.ts';

const SECOND = 1_000;

/** A floor whose mouth speaks, and where the bot says who interrupts it. */
const speaking = (judged: 'all' | string[] = 'all') => new FloorRig().mouth({ judged });

const first = (said: number[][]) => said[0] ?? [];

describe('where the bot says who interrupts', () => {
  test('the mouth is held at once, and speech is heard from its beginning after 300 ms', () => {
    const rig = speaking();
    const began = rig.now;
    const words = first(rig.speak('ann', 400));
    assert.deepEqual(rig.log, ['hold', 'begun ann during']);
    assert.deepEqual([rig.at('hold'), rig.at('begun ann during')], [began, began + 280]);
    rig.pass(300).release('ann');
    assert.deepEqual(rig.log, ['hold', 'begun ann during', 'ended ann', 'release']);
    assert.deepEqual(rig.heard('ann').map(sound), [words]);
  });

  test('the mouth goes on by itself after 1.5 s, whatever people say, and what they say is heard all the same', () => {
    const rig = speaking();
    const words = first(rig.speak('ann', 5 * SECOND));
    rig.pass(SECOND);
    assert.deepEqual(rig.log, ['hold', 'begun ann during', 'release', 'ended ann']);
    assert.equal(rig.at('release') - rig.at('begun ann during'), 1_500);
    assert.deepEqual(rig.heard('ann').map(sound), [words]);
  });

  test('people who go on talking don’t hold it again, before nobody has spoken for 3 s', () => {
    const rig = speaking();
    rig.speak('ann', 400);
    rig.pass(300).release('ann');
    for (const id of ['bob', 'ann', 'bob']) {
      rig.pass(2 * SECOND);
      rig.speak(id, SECOND);
    }
    assert.deepEqual(rig.log.filter((entry) => entry === 'hold').length, 1);
    assert.deepEqual(
      rig.log.filter((entry) => entry.startsWith('begun')),
      ['begun ann during', 'begun bob during', 'begun ann during', 'begun bob during'],
    );
    rig.pass(3_100);
    rig.speak('ann', 100);
    assert.equal(rig.log.at(-1), 'hold');
  });

  test('a cough holds it for a moment, and isn’t heard', () => {
    const rig = speaking();
    rig.speak('ann', 200);
    rig.pass(SECOND);
    rig.speak('ann', 200);
    rig.pass(SECOND);
    assert.deepEqual(rig.log, ['hold', 'release', 'hold', 'release']);
  });

  test('a second one who speaks meanwhile is heard next, and an answer about one of them is enough', () => {
    const rig = speaking();
    rig.speak(['ann', 'bob'], 500);
    rig.pass(300);
    assert.deepEqual(rig.log, ['hold', 'begun ann during', 'ended ann', 'over ann', 'begun bob during', 'ended bob']);
    rig.release('ann');
    assert.equal(rig.log.at(-1), 'release');
  });

  test('an answer about what was said before a trial ends none', () => {
    const rig = new FloorRig();
    rig.speak('bob', 400);
    rig.pass(300).audible().mouth({ judged: 'all' });
    rig.speak('ann', 400);
    rig.release('bob');
    assert.equal(rig.held, true);
  });

  test('if the answer is cut off, whoever speaks goes on in the same utterance', () => {
    const rig = speaking();
    const words = first(rig.speak('ann', 400));
    rig.mouth();
    words.push(...first(rig.speak('ann', 400)));
    rig.pass(SECOND);
    assert.deepEqual(rig.log, ['hold', 'begun ann during', 'release', 'ended ann']);
    assert.deepEqual(rig.heard('ann').map(sound), [words]);
    rig.mouth({ judged: 'all' }).audible();
    rig.speak('bob', 100);
    assert.equal(rig.log.at(-1), 'hold', 'the next answer is held at once');
  });

  test('who may not interrupt is heard after the answer, as ever', () => {
    const rig = speaking(['ann']);
    rig.speak('bob', 400);
    rig.pass(SECOND);
    assert.deepEqual(rig.log, []);
    rig.speak('ann', 400);
    rig.pass(SECOND).release('ann').mouth();
    assert.deepEqual(rig.log.slice(-3), ['over ann', 'begun bob', 'ended bob']);
  });

  test('the mouth isn’t held for who isn’t heard any more, or may not interrupt', () => {
    for (const change of [
      (rig: FloorRig) => rig.hearing({ members: ['bob'] }),
      (rig: FloorRig) => rig.mouth(['bob']),
      (rig: FloorRig) => rig.hearing({ floor: 'asked' }),
    ]) {
      const rig = speaking();
      rig.speak('ann', 400);
      assert.equal(change(rig).held, false);
    }
  });
});
