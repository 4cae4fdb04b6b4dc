import { loadOpus } from '../../src/audio/opus.ts';
import { MODEL_RATE } from '../../src/audio/pcm.ts';
import { toWav } from '../../src/audio/wave-file.ts';
import type { KeptSound } from '../../src/media/out/kept-sound.ts';
import { decodeKeptSound } from '../../src/media/out/sound-decoder.ts';
import { SoundEncoder } from '../../src/media/out/sound-encoder.ts';
import { makeVoiceMessage } from '../../src/media/out/voice-message.ts';
import { ms, percentile, SPREAD, spread, verdict } from '../figures.ts';
import { print } from '../table.ts';

/** How often each thing is made, and of how many seconds of sound. */
export type Scale = { rounds: number; seconds: number; long: number };

/** The goals in milliseconds: a voice message of a minute, and the longest time in a row that encoding takes. */
const GOAL = { message: 20, slice: 2 };

/** As many frames as are encoded in a row after an answer. */
const FRAMES_AT_ONCE = 25;

/** Something like speech: a voice with overtones that rises and falls, with pauses. */
const makeSpeech = (seconds: number): Buffer => {
  const samples = Int16Array.from({ length: seconds * MODEL_RATE }, (_, at) => {
    const time = at / MODEL_RATE;
    const pitch = 2 * Math.PI * 140 * (time + 0.02 * Math.sin(time * 3));
    const voice = Math.sin(pitch) + 0.6 * Math.sin(3 * pitch) + 0.3 * Math.sin(7 * pitch);
    return time % 2 < 1.6 ? 5_000 * voice * Math.abs(Math.sin(time * 5)) : 0;
  });
  return Buffer.from(samples.buffer);
};

const time = async (act: () => unknown): Promise<number> => {
  const from = performance.now();
  await act();
  return performance.now() - from;
};

/**
 * Encodes a sound as the bot does. Resolves to the sound, how long each stretch of work in a row took, and how much time of a
 * processor all of them took, in milliseconds.
 */
const encode = async (pcm: Buffer): Promise<{ sound: KeptSound; slices: number[]; work: number }> => {
  const codec = (await loadOpus()).encoder();
  const encoder = new SoundEncoder(codec, pcm);
  const slices: number[] = [];
  const before = process.cpuUsage();
  for (let isDone = false; !isDone; ) {
    const from = performance.now();
    isDone = encoder.encode(FRAMES_AT_ONCE);
    slices.push(performance.now() - from);
  }
  const { user, system } = process.cpuUsage(before);
  codec.close();
  return { sound: encoder.finish(), slices, work: (user + system) / 1_000 };
};

/** Prints how long it takes to make what people listen to. It's measured in this process, because it's the bot's own work alone. */
export const out = async ({ rounds, seconds, long }: Scale): Promise<void> => {
  const { sound, slices, work } = await encode(makeSpeech(seconds));
  const { sound: longer } = await encode(makeSpeech(long));
  const opus = await loadOpus();
  const first = await time(() => makeVoiceMessage(sound));
  const messages: number[] = [];
  const others: number[] = [];
  const files: number[] = [];
  for (let count = 0; count < rounds; count++) {
    messages.push(await time(() => makeVoiceMessage(sound)));
    others.push(await time(() => makeVoiceMessage(longer)));
    files.push(await time(async () => toWav(await decodeKeptSound(sound, opus))));
  }
  const slice = percentile(slices, 0.95);
  print(
    'What people listen to (goals: p95)',
    ['', ...SPREAD, 'goal', ''],
    [
      [`voice message of ${seconds} s, the first of the process`, '1', ms(first), '', '', '', ''],
      [
        `voice message of ${seconds} s`,
        ...spread(messages),
        ms(GOAL.message),
        verdict(percentile(messages, 0.95), GOAL.message),
      ],
      [`voice message of ${long} s`, ...spread(others), '', ''],
      [`WAV file of ${seconds} s, in many slices`, ...spread(files), '', ''],
      ['encoding after an answer, each slice', ...spread(slices), ms(GOAL.slice), verdict(slice, GOAL.slice)],
    ],
  );
  console.log(`\nEncoding takes ${ms(work / seconds)} of processor time for each second of sound.`);
};
