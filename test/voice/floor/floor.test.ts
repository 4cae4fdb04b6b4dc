import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EAR_FRAME } from '../../../src/audio/pcm.ts';
import { FloorRig, sound } from './floor-rig.ts';

const SECOND = 1_000;

/** One list of frames for each person's speech. */
const first = (said: number[][]) => said[0] ?? [];

describe('speech', () => {
  test('begins after 100 ms of voice and is heard from 300 ms before it', () => {
    const rig = new FloorRig();
    const breath = first(rig.speak('ann', 500, false));
    const before = rig.now;
    const words = first(rig.speak('ann', 100));
    assert.deepEqual(rig.log, ['begun ann']);
    assert.equal(rig.at('begun ann'), before + 80, 'with the fifth frame');
    assert.deepEqual(rig.heard('ann'), [[...breath.slice(-15), ...words]]);
  });

  test('does not begin for a blip, nor for several that are far apart', () => {
    const rig = new FloorRig();
    for (let blip = 0; blip < 10; blip++) {
      rig.speak('ann', 40);
      rig.speak('ann', 200, false);
    }
    assert.deepEqual(rig.log, []);
  });

  test('goes out in pieces of 100 ms, and all of it before its end', () => {
    const rig = new FloorRig();
    const words = first(rig.speak('ann', 460));
    rig.pass(SECOND);
    assert.deepEqual(rig.pieces, [5, 5, 5, 5, 3]);
    assert.deepEqual(rig.heard('ann'), [words]);
  });

  test('ends after the pause by the clock, though no packet comes', () => {
    const rig = new FloorRig();
    rig.speak('ann', 300);
    const last = rig.now - 20;
    rig.pass(SECOND);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann']);
    assert.equal(rig.at('ended ann'), last + 200);
  });

  test('ends after the pause though noise without a voice goes on', () => {
    const rig = new FloorRig();
    rig.speak('ann', 300);
    const last = rig.now - 20;
    rig.speak('ann', SECOND, false);
    assert.equal(rig.at('ended ann'), last + 200);
  });

  test('with pauses shorter than that is one utterance, with the pauses at their true length', () => {
    const rig = new FloorRig();
    const one = first(rig.speak('ann', 300));
    rig.quiet('ann').pass(160);
    const two = first(rig.speak('ann', 300));
    rig.pass(SECOND);
    assert.deepEqual(rig.heard('ann'), [[...one, ...Array(8).fill(0), ...two]]);
  });

  test('gets no silence inside for packets that are only late', () => {
    const rig = new FloorRig();
    const words = first(rig.speak('ann', 300));
    rig.pass(150);
    const late = Array.from({ length: 8 }, () => rig.frame('ann', true));
    rig.pass(SECOND);
    assert.deepEqual(rig.heard('ann'), [[...words, ...late]]);
  });

  test('that is held up on its way right after its first frames is heard from the beginning', () => {
    const rig = new FloorRig();
    const one = first(rig.speak('ann', 60));
    rig.pass(SECOND);
    const late = Array.from({ length: 8 }, () => rig.frame('ann', true));
    rig.pass(SECOND);
    assert.deepEqual(rig.heard('ann'), [[...one, ...late]]);
  });

  test('of people who are not heard is nothing', () => {
    const rig = new FloorRig({ members: ['bob'] });
    rig.speak('ann', 500);
    assert.deepEqual(rig.log, []);
  });

  test('of three minutes with short pauses is one utterance, as is anything up to ten minutes', () => {
    const rig = new FloorRig();
    const words: number[] = [];
    for (let second = 0; second < 599; second += 1) {
      words.push(...first(rig.speak('ann', 900)));
      rig.quiet('ann').pass(100);
    }
    rig.pass(SECOND);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann']);
    assert.deepEqual(sound(rig.heard('ann').flat()), words);
  });

  test('of ten minutes is cut, says so, and goes on as another utterance without a frame lost', () => {
    const rig = new FloorRig();
    const words = first(rig.speak('ann', 605 * SECOND));
    rig.pass(SECOND);
    assert.deepEqual(rig.log, ['begun ann', 'full ann', 'ended ann', 'over ann', 'begun ann', 'ended ann']);
    assert.deepEqual(rig.heard('ann'), [words.slice(0, 30_000), words.slice(30_000)]);
  });

  test('of ten minutes gives way to those who wait when it is cut', () => {
    const rig = new FloorRig();
    rig.speak('ann', 599.5 * SECOND);
    rig.speak(['ann', 'bob'], SECOND);
    rig.speak('ann', SECOND);
    rig.pass(SECOND);
    const turns = [
      'begun ann',
      'full ann',
      'ended ann',
      'over ann',
      'begun bob',
      'ended bob',
      'over bob',
      'begun ann',
      'ended ann',
    ];
    assert.deepEqual(rig.log, turns);
  });
});

