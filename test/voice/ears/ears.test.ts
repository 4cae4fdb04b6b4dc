import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FRAME_MS } from '../../../src/audio/pcm.ts';
import { HEARING, Rig } from './ears-rig.ts';

describe('the ears of a call', () => {
  test('hear a member from the first packet to the pause after the last', async () => {
    const rig = new Rig();
    const [ann] = await rig.speak(['ann'], 400);
    await rig.clock.advance(179);
    assert.deepEqual(rig.log, ['begun']);
    await rig.clock.advance(1);
    assert.deepEqual(rig.log, ['begun', 'ended']);
    assert.deepEqual(rig.utterances(), [{ userId: 'ann', frames: ann }]);
  });

  for (const [how, by] of Object.entries({ back: -3_600_000, forward: 3_600_000 }))
    test(`hear one utterance as one although the wall clock is set ${how} by an hour in the middle`, async () => {
      const rig = new Rig();
      const [first = []] = await rig.speak(['ann'], 200);
      rig.clock.set(by);
      const [rest = []] = await rig.speak(['ann'], 200);
      await rig.clock.advance(100);
      rig.clock.set(-by);
      await rig.clock.advance(79);
      assert.deepEqual(rig.log, ['begun']);
      await rig.clock.advance(1);
      assert.deepEqual(rig.log, ['begun', 'ended']);
      assert.deepEqual(rig.utterances(), [{ userId: 'ann', frames: [...first, ...rest] }]);
    });

  test('don’t decode people who aren’t heard', async () => {
    const rig = new Rig();
    await rig.speak(['eve'], 400);
    assert.equal(rig.decoded, 0);
    assert.equal(rig.open, 0);
    assert.deepEqual(rig.log, []);
  });

  test('stop decoding a person at once who isn’t heard any more, and free their decoder', async () => {
    const rig = new Rig();
    await rig.speak(['ann'], 400);
    rig.ears.setHearing({ ...HEARING, members: ['bob'] });
    assert.deepEqual(rig.log, ['begun', 'ended', 'over']);
    const { decoded } = rig;
    await rig.speak(['ann'], 400);
    assert.equal(rig.decoded, decoded);
    assert.equal(rig.open, 0);
  });

  test('open the packets of who has the floor a few at a time, and at once when anything else happens', async () => {
    const rig = new Rig();
    await rig.speak(['ann'], 200);
    const { decoded } = rig;
    assert.equal(decoded, 10);
    rig.packet('ann');
    rig.packet('ann');
    assert.equal(rig.decoded, decoded);
    rig.packet('bob');
    assert.equal(rig.decoded, decoded + 3);
    const [more] = await rig.speak(['ann'], 100);
    assert.ok(rig.decoded > decoded + 3);
    await rig.clock.advance(200);
    assert.deepEqual(rig.utterances()[0]?.frames.slice(-5), more);
  });

  test('never decode packets that they held when their sender isn’t heard any more', async () => {
    const rig = new Rig();
    await rig.speak(['ann'], 200);
    const { decoded } = rig;
    rig.packet('ann');
    rig.ears.setHearing({ ...HEARING, members: ['bob'] });
    await rig.clock.advance(1_000);
    assert.equal(rig.decoded, decoded);
  });

  test('hear all of a person whose packets stop in the middle of a piece, and end their speech in time', async () => {
    const rig = new Rig();
    const [ann] = await rig.speak(['ann'], 260);
    await rig.clock.advance(179);
    assert.deepEqual(rig.log, ['begun']);
    await rig.clock.advance(1);
    assert.deepEqual(rig.log, ['begun', 'ended']);
    assert.deepEqual(rig.utterances(), [{ userId: 'ann', frames: ann }]);
  });

  test('go on after a lost packet though nothing follows the one that waits for it', async () => {
    const rig = new Rig();
    const [ann = []] = await rig.speak(['ann'], 200);
    rig.packet('ann', { lose: true });
    await rig.clock.advance(FRAME_MS);
    const last = rig.packet('ann');
    await rig.clock.advance(1_000);
    assert.deepEqual(rig.utterances(), [{ userId: 'ann', frames: [...ann, 0, last] }]);
    assert.equal(rig.ears.misses.lost, 1);
  });

  test('hear no pause where they were held up themselves, and packets wait for them', async () => {
    const rig = new Rig();
    const [ann = []] = await rig.speak(['ann', 'bob'], 400);
    const late: (() => void)[] = [];
    rig.afterPackets = (step) => void late.push(step);
    await rig.clock.advance(500);
    // The other person's packets come first, and must not show that this one has fallen silent.
    for (let packets = 0; packets < 25; packets += 1) rig.packet('bob');
    for (let packets = 0; packets < 25; packets += 1) ann.push(rig.packet('ann'));
    rig.afterPackets = (step) => step();
    for (const step of late) step();
    await rig.clock.advance(1_000);
    assert.deepEqual(rig.log.slice(0, 3), ['begun', 'ended', 'over']);
    assert.deepEqual(rig.utterances()[0], { userId: 'ann', frames: ann });
  });

  test('tell the mouth to hold, and then that it is interrupted', async () => {
    const rig = new Rig();
    rig.ears.mouth({ is: 'speaking', interrupters: ['ann'] });
    await rig.speak(['ann'], 400);
    assert.deepEqual(rig.log, ['hold', 'interrupt', 'begun']);
  });

  test('keep the order of effects though the mouth answers in the midst of them', async () => {
    const rig = new Rig();
    rig.react = (effect) => effect.is === 'interrupt' && rig.ears.mouth({ is: 'silent' });
    rig.ears.mouth({ is: 'speaking', interrupters: 'all' });
    const [ann, bob] = await rig.speak(['ann', 'bob'], 400);
    await rig.clock.advance(1_000);
    assert.deepEqual(rig.log, ['hold', 'interrupt', 'begun', 'ended', 'over', 'begun', 'ended']);
    assert.deepEqual(rig.utterances(), [
      { userId: 'ann', frames: ann },
      { userId: 'bob', frames: bob },
    ]);
  });

  test('close an utterance for good when a reply becomes audible', async () => {
    const rig = new Rig();
    await rig.speak(['ann'], 400);
    await rig.clock.advance(300);
    rig.ears.audible();
    assert.deepEqual(rig.log, ['begun', 'ended', 'over']);
  });

  test('give the floor to who asked for it', async () => {
    const rig = new Rig({ floor: 'asked' });
    await rig.speak(['ann', 'bob'], 400);
    rig.ears.grant('bob');
    await rig.speak(['ann', 'bob'], 400);
    assert.deepEqual(
      rig.utterances().map(({ userId }) => userId),
      ['bob'],
    );
  });

  test('feed silence in real time in the mode `server`', async () => {
    const rig = new Rig({ turnEnd: 'server' });
    const [ann = []] = await rig.speak(['ann'], 400);
    await rig.clock.advance(1_000);
    const fed = (rig.utterances()[0]?.frames.length ?? 0) - ann.length;
    assert.ok(fed >= 45 && fed <= 50, `${fed} frames in 1 s`);
    assert.deepEqual(rig.log, ['begun']);
  });

  test('tell nothing any more when they are closed, and hold nothing', async () => {
    const rig = new Rig();
    await rig.speak(['ann'], 400);
    rig.ears.close();
    const { length } = rig.effects;
    await rig.speak(['ann'], 400);
    await rig.clock.advance(60_000);
    assert.equal(rig.effects.length, length);
    assert.equal(rig.open, 0);
  });

  test('hear five members who talk over one another: every utterance once, whole, under the right name', async () => {
    const members = ['ann', 'bob', 'cat', 'dan', 'eve'];
    const rig = new Rig({ members });
    const said: Record<string, number[]> = { ann: [], bob: [], cat: [], dan: [], eve: [] };
    // They start 200 ms apart, and each of them speaks for 3 s without a pause.
    for (let at = 0; at < 200; at++) {
      members.forEach((id, index) => {
        if (at >= index * 10 && at < index * 10 + 150) said[id]?.push(rig.packet(id));
      });
      await rig.clock.advance(FRAME_MS);
    }
    await rig.clock.advance(40_000);
    assert.deepEqual(
      rig.utterances(),
      members.map((userId) => ({ userId, frames: said[userId] })),
    );
    assert.deepEqual(
      rig.log,
      members.flatMap(() => ['begun', 'ended', 'over']),
    );
  });
});
