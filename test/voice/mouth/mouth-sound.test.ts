import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadOpus, type OpusLibrary } from '../../../src/audio/opus.ts';
import { EAR_RATE, MODEL_RATE } from '../../../src/audio/pcm.ts';
import { correlation, samplesOf, sweep } from '../../audio/sounds.ts';
import { isSilence, rig, type Sent } from './mouth-rig.ts';

/** The codec's delay at the ears' sample rate: 6.5 ms. */
const LAG = 104;

/** What a listener hears when packets are decoded. */
const decoded = async (sent: Sent[], library?: OpusLibrary): Promise<Int16Array> => {
  const decoder = (await loadOpus(library)).decoder();
  const pcm = sent.map(({ packet }) => decoder.decode(packet));
  decoder.close();
  return samplesOf(Buffer.concat(pcm));
};

const libraries: OpusLibrary[] = ['native', 'script'];

for (const library of libraries)
  test(`a minute of sound that comes in ten seconds is heard whole (${library})`, async () => {
    const { mouth, ticks, sent, news } = rig({ encoder: (await loadOpus(library)).encoder() });
    const said = sweep(200, 3000, 60_000, MODEL_RATE, 10_000);
    const piece = Math.ceil(said.length / 100);
    mouth.speak(1);
    for (let at = 0; at < said.length; at += piece) {
      mouth.sound(1, said.subarray(at, at + piece));
      ticks.advance(100);
    }
    mouth.finish(1);
    ticks.advance(60_000);
    mouth.close();
    assert.deepEqual(news(), ['audible 1', `silent 1 played ${said.length}`]);
    assert.ok(sent.slice(0, -5).every((packet) => !isSilence(packet)));
    assert.ok(sent.every(({ at }, number) => at === number * 20));
    const heard = await decoded(sent, library);
    const alike = correlation(samplesOf(sweep(200, 3000, 60_000, EAR_RATE, 10_000)), heard, LAG);
    assert.ok(alike > 0.99, `${alike}`);
  });

test('sound that was held is heard as if it had not been, but for the silence', async () => {
  const { mouth, ticks, sent } = rig({ encoder: (await loadOpus()).encoder() });
  mouth.speak(1);
  mouth.sound(1, sweep(200, 3000, 4000, MODEL_RATE, 10_000));
  mouth.finish(1);
  for (let holds = 0; holds < 5; holds++) {
    ticks.advance(333);
    mouth.hold();
    ticks.advance(250);
    mouth.release();
  }
  ticks.advance(4000);
  const heard = await decoded(sent.filter((packet) => !isSilence(packet)));
  const alike = correlation(samplesOf(sweep(200, 3000, 4000, EAR_RATE, 10_000)), heard, LAG);
  assert.ok(alike > 0.99, `${alike}`);
});

test('nothing of an utterance that was cut short is heard in the next one', async () => {
  const { mouth, ticks, sent } = rig({ encoder: (await loadOpus()).encoder() });
  mouth.speak(1);
  mouth.sound(1, sweep(200, 3000, 1000, MODEL_RATE, 25_000));
  ticks.advance(400);
  mouth.interrupt('7');
  ticks.advance(400);
  const next = sent.length;
  mouth.speak(2);
  // So soft that it's practically silent, but loud enough not to be trimmed.
  mouth.sound(2, sweep(100, 120, 200, MODEL_RATE, 110));
  mouth.finish(2);
  ticks.advance(1000);
  const heard = await decoded(sent);
  const after = heard.subarray(next * 320);
  assert.ok(Math.max(...after.map(Math.abs)) < 400, `${Math.max(...after.map(Math.abs))}`);
});