describe('an end', () => {
  test('is taken back by 40 ms of voice, with the pause at its true length and no frame twice', () => {
    const rig = new FloorRig();
    const one = first(rig.speak('ann', 300));
    rig.quiet('ann').pass(440);
    const two = first(rig.speak('ann', 300));
    rig.pass(SECOND);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann', 'again ann', 'ended ann']);
    assert.deepEqual(rig.heard('ann'), [[...one, ...Array(22).fill(0), ...two]]);
  });

  test('is taken back with the breath before it, when packets never stopped', () => {
    const rig = new FloorRig();
    const one = first(rig.speak('ann', 300));
    const breath = first(rig.speak('ann', 440, false));
    const two = first(rig.speak('ann', 300));
    rig.pass(SECOND);
    assert.deepEqual(rig.heard('ann').map(sound), [[...one, ...breath, ...two]]);
    assert.equal(rig.heard('ann')[0]?.includes(0), false, 'the breath is the silence');
  });

  test('is taken back without a silence inside by packets that were only held up on their way', () => {
    const rig = new FloorRig();
    const one = first(rig.speak('ann', 300));
    rig.pass(400);
    const late = Array.from({ length: 21 }, () => rig.frame('ann', true));
    const two = first(rig.speak('ann', 300));
    rig.pass(SECOND);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann', 'again ann', 'ended ann']);
    assert.deepEqual(rig.heard('ann'), [[...one, ...late, ...two]]);
  });

  test('is not taken back by a single frame', () => {
    const rig = new FloorRig();
    rig.speak('ann', 300);
    rig.pass(300);
    rig.frame('ann', true);
    rig.pass(SECOND);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann']);
  });

  test('can’t be taken back once the answer is audible', () => {
    const rig = new FloorRig();
    rig.speak('ann', 300);
    rig.pass(300).audible();
    assert.deepEqual(rig.log, ['begun ann', 'ended ann', 'over ann']);
    rig.speak('ann', 300);
    assert.equal(rig.log.at(-1), 'begun ann');
  });

  test('can be taken back while the mouth only prepares to speak', () => {
    const rig = new FloorRig();
    rig.speak('ann', 300);
    rig.pass(300).mouth('all');
    rig.speak('ann', 40);
    assert.deepEqual(rig.log.slice(0, 3), ['begun ann', 'ended ann', 'again ann']);
  });

  test('can’t be taken back once someone else speaks, or after 30 s', () => {
    const rig = new FloorRig();
    rig.speak('ann', 300);
    rig.pass(300);
    rig.speak('bob', 300);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann', 'over ann', 'begun bob']);
    rig.pass(31 * SECOND);
    assert.equal(rig.at('over bob') - rig.at('ended bob'), 30 * SECOND);
  });

  test('is for good in the mode `pause`', () => {
    const rig = new FloorRig({ turnEnd: 'pause' });
    rig.speak('ann', 300);
    rig.pass(300);
    rig.speak('ann', 300);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann', 'over ann', 'begun ann']);
  });
});

