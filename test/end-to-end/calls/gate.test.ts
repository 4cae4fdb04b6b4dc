import assert from 'node:assert/strict';
import { test } from 'node:test';
import { correlate, speech } from '../../../world/discord/voice/signals.ts';
import { fromPcm, resample } from '../../../world/discord/voice/sound.ts';
import type { DecisionScript } from '../../../world/live/decision-script.ts';
import { say, sayHeard } from '../../../world/live/steps.ts';
import { callStage } from './stage.ts';

/** How a gate that is never wrong decides, if the last speaker talks to Parley, or wants something else of it. */
const decide =
  (meant: 0.02 | 0.3 | 0.98, wish: 'none' | 'quiet' | 'mistaken' = 'none'): DecisionScript =>
  () => ({ meant, finished: 0.9, wish });

/** How it decides about what is written, by the last line that it reads. */
const read: DecisionScript = ({ text }) => {
  const line = text.split('\n').at(-1) ?? '';
  return { meant: /rain|quiet/.test(line) ? 0.98 : 0.02, finished: 0.9, wish: /quiet/.test(line) ? 'quiet' : 'none' };
};

/** Two people in a call, who talk and write to Parley and to each other. */
test('a call of two people, with a gate', async (t) => {
  const stage = await callStage(t, () => [sayHeard('something'), say('well, a short answer')], {
    // A busy machine may be slow.
    DECISION_PATIENCE_MS: '10000',
    MESSAGE_CONTENT: 'on',
  });
  const { ada, bob, guild, lounge, live, voice, ears, general } = stage;
  const { decisions } = live;
  // A busy machine adds enough to this.
  decisions.latencyMs = 20;
  let seed = 0;
  bob.joins(lounge);
  const boss = guild.member('Boss', { permissions: 'admin' });
  await boss.slash('settings set', { setting: 'chat', value: 'addressed', where: 'server' }, { in: general });
  await stage.call({ captions: 'all' });
  await general.shows(/What people in the call write in/);
  await voice.delivery.settled(lounge.id);
  const isAnswered = async () => {
    await ears.sounded();
    await ears.falls();
    ears.forget();
  };
  /**
   * A person says something, all at once: if a busy machine stalled in the middle, it would be two utterances. Resolves once the
   * gate has been asked about all of it. About less than half a second it's asked only once.
   */
  const says = async (person: typeof ada, ms: number, script: DecisionScript, after = 0) => {
    decisions.script = script;
    let asked = decisions.asked.length;
    const words = speech(ms, { seed: ++seed });
    await person.speaks(words, { after, pace: 'at once' });
    for (let length = 0; length < 0.9 * ms; asked++)
      length = (await decisions.call(asked)).sounds.reduce((sum, sound) => sum + sound.ms, 0);
    return words;
  };

  await t.test('only what is meant is passed on, from its first syllable, whatever the transcript says', async () => {
    const before = general.messages.length;
    for (const person of [bob, ada, bob]) await says(person, 460, decide(0.02));
    const words = await says(ada, 1_200, decide(0.98));
    await isAnswered();
    const [question] = live.questions;
    assert.deepEqual([live.connections.length, live.questions.length], [1, 1], 'the rest was never a turn');
    assert.equal(question?.marker, '[Ada] says aloud:');
    const heard = fromPcm(question?.audio ?? Buffer.alloc(0), 16_000);
    const { r } = correlate(resample(words, 16_000), heard, { from: 0, to: 400 });
    assert.ok(r > 0.95, `correlation ${r}`);
    await general.shows(/Ada.*something/);
    assert.equal(
      general.messages.slice(before).some(({ text }) => /Bob/.test(text)),
      false,
      'nor written',
    );
    const [first] = decisions.asked;
    assert.match(first?.text ?? '', /In the voice call with it are: .*Bob/);
    assert.match(first?.text ?? '', /The last speaker is Bob\./);
  });

  await t.test('who was answered goes on without waiting, though others tell each other to be quiet', async () => {
    await says(bob, 460, decide(0.02, 'quiet'));
    await says(ada, 460, decide(0.3));
    await isAnswered();
    assert.equal(live.questions.length, 2);
  });

  await t.test('“be quiet” is obeyed and answered by nobody, until somebody speaks to Parley again', async () => {
    // So much later it's something new that he says.
    await says(bob, 460, decide(0.98, 'quiet'), 500);
    // By then the gate has answered, however busy the machine is.
    await says(ada, 460, decide(0.02), 2_000);
    assert.equal(ears.sounding.length, 0, 'though she talked to it just now');
    await says(bob, 460, decide(0.98));
    await isAnswered();
    assert.deepEqual([live.questions.length, live.questions.at(-1)?.marker], [3, '[Bob] says aloud:']);
  });

  await t.test(
    'what people in the call write without a mention goes the same way, and is answered aloud, too',
    async () => {
      decisions.script = read;
      const typed: string[] = [];
      live.script = ({ text }) => {
        typed.push(text);
        return [say('Perhaps it will.')];
      };
      let asked = decisions.asked.length;
      await boss.says('will it rain?', { in: general });
      await ada.says('no idea, ask your mother', { in: general });
      await ada.says('will it rain?', { in: general });
      await isAnswered();
      await general.shows('Perhaps it will.');
      assert.equal(typed.length, 1);
      assert.match(typed[0] ?? '', /will it rain/);
      assert.match((await decisions.call(asked++)).text, /is Ada\. This is what they write in its chat:\nno idea, ask/);
      await decisions.call(asked++);
      await ada.says('now be quiet, please', { in: general });
      await decisions.call(asked);
      assert.equal(decisions.asked.length, asked + 1, 'nobody asks about who isn’t in the call');
    },
  );

  await t.test('where the gate fails, the transcript tells', async () => {
    const before = live.questions.length;
    live.script = () => [sayHeard('Parley, hello'), say('hello')];
    // As often as a gate may ask from now on: how often it does depends on how quick the machine is.
    decisions.faults.push(...Array.from({ length: 30 }, () => ({ status: 500 })));
    await ada.speaks(speech(400, { seed: 10 }), { pace: 'at once' });
    await live.spoken(before);
    await isAnswered();
    assert.equal(live.questions.length, before + 1, 'and who wanted silence in writing got no answer');
  });

  await t.test('and tells, too, who wants silence', async () => {
    const asked = live.questions.length;
    const hears = async (heard: string, after: number) => {
      live.script = () => [sayHeard(heard), say('well, hello')];
      await ada.speaks(speech(400, { seed: ++seed }), { after });
    };
    await hears('Parley, be quiet!', 300);
    await live.spoken(asked);
    await hears('something', 1_500);
    await live.spoken(asked + 1);
    // The first packet of an answer may have left by then.
    assert.ok(ears.sounding.length < 5, 'though she was answered just now');
    await hears('Parley, hello', 1_500);
    await isAnswered();
  });

  assert.deepEqual(live.unexpected, []);
  const usage = await ada.slash('usage', {}, { in: general });
  await usage.shows(/deciding whether I was meant: .* for \d+ sentences in calls/);
});
