import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AROUND, MEANT, PolicyRig } from './policy-rig.ts';

describe('it is taken for known without waiting', () => {
  test('where everybody wants everything answered, and where Talk was pressed', () => {
    assert.equal(new PolicyRig({ listen: 'everyone' }).begins(1, 'ann').log[0], 'open 1 everyone');
    const talks = new PolicyRig({ listen: 'button' }).says(1, 'ann');
    assert.deepEqual(talks.log, ['open 1 talk'], 'and nobody is asked');
  });

  test('that a person talks to Parley for 20 s after its answer to them, and nobody else does', () => {
    const rig = new PolicyRig().answered('ann').pass(20_000).begins(1, 'ann');
    assert.equal(rig.log[0], 'open 1 attention');
    assert.deepEqual(new PolicyRig().answered('ann').pass(20_001).begins(1, 'ann').log, []);
    assert.deepEqual(new PolicyRig().answered('ann').begins(1, 'bob').log, []);
  });

  test('for a shorter time if others spoke between, unless nobody can be asked', () => {
    const after = (isThere: boolean, ms: number) => {
      const rig = new PolicyRig().answered('ann').pass(500).says(1, 'bob').answers(1, AROUND).does('over', 1);
      return rig.rules({ isThere }).pass(ms).policy.attends('ann', rig.now);
    };
    assert.deepEqual([after(true, 6_000), after(true, 8_000), after(false, 8_000)], [true, false, true]);
  });

  test('if their interruption is noticed only after they began', () => {
    assert.deepEqual(new PolicyRig().begins(1, 'ann').pass(20).answered('ann').log, ['open 1 attention']);
  });

  test('that the transcript has to tell where nobody can be asked', () => {
    assert.deepEqual(new PolicyRig({ isThere: false }).says(1, 'ann').log, ['open 1 name']);
  });
});

describe('the gate', () => {
  test('is asked while the pause still runs, and opens as soon as it has answered', () => {
    const rig = new PolicyRig().begins(1, 'ann').pass(400).does('pausing', 1).pass(120).answers(1, MEANT);
    assert.deepEqual(rig.log, ['pause 1', 'pause 1 120', 'open 1 addressed']);
  });

  test('whose answer comes after the end opens at once, and what isn’t meant goes nowhere', () => {
    const rig = new PolicyRig().says(1, 'ann').pass(110).answers(1, MEANT).does('over', 1);
    assert.deepEqual(rig.log, ['pause 1', 'open 1 addressed', 'forget 1']);
    rig.says(2, 'bob').answers(2, AROUND).does('over', 2);
    assert.deepEqual(rig.log.slice(3), ['pause 2', 'shut 2 around', 'forget 2']);
  });

  test('isn’t waited for by who goes on: its answer counts no more', () => {
    const rig = new PolicyRig().begins(1, 'ann').pass(400).does('pausing', 1).pass(80).does('resumed', 1);
    assert.deepEqual([rig.log, rig.running.size], [['pause 1', 'cancel 1'], 0]);
    rig.pass(600).does('pausing', 1).answers(1, AROUND).does('ended', 1);
    assert.deepEqual(rig.log.slice(2), ['pause 1', 'pause 1 120', 'shut 1 around']);
  });

  test('is asked once in mid sentence, because names come first, and has to be surer of half a sentence', () => {
    const rig = new PolicyRig().begins(1, 'ann').sounds(1, 480).sounds(1, 520).sounds(1, 600);
    assert.deepEqual(rig.log, ['look 1']);
    assert.deepEqual(rig.answers(1, { ...MEANT, addressed: 0.8 }).log, ['look 1']);
    const other = new PolicyRig().begins(1, 'ann').sounds(1, 520).pass(250).answers(1, MEANT);
    assert.deepEqual(other.log, ['look 1', 'open 1 addressed']);
  });

  test('is asked at most twice a second about what goes on, and in any case about its end', () => {
    const rig = new PolicyRig().begins(1, 'ann');
    for (let pause = 0; pause < 20; pause++) rig.pass(90).does('pausing', 1).pass(10).does('resumed', 1);
    assert.equal(rig.log.filter((entry) => entry === 'pause 1').length, 4);
    rig.does('pausing', 1).pass(140).does('ended', 1);
    assert.equal(rig.running.size, 1);
  });

  test('that fails or says nothing for a second leaves it to the transcript', () => {
    assert.equal(new PolicyRig().says(1, 'ann').answers(1, undefined).log.at(-1), 'open 1 name');
    const silent = new PolicyRig().says(1, 'ann').pass(5_000);
    assert.deepEqual([silent.log.at(-1), silent.at('open 1 name')], ['open 1 name', 1_000 + 540 + 1_000]);
  });

  test('that can’t tell leaves it to the transcript, too, but only once all has been said', () => {
    const unsure = { ...MEANT, addressed: 0.5 };
    const rig = new PolicyRig().begins(1, 'ann').pass(400).does('pausing', 1).answers(1, unsure);
    assert.deepEqual(rig.log, ['pause 1', 'pause 1 120']);
    assert.equal(rig.does('ended', 1).log.at(-1), 'open 1 name');
  });

  test('that goes away, or comes to matter no more, leaves nobody waiting', () => {
    assert.equal(new PolicyRig().says(1, 'ann').rules({ isThere: false }).log.at(-1), 'open 1 name');
    assert.equal(new PolicyRig().says(1, 'ann').rules({ listen: 'everyone' }).log.at(-1), 'open 1 everyone');
  });

  test('gets a second try for less: who wasn’t understood and calls again gets through', () => {
    const rig = new PolicyRig()
      .says(1, 'ann')
      .answers(1, { ...AROUND, addressed: 0.3 })
      .does('over', 1);
    rig
      .pass(2_000)
      .says(2, 'ann')
      .answers(2, { ...AROUND, addressed: 0.3 });
    assert.equal(rig.log.at(-1), 'open 2 addressed');
    const other = new PolicyRig().says(1, 'ann').answers(1, AROUND).does('over', 1);
    other
      .pass(2_000)
      .says(2, 'ann')
      .answers(2, { ...AROUND, addressed: 0.3 });
    assert.equal(other.log.at(-1), 'shut 2 around');
  });
});