describe('in the mode `server`', () => {
  test('silence is fed for 1,500 ms, in real time, and then it is over', () => {
    const rig = new FloorRig({ turnEnd: 'server' });
    const words = first(rig.speak('ann', 300));
    const last = rig.now - 20;
    rig.pass(500);
    const fed = (rig.heard('ann')[0]?.length ?? 0) - words.length;
    assert.ok(fed >= 19 && fed <= 25, `${fed} frames in 500 ms`);
    rig.pass(5 * SECOND);
    assert.equal(rig.at('ended ann'), last + 1_500);
    assert.equal(rig.at('over ann'), last + 1_500);
    const all = (rig.heard('ann')[0]?.length ?? 0) - words.length;
    assert.ok(all >= 70 && all <= 75, `${all} frames in all`);
  });

  test('speech that goes on within that silence just goes on', () => {
    const rig = new FloorRig({ turnEnd: 'server' });
    const one = first(rig.speak('ann', 300));
    rig.quiet('ann').pass(SECOND);
    const two = first(rig.speak('ann', 300));
    rig.pass(5 * SECOND);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann', 'over ann']);
    const [heard = []] = rig.heard('ann');
    assert.deepEqual(sound(heard), [...one, ...two]);
    const between = heard.indexOf(two[0] ?? 0) - one.length;
    assert.ok(between >= 49 && between <= 51, `${between} frames of silence between`);
  });

  test('an audible answer ends the silence, but not the speech of a person who is talking', () => {
    const rig = new FloorRig({ turnEnd: 'server' });
    rig.speak('ann', 300);
    rig.audible();
    assert.deepEqual(rig.log, ['begun ann']);
    rig.pass(600).audible();
    assert.deepEqual(rig.log, ['begun ann', 'ended ann', 'over ann']);
  });

  test('a person who goes on at the moment when their turn comes loses nothing', () => {
    const rig = new FloorRig({ turnEnd: 'server' });
    const [, one = []] = rig.speak(['ann', 'bob'], 300);
    rig.pass(1_420);
    const two = first(rig.speak('bob', 300));
    rig.pass(5 * SECOND);
    assert.deepEqual(rig.heard('bob').flatMap(sound), [...one, ...two]);
  });

  test('silence is fed after a person who waited, too', () => {
    const rig = new FloorRig({ turnEnd: 'server' });
    rig.speak(['ann', 'bob'], 300);
    rig.pass(5 * SECOND);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann', 'over ann', 'begun bob', 'ended bob', 'over bob']);
    assert.equal(rig.at('ended bob') - rig.at('begun bob'), 1_500);
  });
});

describe('those who speak meanwhile', () => {
  test('are kept whole, and follow in the order in which they began, at once', () => {
    const rig = new FloorRig();
    rig.speak('ann', 200);
    const [, bob = []] = rig.speak(['ann', 'bob'], 400);
    const [, cat = []] = rig.speak(['ann', 'cat'], 400);
    rig.speak('ann', 400);
    rig.pass(SECOND);
    const turns = ['ann', 'bob', 'cat'].flatMap((id) => [`begun ${id}`, `ended ${id}`, `over ${id}`]);
    assert.deepEqual(rig.log, turns.slice(0, -1), 'the last one may still go on');
    assert.equal(rig.at('begun cat'), rig.at('ended ann'));
    assert.deepEqual(rig.heard('bob'), [bob]);
    assert.deepEqual(rig.heard('cat'), [cat]);
  });

  test('go on living when their turn comes while they still speak', () => {
    const rig = new FloorRig();
    rig.speak('ann', 300);
    const bob = first(rig.speak('bob', SECOND));
    rig.pass(SECOND);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann', 'over ann', 'begun bob', 'ended bob']);
    assert.deepEqual(rig.heard('bob'), [bob]);
  });

  test('append to what is kept of them, with a short silence between', () => {
    const rig = new FloorRig();
    const [, one = []] = rig.speak(['ann', 'bob'], 300);
    rig.speak('ann', SECOND);
    const [, two = []] = rig.speak(['ann', 'bob'], 300);
    rig.speak('ann', 600);
    rig.pass(SECOND);
    assert.deepEqual(rig.heard('bob'), [[...one, ...Array(10).fill(0), ...two]]);
  });

  test('are kept for 20 s each, and what is beyond is named', () => {
    const rig = new FloorRig();
    const [, bob = []] = rig.speak(['ann', 'bob'], 22 * SECOND);
    rig.speak('ann', 300);
    rig.pass(SECOND);
    assert.deepEqual(rig.heard('bob'), [bob.slice(0, 1_000)]);
    assert.ok(rig.log.includes(`loss ${100 * EAR_FRAME}`), rig.log.join());
  });

  test('are forgotten when they are not heard any more', () => {
    const rig = new FloorRig();
    rig.speak(['ann', 'bob'], 300);
    rig.hearing({ members: ['ann', 'cat'] });
    rig.pass(SECOND);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann']);
  });
});

