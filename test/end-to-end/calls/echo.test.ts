import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Loudspeaker } from '../../../world/discord/voice/loudspeaker.ts';
import { helloAreYouThere, joinSounds, speech } from '../../../world/discord/voice/signals.ts';
import { cut, durationOf, resample, toPcm } from '../../../world/discord/voice/sound.ts';
import { sounds } from '../../../world/live/sounds.ts';
import { hold, say, sayHeard } from '../../../world/live/steps.ts';
import { callStage } from './stage.ts';

/** A real voice, at the loudness of the model's. */
const { rate, samples } = helloAreYouThere();
const hello = cut({ rate, samples: samples.map((sample) => 4 * sample) }, 1_250, 2_250);
const reply = joinSounds(hello, hello, hello, hello, hello);
const voice = toPcm(resample(reply, 24_000));

for (const feedback of [
  { delay: 150, level: -8 },
  { delay: 400, level: -8 },
])
  test(`a reply that comes back ${feedback.delay} ms later is said in one piece, and asks nothing`, async (t) => {
    const stage = await callStage(t, () => [sayHeard('hello'), sounds(voice, { text: 'are you there' })]);
    await stage.call();
    const loudspeaker = new Loudspeaker(stage.ears, stage.voice.person(stage.ada), feedback);
    t.after(() => loudspeaker.close());
    loudspeaker.says(speech(600));
    await stage.ears.sounded();
    await stage.ears.until(({ sounding }) => sounding.length >= durationOf(reply) / 20 - 20);
    await stage.ears.falls();
    // This is how long it may take until an echo becomes a question and is answered.
    await sleep(1_500);
    const { sounding } = stage.ears;
    assert.equal(stage.live.questions.length, 1, 'only what Ada said was asked');
    // Judged by its length: a busy machine makes short gaps, and whoever is taken for a speaker holds it for longer.
    const took = (sounding.at(-1)?.at ?? Number.POSITIVE_INFINITY) - (sounding[0]?.at ?? 0);
    assert.ok(took < durationOf(reply) + 1_000, `${took} ms for ${durationOf(reply)} ms of sound`);
    assert.deepEqual(stage.live.unexpected, []);
  });

test('a person who speaks over an answer’s echo silences the answer as fast as anyone', async (t) => {
  const forever = new Promise<void>(() => {});
  const answers = [[sayHeard('talk'), sounds(voice, { text: 'a long story' }), hold(forever)], [say('yes?')]];
  const stage = await callStage(t, () => answers.shift() ?? 'no more');
  await stage.call();
  const loudspeaker = new Loudspeaker(stage.ears, stage.voice.person(stage.ada), { delay: 150, level: -8 });
  t.after(() => loudspeaker.close());
  loudspeaker.says(speech(600));
  await stage.ears.until(({ sounding }) => sounding.length >= 100);
  const first = loudspeaker.says(speech(2_000, { seed: 3 }));
  await stage.live.spoken(1);
  const tail = stage.ears.sounding.filter(({ at }) => at < first + 2_000).at(-1);
  assert.ok(tail && tail.at - first < 1_500, `silent ${tail && tail.at - first} ms after the first word`);
  assert.deepEqual(stage.live.unexpected, []);
});
