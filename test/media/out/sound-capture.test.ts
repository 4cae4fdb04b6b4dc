import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import pino from 'pino';
import { LOOKAHEAD, loadOpus } from '../../../src/audio/opus.ts';
import { MODEL_RATE } from '../../../src/audio/pcm.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { splitPackets } from '../../../src/media/out/kept-sound.ts';
import { SoundCapture } from '../../../src/media/out/sound-capture.ts';
import { SoundShelf } from '../../../src/media/out/sound-shelf.ts';
import { correlation, quiet, samplesOf, sweep } from '../../audio/sounds.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const PERSON = { id: 'p', name: 'Ann' };

const stage = ({ most = 64 * 1024 * 1024, load = () => loadOpus() } = {}) => {
  const clock = new VirtualClock();
  const shelf = new SoundShelf(clock, most);
  const lines: { event?: string }[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const capture = new SoundCapture({ shelf, shortest: 24_000, clock, log, load });
  const ask = (at = 1) => {
    const turn = new Turn({ person: PERSON, text: 'Hello?', at });
    return { turn, done: capture.capture('c', turn), key: { channel: 'c', person: 'p', at } };
  };
  return { clock, shelf, lines, ask };
};

/** Adds sound in pieces of odd lengths, as the model sends it. */
const speak = (turn: Turn, pcm: Buffer) => {
  for (let at = 0, size = 1_111; at < pcm.length; at += size, size = (size * 7) % 9_973)
    turn.addAudio(pcm.subarray(at, at + size));
};

const SAID = sweep(200, 4_000, 2_500, MODEL_RATE, 9_000);

test('a typed answer’s sound is kept whole, without the silence before it', async () => {
  const { clock, shelf, ask } = stage();
  const { turn, done, key } = ask();
  speak(turn, Buffer.concat([quiet(200, MODEL_RATE), SAID]));
  assert.equal(shelf.find(key), 'coming');
  turn.finish({ is: 'complete' });
  await clock.until(done, 10);
  const sound = await shelf.fetch(key);
  assert.ok(sound);
  // 10 ms of the silence stay, because a soft consonant begins below the level.
  const lead = Math.round(sound.samples - SAID.length / 2);
  assert.ok(lead >= 0 && lead <= 245, `${lead} samples`);
  const decoder = (await loadOpus()).decoder(MODEL_RATE);
  const heard = Buffer.concat(splitPackets(sound).map((packet) => decoder.decode(packet)));
  decoder.close();
  assert.ok(correlation(samplesOf(SAID), samplesOf(heard), lead + LOOKAHEAD / 2) > 0.99);
});

test('nothing is encoded while the answer grows, and afterwards only a little at a time', async () => {
  let packets = 0;
  const load = async () => {
    const codec = await loadOpus();
    const encoder = () => {
      const one = codec.encoder();
      const encode = (pcm: Uint8Array) => {
        packets++;
        return one.encode(pcm);
      };
      return { ...one, encode };
    };
    return { ...codec, encoder };
  };
  const { clock, shelf, ask } = stage({ load });
  const [first, second] = [ask(1), ask(2)];
  for (const { turn } of [first, second]) speak(turn, SAID);
  await setImmediate();
  assert.equal(packets, 0);
  assert.ok(shelf.bytes > 2 * SAID.length);
  for (const { turn } of [first, second]) turn.finish({ is: 'complete' });
  const steps: number[] = [];
  for (let before = 0; packets < 252; before = packets) {
    await clock.advance(10);
    if (packets > before) steps.push(packets - before);
    assert.ok(steps.every((step) => step <= 50));
  }
  await clock.until(Promise.all([first.done, second.done]), 10);
  // What is kept is a sixth of the PCM, or less.
  assert.ok(shelf.bytes < SAID.length / 2, `${shelf.bytes} bytes`);
});

test('a person who wants the sound doesn’t wait for the others’', async () => {
  const { clock, shelf, ask } = stage();
  const all = [1, 2, 3].map((at) => ask(at));
  for (const { turn } of all) {
    speak(turn, SAID);
    turn.finish({ is: 'complete' });
  }
  // Time stands still, so whatever rests goes on resting.
  assert.ok(await shelf.fetch({ channel: 'c', person: 'p', at: 3 }));
  assert.equal(shelf.find({ channel: 'c', person: 'p', at: 2 }), 'coming');
  await clock.until(Promise.all(all.map(({ done }) => done)), 10);
  assert.ok([1, 2].every((at) => typeof shelf.find({ channel: 'c', person: 'p', at }) === 'object'));
});

test('a withdrawn beginning is not in the sound, and an interrupted answer keeps what came', async () => {
  const { clock, shelf, ask } = stage();
  const { turn, done, key } = ask();
  speak(turn, sweep(4_000, 300, 1_500, MODEL_RATE, 12_000));
  turn.withdraw();
  speak(turn, SAID.subarray(0, 48_000));
  turn.finish({ is: 'interrupted' });
  await clock.until(done, 10);
  const sound = await shelf.fetch(key);
  assert.ok(sound && Math.abs(sound.samples - 24_000) < 250, `${sound?.samples}`);
});

test('a short answer, a failed one, one that another process gives, and one too large leave nothing', async () => {
  const { clock, shelf, lines, ask } = stage({ most: 200_000 });
  const [short, failed, foreign, large] = [ask(1), ask(2), ask(3), ask(4)];
  speak(short.turn, SAID.subarray(0, 20_000));
  short.turn.finish({ is: 'complete' });
  await clock.until(short.done, 10);
  speak(failed.turn, SAID);
  failed.turn.finish({ is: 'failed', error: new Error('no') });
  await clock.until(failed.done, 10);
  foreign.turn.yield();
  await clock.until(foreign.done, 10);
  speak(large.turn, Buffer.concat([SAID, SAID]));
  await clock.until(large.done, 10);
  large.turn.finish({ is: 'complete' });
  assert.equal(shelf.bytes, 0);
  assert.deepEqual(lines, []);
});

test('without a free encoder nothing is kept, and the log says so once for each answer', async () => {
  const load = async () => ({
    ...(await loadOpus()),
    encoder: () => {
      throw new Error('all are in use');
    },
  });
  const { clock, shelf, lines, ask } = stage({ load });
  const { turn, done, key } = ask();
  speak(turn, SAID);
  turn.finish({ is: 'complete' });
  const wanted = shelf.fetch(key);
  await clock.until(done, 10);
  assert.equal(await wanted, undefined);
  assert.deepEqual(
    lines.map(({ event }) => event),
    ['sound.not_kept'],
  );
});

test('what is forgotten while it is encoded is not kept', async () => {
  const { clock, shelf, ask } = stage();
  const { turn, done, key } = ask();
  speak(turn, SAID);
  turn.finish({ is: 'complete' });
  await clock.advance(15);
  assert.equal(shelf.find(key), 'coming');
  shelf.forget('c');
  await clock.until(done, 10);
  assert.equal(shelf.find(key), undefined);
  assert.equal(shelf.bytes, 0);
});