describe('a person who isn’t heard any more', () => {
  test('loses the floor at once', () => {
    const rig = new FloorRig();
    rig.speak(['ann', 'bob'], 300);
    rig.hearing({ members: ['bob'] });
    assert.deepEqual(rig.log, ['begun ann', 'ended ann', 'over ann', 'begun bob']);
  });

  test('cannot take an end back', () => {
    const rig = new FloorRig();
    rig.speak('ann', 300);
    rig.pass(300).hearing({ members: [] });
    assert.equal(rig.log.at(-1), 'over ann');
  });

  test('lets the mouth go', () => {
    const rig = new FloorRig().mouth('all');
    rig.speak('ann', 100);
    rig.hearing({ members: ['bob'] });
    assert.deepEqual(rig.log, ['hold', 'release']);
  });
});

describe('an interruption', () => {
  test('holds the mouth with the first voiced frame and is one after 300 ms, from its beginning', () => {
    const rig = new FloorRig().mouth('all');
    const breath = first(rig.speak('ann', 400, false));
    const began = rig.now;
    const words = first(rig.speak('ann', 400));
    assert.deepEqual(rig.log, ['hold', 'interrupt ann', 'begun ann']);
    assert.equal(rig.at('hold'), began);
    assert.equal(rig.at('interrupt ann'), began + 280, 'with the fifteenth frame');
    rig.pass(SECOND);
    assert.deepEqual(rig.heard('ann'), [[...breath.slice(-15), ...words]]);
  });

  test('keeps its first syllable though there are gaps in it', () => {
    const rig = new FloorRig().mouth('all');
    const words = [160, 100, 100].flatMap((ms) => {
      const voiced = first(rig.speak('ann', ms));
      return [...voiced, ...first(rig.speak('ann', 160, false))];
    });
    assert.ok(rig.log.includes('interrupt ann'));
    rig.pass(SECOND);
    assert.deepEqual(rig.heard('ann'), [words]);
  });

  test('that was a cough lets the mouth go on after 200 ms, and is never heard', () => {
    const rig = new FloorRig().mouth('all');
    rig.speak('ann', 280);
    const last = rig.now - 20;
    rig.pass(SECOND).mouth().pass(SECOND);
    assert.deepEqual(rig.log, ['hold', 'release']);
    assert.equal(rig.at('release'), last + 200);
  });

  test('by two at once is held until both are decided', () => {
    const rig = new FloorRig().mouth('all');
    rig.speak('ann', 100);
    rig.speak('bob', 240);
    rig.pass(SECOND);
    assert.deepEqual(rig.log, ['hold', 'release']);
    assert.equal(rig.at('release') - rig.at('hold'), 320 + 200);
  });

  test('by two at once gives the floor to the one and keeps the other', () => {
    const rig = new FloorRig().mouth('all');
    const [ann, bob] = rig.speak(['ann', 'bob'], 600);
    rig.pass(SECOND);
    assert.deepEqual(rig.log.slice(0, 3), ['hold', 'interrupt ann', 'begun ann']);
    assert.deepEqual([rig.heard('ann'), rig.heard('bob')], [[ann], [bob]]);
  });

  test('isn’t possible for people who may not; they follow when the mouth is silent', () => {
    const rig = new FloorRig().mouth(['bob']);
    const words = first(rig.speak('ann', SECOND));
    rig.pass(SECOND);
    assert.deepEqual(rig.log, []);
    rig.mouth();
    assert.deepEqual(rig.log, ['begun ann', 'ended ann']);
    assert.deepEqual(rig.heard('ann'), [words]);
  });

  test('comes before those who waited', () => {
    const rig = new FloorRig().mouth(['bob']);
    rig.speak('ann', SECOND);
    rig.speak('bob', 400);
    rig.pass(SECOND);
    const turns = ['hold', 'interrupt bob', 'begun bob', 'ended bob', 'over bob', 'begun ann', 'ended ann'];
    assert.deepEqual(rig.log, turns);
  });

  test('that is overtaken by the end of the reply is plain speech', () => {
    const rig = new FloorRig().mouth('all');
    const one = first(rig.speak('ann', 160));
    rig.mouth();
    assert.deepEqual(rig.log, ['hold', 'release', 'begun ann']);
    const two = first(rig.speak('ann', 160));
    rig.pass(SECOND);
    assert.deepEqual(rig.heard('ann'), [[...one, ...two]]);
  });

  test('by who already has the floor leaves it to them', () => {
    const rig = new FloorRig();
    const one = first(rig.speak('ann', 300));
    rig.mouth('all');
    const two = first(rig.speak('ann', 400));
    rig.pass(SECOND);
    assert.deepEqual(rig.log, ['begun ann', 'hold', 'interrupt ann', 'ended ann']);
    assert.deepEqual(rig.heard('ann'), [[...one, ...two]]);
  });
});

