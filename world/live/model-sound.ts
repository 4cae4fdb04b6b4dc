/** How long it takes to say one character. */
export const CHARACTER_MS = 60;

/** The mime type of the model's sound: 24 kHz mono s16le. */
export const MIME_TYPE = 'audio/pcm;rate=24000';

/** One period of 200 Hz at 24 kHz: 240 bytes, so that base64 of many periods is base64 of one, many times over. */
const PERIOD = 120;
const PERIODS_A_CHARACTER = (CHARACTER_MS * 24) / PERIOD;

const period = Buffer.alloc(2 * PERIOD);
for (let i = 0; i < PERIOD; i++) period.writeInt16LE(Math.round(800 * Math.sin((2 * Math.PI * i) / PERIOD)), 2 * i);
const encoded = period.toString('base64');

/** A quiet tone as long as it takes to say so many characters, in base64: cheap, and always the same. */
export const tone = (characters: number): string => encoded.repeat(characters * PERIODS_A_CHARACTER);

/** How long a piece of the model's sound in base64 lasts. */
export const soundMs = (base64: string): number => Buffer.byteLength(base64, 'base64') / 48;

/** Cuts a number of characters into pieces whose sound is no longer than about a second each. */
export const pieces = (characters: number, limit = 16): number[] =>
  Array.from({ length: Math.ceil(characters / limit) }, (_, index) => Math.min(limit, characters - index * limit));

/** The same sound at 16 kHz, sample by nearest sample: good enough for a server that only measures loudness. */
export function at16k(pcm: Buffer, rate: number): Buffer {
  if (rate === 16_000) return pcm;
  const samples = Math.floor((pcm.length / 2) * (16_000 / rate));
  const out = Buffer.alloc(2 * samples);
  for (let i = 0; i < samples; i++) out.writeInt16LE(pcm.readInt16LE(2 * Math.floor((i * rate) / 16_000)), 2 * i);
  return out;
}

/** So much silence of the model's rate, 24 kHz mono s16le. */
export const silence = (ms: number): Buffer => Buffer.alloc(2 * Math.round(24 * ms));

/** Cuts sound of the model's rate into pieces of so many milliseconds, the last one shorter. */
export const chunks = (pcm: Buffer, ms: number): Buffer[] => {
  const bytes = 2 * Math.round(24 * ms);
  return Array.from({ length: Math.ceil(pcm.length / bytes) }, (_, n) => pcm.subarray(n * bytes, (n + 1) * bytes));
};