describe('how sure the gate has to be', () => {
  test('is set, and never less for half a sentence than for a whole one', () => {
    const sure = new PolicyRig({ sure: 0.9 });
    sure
      .begins(1, 'ann')
      .sounds(1, 520)
      .answers(1, { ...MEANT, addressed: 0.88 });
    assert.deepEqual(sure.log, ['look 1']);
    sure
      .pass(600)
      .does('pausing', 1)
      .does('ended', 1)
      .answers(1, { ...MEANT, addressed: 0.88 });
    assert.equal(sure.log.at(-1), 'open 1 name');
    const easy = new PolicyRig({ sure: 0.3 }).says(1, 'ann').answers(1, { ...AROUND, addressed: 0.35 });
    assert.equal(easy.log.at(-1), 'open 1 addressed');
  });

  test('is less for a second try, until Parley has answered or been told to be silent', () => {
    const again = (step: (rig: PolicyRig) => PolicyRig) => {
      const doubt = { ...AROUND, addressed: 0.3 };
      const rig = new PolicyRig().says(1, 'ann').answers(1, doubt).does('over', 1);
      return step(rig).pass(1_000).says(9, 'ann').answers(9, doubt).log.at(-1);
    };
    const wish = (kind: 'quiet' | 'not-you') => (rig: PolicyRig) =>
      rig
        .says(2, 'ann')
        .answers(2, { ...MEANT, wish: kind })
        .does('over', 2);
    assert.equal(
      again((rig) => rig),
      'open 9 addressed',
    );
    assert.deepEqual([again(wish('quiet')), again(wish('not-you'))], ['shut 9 around', 'shut 9 around']);
  });
});

