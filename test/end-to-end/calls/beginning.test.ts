import assert from 'node:assert/strict';
import { test } from 'node:test';
import { correlate, joinSounds, makeQuiet, speech, sweep } from '../../../world/discord/voice/signals.ts';
import { resample, toPcm } from '../../../world/discord/voice/sound.ts';
import { sounds } from '../../../world/live/sounds.ts';
import { type Step, sayHeard, stall } from '../../../world/live/steps.ts';
import { sharedStage } from './stage.ts';

const SWEEP = sweep(300, 3_000, 1_000);

test('an answer keeps its beginning when a person goes on for a moment before Gemini has started another one', async (t) => {
  const sound = toPcm(resample(SWEEP, 24_000));
  const answers: Step[][] = [[stall], [sayHeard('hello there'), sounds(sound, { text: 'a sweep' })]];
  const stage = await sharedStage(t, () => answers.shift() ?? 'no more');
  const { rules } = stage.live;
  rules.tellsUnbegun = false;
  t.after(() => {
    rules.tellsUnbegun = true;
  });
  await stage.call();
  await stage.ada.speaks(joinSounds(speech(500), makeQuiet(400), speech(150)));
  await stage.ears.sounded();
  await stage.ears.falls();
  assert.equal(stage.live.questions.length, 2);
  const { r } = correlate(SWEEP, stage.ears.sound(), { from: 0, to: 100 });
  assert.ok(r > 0.99, `correlation ${r}`);
});