describe('where the floor is asked for', () => {
  const asked = { floor: 'asked' } as const;

  test('nobody is heard before it is given to them, and then for one utterance', () => {
    const rig = new FloorRig(asked);
    rig.speak('ann', 500);
    rig.grant('ann').pass(SECOND);
    const words = first(rig.speak('ann', 500));
    rig.pass(300).audible();
    rig.speak('ann', 500);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann', 'over ann']);
    assert.deepEqual(rig.heard('ann'), [words], 'and nothing from before');
  });

  test('an end can be taken back', () => {
    const rig = new FloorRig(asked).grant('ann');
    rig.speak('ann', 300);
    rig.pass(300);
    rig.speak('ann', 300);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann', 'again ann']);
  });

  test('it is gone after 15 s without speech', () => {
    const rig = new FloorRig(asked).grant('ann').pass(15 * SECOND);
    rig.speak('ann', 500);
    assert.deepEqual(rig.log, []);
  });

  test('nobody interrupts who was not given it', () => {
    const rig = new FloorRig(asked).mouth('all');
    rig.speak('ann', 500);
    assert.deepEqual(rig.log, []);
    rig.grant('ann').speak('ann', 500);
    assert.deepEqual(rig.log, ['hold', 'interrupt ann', 'begun ann']);
  });

  test('ten minutes are all there is', () => {
    const rig = new FloorRig(asked).grant('ann');
    rig.speak('ann', 605 * SECOND);
    assert.deepEqual(rig.log, ['begun ann', 'full ann', 'ended ann', 'over ann']);
  });

  test('what was kept before is forgotten', () => {
    const rig = new FloorRig();
    rig.speak(['ann', 'bob'], 300);
    rig.hearing(asked).pass(SECOND);
    assert.deepEqual(rig.log, ['begun ann', 'ended ann']);
  });
});