describe('who talks to Parley, and says something to somebody else', () => {
  const attended = (rules = {}) => new PolicyRig(rules).answered('ann');

  test('is passed on at once, and taken back as soon as the gate is sure, with their attention', () => {
    const rig = attended().says(1, 'ann').pass(110).answers(1, AROUND);
    assert.deepEqual(rig.log, ['open 1 attention', 'pause 1', 'shut 1 around']);
    assert.equal(rig.policy.attends('ann', rig.now), false);
    assert.deepEqual(
      rig.does('over', 1).says(2, 'ann').log.slice(3),
      ['forget 1', 'pause 2'],
      'and is asked about next',
    );
    const late = attended().says(1, 'ann').does('over', 1).pass(5_000).answers(1, AROUND);
    assert.deepEqual(late.log.slice(2), ['shut 1 around', 'forget 1'], 'however late that is');
  });

  test('isn’t taken back before they have ended, nor by what was said of half of it', () => {
    const rig = attended().begins(1, 'ann').pass(400).does('pausing', 1).answers(1, AROUND);
    assert.equal(rig.log.includes('shut 1 around'), false);
    rig.does('resumed', 1).pass(600).does('pausing', 1).does('ended', 1).answers(1, MEANT);
    assert.equal(rig.log.includes('shut 1 around'), false);
    const inTime = attended().begins(1, 'ann').pass(400).does('pausing', 1).answers(1, AROUND).does('ended', 1);
    assert.equal(inTime.log.at(-1), 'shut 1 around');
  });

  test('keeps an answer where the gate isn’t that sure, or fails', () => {
    const last = (addressed: number, sure = 0.65) =>
      attended({ sure })
        .says(1, 'ann')
        .answers(1, { ...AROUND, addressed })
        .log.at(-1);
    assert.deepEqual([last(0.1), last(0.11), last(0.04, 0.95)], ['shut 1 around', 'pause 1', 'shut 1 around']);
    assert.equal(last(0.06, 0.95), 'pause 1', 'and it has to be surer where that is set');
    const silent = new PolicyRig().says(1, 'bob').pass(2_000).answers(1, AROUND);
    assert.deepEqual(silent.log.slice(1), ['open 1 name', 'shut 1 around'], 'nor does it count how long it took');
    const rig = attended().says(1, 'ann').answers(1, undefined);
    assert.deepEqual([rig.log.at(-1), rig.policy.attends('ann', rig.now)], ['pause 1', true]);
  });

  test('says something new if they go on, because the model has forgotten what was taken back', () => {
    const rig = attended()
      .says(1, 'ann')
      .answers(1, { ...AROUND, finished: 0.1 })
      .pass(900)
      .does('resumed', 1);
    assert.equal(rig.log.at(-1), 'anew 1');
    assert.equal(rig.pass(400).does('pausing', 1).answers(1, MEANT).log.at(-1), 'open 1 addressed');
  });

  test('is never passed on if something else had to be decided first', () => {
    const rig = attended().says(1, 'bob').does('over', 1).says(2, 'ann').answers(2, AROUND).answers(1, MEANT);
    assert.deepEqual(rig.log.slice(2), ['shut 2 around', 'open 1 addressed', 'forget 1']);
  });
});

describe('several people', () => {
  test('are passed on in the order in which they began, and nobody waits for what wasn’t meant', () => {
    const rig = new PolicyRig().answered('bob').says(1, 'ann').does('over', 1).begins(2, 'bob');
    assert.deepEqual(rig.log, ['pause 1'], 'Bob is known, but Ann came first');
    rig.answers(1, MEANT);
    assert.deepEqual(rig.log.slice(1), ['open 1 addressed', 'forget 1', 'open 2 attention']);
    const other = new PolicyRig().answered('bob').says(1, 'ann').does('over', 1).begins(2, 'bob');
    assert.deepEqual(other.answers(1, AROUND).log.slice(1), ['shut 1 around', 'forget 1', 'open 2 attention']);
  });

  test('who opt out are dropped, whatever is known of them', () => {
    const rig = new PolicyRig().says(1, 'ann');
    assert.deepEqual(rig.take(rig.policy.drop('ann')).log.slice(1), ['cancel 1', 'forget 1']);
    assert.equal(rig.policy.next, undefined);
  });
});

