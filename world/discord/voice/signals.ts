import { readFileSync } from 'node:fs';
import { random } from './path.ts';
import { fromPcm, type Rate, resample, type Sound } from './sound.ts';

/** The options of a signal. */
type SignalOptions = { rate?: Rate /** Its largest sample; 0.5 by default. */; amplitude?: number };

const makeSignal = (
  ms: number,
  { rate = 48_000, amplitude = 0.5 }: SignalOptions,
  wave: (seconds: number) => number,
): Sound => {
  const samples = new Float32Array(Math.round((ms / 1_000) * rate));
  for (let index = 0; index < samples.length; index += 1) samples[index] = amplitude * wave(index / rate);
  return { rate, samples };
};

/** Silence of `ms` milliseconds. */
export const makeQuiet = (ms: number, rate: Rate = 48_000): Sound => makeSignal(ms, { rate }, () => 0);

/** A steady sine. */
export const makeTone = (hz: number, ms: number, making: SignalOptions = {}): Sound =>
  makeSignal(ms, making, (seconds) => Math.sin(2 * Math.PI * hz * seconds));

/** A sine that rises from one frequency to another. It correlates at one lag only, so it proves order and completeness. */
export const sweep = (from: number, to: number, ms: number, making: SignalOptions = {}): Sound => {
  const slope = (to - from) / (2 * (ms / 1_000));
  return makeSignal(ms, making, (seconds) => Math.sin(2 * Math.PI * (from + slope * seconds) * seconds));
};

/** White noise. */
export const noise = (ms: number, { seed = 1, ...making }: SignalOptions & { seed?: number } = {}): Sound => {
  const next = random(seed);
  return makeSignal(ms, making, () => next() * 2 - 1);
};

/** The formants of some vowels, in Hz. */
const VOWELS = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [570, 840, 2410],
  [530, 1840, 2480],
] as const;

const SYLLABLE_MS = 180;

/** How many harmonics a voice has. */
const HARMONICS = 28;

/**
 * A sound that voice activity detection takes for continuous speech: a hum with the formants of vowels that change with each
 * syllable. Different seeds are different voices.
 */
export const speech = (
  ms: number,
  { seed = 1, amplitude = 0.5, rate }: SignalOptions & { seed?: number } = {},
): Sound => {
  const next = random(seed);
  const pitch = 100 + next() * 80;
  const phases = Array.from({ length: HARMONICS }, () => next() * 2 * Math.PI);
  const order = Array.from({ length: Math.ceil(ms / SYLLABLE_MS) + 1 }, () => Math.floor(next() * VOWELS.length));
  // How loud each harmonic is in each vowel is the same in all its samples.
  const loudness = VOWELS.map((formants) =>
    phases.map((_, index) => {
      const harmonic = (index + 1) * pitch;
      return 0.08 + Math.max(0, ...formants.map((formant) => Math.exp(-(((harmonic - formant) / 120) ** 2))));
    }),
  );
  return makeSignal(ms, { rate, amplitude }, (seconds) => {
    const place = (seconds * 1_000) / SYLLABLE_MS;
    const loud = loudness[order[Math.floor(place)] ?? 0] as number[];
    const swell = 0.35 + 0.65 * Math.sin(Math.PI * (place % 1)) ** 2;
    const hz = pitch * (1 + 0.05 * Math.sin(2 * Math.PI * 2.3 * seconds));
    let sum = 0;
    for (let index = 0; index < HARMONICS; index += 1)
      sum += (loud[index] as number) * Math.sin(2 * Math.PI * (index + 1) * hz * seconds + (phases[index] as number));
    return (swell * sum) / 6;
  });
};

/** A recording of a person who says "Hello, are you there?" (16 kHz). */
export const helloAreYouThere = (): Sound =>
  fromPcm(readFileSync(new URL('../../recordings/hello_are_you_there.16k.pcm', import.meta.url)), 16_000);

/** Joins sounds, at the sample rate of the first. */
export const joinSounds = (first: Sound, ...others: readonly Sound[]): Sound => {
  const all = [first, ...others].map((sound) => resample(sound, first.rate).samples);
  const samples = new Float32Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of all) {
    samples.set(part, at);
    at += part.length;
  }
  return { rate: first.rate, samples };
};

/** How alike two sounds are: with 1 they're the same but for their loudness. `lag` is the delay, in milliseconds. */
export type SoundMatch = { r: number; lag: number };

/** The maximum of the normalised cross-correlation of two sounds, for delays between `from` and `to` milliseconds. */
export const correlate = (original: Sound, heard: Sound, { from = 0, to = 100 } = {}): SoundMatch => {
  const { rate, samples } = original;
  const other = resample(heard, rate).samples;
  const at = (lag: number, step: number) => {
    let [product, one, two] = [0, 0, 0];
    const end = Math.min(samples.length, other.length - lag);
    for (let index = Math.max(0, -lag); index < end; index += step) {
      const a = samples[index] as number;
      const b = other[index + lag] as number;
      product += a * b;
      one += a * a;
      two += b * b;
    }
    return product / Math.sqrt(one * two || 1);
  };
  let best = { r: -1, lag: 0 };
  for (let lag = Math.round((from / 1_000) * rate); lag <= (to / 1_000) * rate; lag += 1) {
    const r = at(lag, 7);
    if (r > best.r) best = { r, lag };
  }
  return { r: at(best.lag, 1), lag: (best.lag / rate) * 1_000 };
};

/** The share of a sound's power at one frequency, from 0 to 1. */
export const powerAt = ({ rate, samples }: Sound, hz: number): number => {
  let [real, imaginary, total] = [0, 0, 0];
  for (let index = 0; index < samples.length; index += 1) {
    const sample = samples[index] as number;
    const angle = (2 * Math.PI * hz * index) / rate;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
    total += sample * sample;
  }
  return (2 * (real * real + imaginary * imaginary)) / (samples.length * total || 1);
};

/** The root mean square of a sound, from 0 to 1. */
export const rootMeanSquare = ({ samples }: Sound): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / (samples.length || 1));
