/** How long it takes to say one character, in milliseconds. */
export const CHARACTER_MS = 60;

/** The mime type of the model's sound: 24 kHz mono s16le. */
export const MIME_TYPE = 'audio/pcm;rate=24000';

/**
 * Samples of one period of 200 Hz at 24 kHz. Its 240 bytes are divisible by three, so the base64 of many periods is that
 * of one, repeated.
 */
const PERIOD = 120;
const PERIODS_A_CHARACTER = (CHARACTER_MS * 24) / PERIOD;

const period = Buffer.alloc(2 * PERIOD);
for (let i = 0; i < PERIOD; i++) period.writeInt16LE(Math.round(800 * Math.sin((2 * Math.PI * i) / PERIOD)), 2 * i);
const encoded = period.toString('base64');

/** A quiet tone, in base64, as long as it takes to say this many characters. It is cheap, and always the same. */
export const tone = (characters: number): string => encoded.repeat(characters * PERIODS_A_CHARACTER);

/** How long a piece of the model's sound in base64 lasts, in milliseconds. */
export const soundMs = (base64: string): number => Buffer.byteLength(base64, 'base64') / 48;

/** Cuts a number of characters into pieces whose sound lasts about a second at most. */
export const pieces = (characters: number, limit = 16): number[] =>
  Array.from({ length: Math.ceil(characters / limit) }, (_, index) => Math.min(limit, characters - index * limit));

/** Resamples sound to 16 kHz by taking the nearest samples, which is good enough to measure loudness. */
export function at16k(pcm: Buffer, rate: number): Buffer {
  if (rate === 16_000) return pcm;
  const samples = Math.floor((pcm.length / 2) * (16_000 / rate));
  const out = Buffer.alloc(2 * samples);
  for (let i = 0; i < samples; i++) out.writeInt16LE(pcm.readInt16LE(2 * Math.floor((i * rate) / 16_000)), 2 * i);
  return out;
}

/** `ms` milliseconds of silence at the model's rate: 24 kHz mono s16le. */
export const silence = (ms: number): Buffer => Buffer.alloc(2 * Math.round(24 * ms));

/** Cuts sound of the model's rate into pieces of `ms` milliseconds. The last one may be shorter. */
export const chunks = (pcm: Buffer, ms: number): Buffer[] => {
  const bytes = 2 * Math.round(24 * ms);
  return Array.from({ length: Math.ceil(pcm.length / bytes) }, (_, n) => pcm.subarray(n * bytes, (n + 1) * bytes));
};