describe('who goes on', () => {
  test('after what wasn’t meant and had ended begins anew, so that only the new part is passed on', () => {
    const rig = new PolicyRig().says(1, 'ann').answers(1, AROUND).pass(900).does('resumed', 1);
    assert.equal(rig.log.at(-1), 'anew 1');
    assert.equal(rig.pass(400).does('pausing', 1).answers(1, MEANT).log.at(-1), 'open 1 addressed');
  });

  test('after what they hadn’t finished says one thing with it, if it’s soon', () => {
    const unfinished = { ...AROUND, finished: 0.1 };
    const rig = new PolicyRig().says(1, 'ann').answers(1, unfinished).pass(900).does('resumed', 1).pass(400);
    rig.does('pausing', 1).answers(1, MEANT);
    assert.deepEqual(rig.log.slice(1), ['shut 1 around', 'pause 1', 'pause 1 120', 'open 1 addressed']);
    const late = new PolicyRig().says(1, 'ann').answers(1, unfinished).pass(3_100).does('resumed', 1);
    assert.equal(late.log.at(-1), 'anew 1');
  });
});

describe('the pause', () => {
  test('is as short as 120 ms for what is finished, and longer for what isn’t, if the answer comes in time', () => {
    const pausing = (finished: number) =>
      new PolicyRig()
        .answered('ann')
        .begins(1, 'ann')
        .pass(400)
        .does('pausing', 1)
        .answers(1, { ...MEANT, finished })
        .log.slice(2);
    assert.deepEqual([pausing(0.9), pausing(0.5), pausing(0.1)], [['pause 1 120'], [], ['pause 1 800']]);
  });

  test('of what was unfinished and is known to be meant only later is waited for all the same', () => {
    const unfinished = { ...MEANT, finished: 0.1 };
    const rig = new PolicyRig().says(1, 'ann').pass(110).answers(1, unfinished);
    const ended = rig.now - 110;
    assert.equal(rig.log.at(-1), 'open 1 addressed later');
    assert.equal(rig.pass(5_000).at('end 1'), ended + 600);
    const other = new PolicyRig().says(1, 'ann').pass(110).answers(1, unfinished).pass(300).does('resumed', 1);
    assert.equal(other.pass(5_000).log.includes('end 1'), false, 'they went on');
  });

  test('never gets longer for what is finished', () => {
    const rig = new PolicyRig({ pause: 60 }).answered('ann').begins(1, 'ann').pass(400).does('pausing', 1);
    assert.equal(rig.answers(1, MEANT).log.at(-1), 'pause 1');
  });
});

