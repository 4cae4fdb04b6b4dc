import assert from 'node:assert/strict';
import { test } from 'node:test';
import { correlate, speech, sweep } from '../../../world/discord/voice/signals.ts';
import { resample, toPcm } from '../../../world/discord/voice/sound.ts';
import type { DecisionScript } from '../../../world/live/decision-script.ts';
import { sounds } from '../../../world/live/sounds.ts';
import { say, sayHeard } from '../../../world/live/steps.ts';
import { callStage } from './stage.ts';

const STORY = sweep(300, 3_000, 2_500);

const decide =
  (meant: 0.02 | 0.98): DecisionScript =>
  () => ({ meant, finished: 0.9, wish: 'none' });

test('people who talk over an answer hold it and lose nothing of it, and whoever means Parley cuts it off', async (t) => {
  const story = [sayHeard('a story'), sounds(toPcm(resample(STORY, 24_000)), { text: 'a story' })];
  const answers = [story, story, [sayHeard('Parley, stop'), say('Well then.')]];
  const stage = await callStage(t, () => answers.shift() ?? 'no more', { DECISION_PATIENCE_MS: '10000' });
  const { ada, bob, lounge, live, voice, ears, general } = stage;
  const { decisions } = live;
  decisions.latencyMs = 20;
  bob.joins(lounge);
  await stage.call();
  await voice.delivery.settled(lounge.id);
  let seed = 0;
  const says = (person: typeof ada, ms: number, meant: 0.02 | 0.98) => {
    decisions.script = decide(meant);
    return person.speaks(speech(ms, { seed: ++seed }));
  };

  await says(ada, 700, 0.98);
  await ears.sounded();
  const asked = decisions.asked.length;
  // The one who asked talks to somebody else now, who answers.
  await says(ada, 600, 0.02);
  await says(bob, 600, 0.02);
  await ears.until(({ sounding }) => sounding.length >= 115);
  await ears.falls();
  const gaps = ears.sounding.map(({ at }, index) => at - (ears.sounding[index - 1]?.at ?? at));
  assert.ok(Math.max(...gaps) > 250, `it waited for ${Math.max(...gaps)} ms`);
  assert.ok(decisions.asked.length > asked);
  // Silence while it's held is left out: only the sound has to be complete.
  const whole = ears.sounding.map((packet, sequence) => ({ ...packet, sequence }));
  const { r } = correlate(STORY, ears.sound(whole), { from: 0, to: 100 });
  assert.ok(r > 0.95, `correlation ${r}`);
  assert.equal(live.questions.length, 1);

  ears.forget();
  await says(ada, 700, 0.98);
  await ears.sounded();
  await says(bob, 900, 0.98);
  await live.spoken(2);
  assert.equal(live.questions.at(-1)?.marker, '[Bob] says aloud:');
  await general.shows(/Well then\./);
  assert.ok(ears.sounding.length < 110, `${ears.sounding.length} packets of 125`);
  assert.ok(ears.packets.every(({ dave }) => dave !== undefined));
  assert.deepEqual(live.unexpected, []);
});