describe('who wants silence', () => {
  const quiet = { ...MEANT, wish: 'quiet' } as const;

  test('gets it at once and no answer, until somebody speaks to Parley again', () => {
    const rig = new PolicyRig().answered('ann').says(1, 'ann').answers(1, quiet).does('over', 1);
    assert.deepEqual(rig.log, ['open 1 attention', 'pause 1', 'hush', 'shut 1 quiet', 'forget 1']);
    rig.answered('ann').says(2, 'ann').answers(2, AROUND).does('over', 2);
    assert.equal(rig.log.includes('shut 2 around'), true, 'though they were answered lately');
    rig.says(3, 'bob').answers(3, MEANT).does('over', 3).says(4, 'ann');
    assert.deepEqual(rig.log.slice(-4), ['open 3 addressed', 'forget 3', 'open 4 attention', 'pause 4']);
  });

  test('ends when somebody types to it or presses Talk, and lasts where everything is answered otherwise', () => {
    const rig = new PolicyRig().says(1, 'ann').answers(1, quiet).does('over', 1).rules({ listen: 'everyone' });
    rig.says(2, 'ann').answers(2, AROUND).does('over', 2);
    assert.deepEqual([rig.attention.isQuiet, rig.log.includes('shut 2 around')], [true, true]);
    rig.attention.wake();
    assert.equal(rig.says(3, 'ann').log.at(-1), 'open 3 everyone', 'without asking');
  });

  test('only for what it just began isn’t taken for one who talks to Parley any more', () => {
    const rig = new PolicyRig()
      .answered('ann')
      .says(1, 'ann')
      .answers(1, { ...AROUND, wish: 'not-you' });
    assert.deepEqual(rig.log.slice(-2), ['withdraw ann', 'shut 1 not-you']);
    assert.deepEqual([rig.attention.isQuiet, rig.policy.attends('ann', rig.now)], [false, false]);
  });

  test('of another person doesn’t silence Parley, also if they talk to it', () => {
    const around = { ...AROUND, wish: 'quiet' } as const;
    const rig = new PolicyRig().says(1, 'bob').answers(1, around).does('over', 1);
    assert.deepEqual([rig.log, rig.attention.isQuiet], [['pause 1', 'shut 1 around', 'forget 1'], false]);
    const unsure = { ...quiet, addressed: 0.5 };
    rig.says(2, 'bob').answers(2, unsure).does('over', 2);
    assert.deepEqual([rig.log.slice(3), rig.attention.isQuiet], [['pause 2', 'open 2 name', 'forget 2'], false]);
    rig.answered('ann').says(3, 'ann').answers(3, around).does('over', 3);
    assert.deepEqual(
      [rig.log.slice(6), rig.attention.isQuiet],
      [['open 3 attention', 'pause 3', 'shut 3 around', 'forget 3'], false],
    );
    rig.answered('ann').says(4, 'ann').answers(4, unsure);
    assert.deepEqual(rig.log.slice(-2), ['hush', 'shut 4 quiet'], 'but nobody else was named');
  });

  test('may be told by the transcript, too', () => {
    const rig = new PolicyRig().answered('ann');
    assert.deepEqual(rig.take(rig.policy.quieten()).log, ['hush']);
    assert.deepEqual([rig.attention.isQuiet, rig.policy.attends('ann', rig.now)], [true, false]);
  });

  test('is understood though another begins before the gate has answered', () => {
    const rig = new PolicyRig().answered('ann').says(1, 'ann').does('over', 1).begins(2, 'bob').answers(1, quiet);
    assert.deepEqual(rig.log.slice(-3), ['hush', 'shut 1 quiet', 'forget 1']);
  });
});

describe('who speaks during an answer', () => {
  test('cuts it off if they mean Parley, and lets it go on if they don’t, though they have its attention', () => {
    const rig = new PolicyRig().answered('ann').says(1, 'ann', 'own').answers(1, AROUND);
    assert.deepEqual(rig.log, ['pause 1', 'shut 1 around', 'release 1']);
    rig.does('over', 1).says(2, 'bob', 'other').answers(2, MEANT);
    assert.deepEqual(rig.log.slice(-2), ['cut 2', 'open 2 addressed']);
    const early = new PolicyRig().begins(1, 'bob', 'other').pass(300).sounds(1, 600).answers(1, MEANT);
    assert.deepEqual(early.log, ['look 1', 'cut 1', 'open 1 addressed'], 'as soon as that’s known');
  });

  test('and wants silence gets it', () => {
    const rig = new PolicyRig().says(1, 'bob', 'other').answers(1, { ...MEANT, wish: 'quiet' });
    assert.deepEqual(rig.log, ['pause 1', 'hush', 'shut 1 quiet', 'release 1']);
  });

  test('is taken at their word where the gate doesn’t know: who asked, or has attention, interrupts, and others don’t', () => {
    const unsure = { ...MEANT, addressed: 0.5 };
    const last = (during: 'own' | 'other', how: (rig: PolicyRig) => PolicyRig, rig = new PolicyRig()) =>
      how(rig.says(1, 'ann', during)).log.slice(-2);
    for (const how of [
      (rig: PolicyRig) => rig.answers(1, unsure),
      (rig: PolicyRig) => rig.answers(1, undefined),
      (rig: PolicyRig) => rig.pass(2_000),
    ]) {
      assert.deepEqual(last('own', how), ['cut 1', 'open 1 attention']);
      assert.deepEqual(last('other', how), ['release 1', 'open 1 name']);
      assert.deepEqual(last('other', how, new PolicyRig().answered('ann')), ['cut 1', 'open 1 attention']);
    }
    const away = (during: 'own' | 'other') => new PolicyRig({ isThere: false }).begins(1, 'ann', during).log;
    assert.deepEqual(away('own'), ['cut 1', 'open 1 attention'], 'at once');
    assert.deepEqual(away('other'), ['release 1', 'open 1 name']);
  });
});
