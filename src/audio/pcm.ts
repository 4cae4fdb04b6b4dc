/** Sound as this program knows it is signed 16-bit little-endian PCM with one channel. */

/** Milliseconds of sound in one Opus packet (Discord docs, topics/voice-connections). */
export const FRAME_MS = 20;

/** Samples a second of what the model says (Live API docs: output is always 24 kHz). */
export const MODEL_RATE = 24_000;

/** Samples a second of what the model hears (Live API docs: input is natively 16 kHz). */
export const EAR_RATE = 16_000;

const BYTES_PER_SAMPLE = 2;

/** Bytes of `ms` milliseconds of sound at `rate` samples a second. */
export const countBytes = (ms: number, rate: number): number => Math.floor((ms * rate) / 1000) * BYTES_PER_SAMPLE;

/** Bytes of one 20 ms frame of what the model says: 960. */
export const MODEL_FRAME = countBytes(FRAME_MS, MODEL_RATE);

/** Bytes of one 20 ms frame of what the model hears: 640. */
export const EAR_FRAME = countBytes(FRAME_MS, EAR_RATE);

const view = (pcm: Uint8Array): DataView => new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);

/** How loud `pcm` is: the root mean square of its samples, from 0 to 32768. A last half sample does not count. */
export const measureLoudness = (pcm: Uint8Array): number => {
  const samples = Math.floor(pcm.byteLength / BYTES_PER_SAMPLE);
  if (samples === 0) return 0;
  const sound = view(pcm);
  let sum = 0;
  for (let at = 0; at < samples; at++) sum += sound.getInt16(at * BYTES_PER_SAMPLE, true) ** 2;
  return Math.sqrt(sum / samples);
};

/** Where the first sample is that reaches `level`, in bytes; -1 if none does. */
const onset = (pcm: Uint8Array, level: number): number => {
  const sound = view(pcm);
  for (let at = 0; at + 1 < pcm.byteLength; at += BYTES_PER_SAMPLE)
    if (Math.abs(sound.getInt16(at, true)) >= level) return at;
  return -1;
};

/** What became of a piece of sound: what is to be played now, in whole samples, and how many bytes were cut off before it. */
type TrimResult = { sound: Uint8Array; dropped: number };

const NOTHING = new Uint8Array(0);

/**
 * Cuts off the near silence that a reply of the model begins with (75-341 ms, measured), and deals in whole samples
 * wherever the pieces it is given were cut. One for each reply.
 */
export class Trimmer {
  #trimming = true;
  /** Bytes that may still be cut off. Silence that goes on for longer is meant. */
  #bound = countBytes(400, MODEL_RATE);
  /** What is kept before the first sound, because a soft consonant begins below the level. */
  readonly #lead = countBytes(10, MODEL_RATE);
  /** A sample (of 32767) that is no near silence any more: about -50 dB. */
  readonly #level = 100;
  /** The lead so far, or half a sample. */
  #kept: Uint8Array = NOTHING;

  /** Takes the next piece, of any length. The result may be a view of it. */
  push(pcm: Uint8Array): TrimResult {
    const all = this.#kept.byteLength === 0 ? pcm : Buffer.concat([this.#kept, pcm]);
    const whole = all.byteLength - (all.byteLength % BYTES_PER_SAMPLE);
    const dropped = this.#trimming ? this.#cut(all.subarray(0, whole)) : 0;
    const end = this.#trimming ? dropped : whole;
    this.#kept = Buffer.from(all.subarray(end));
    return { sound: all.subarray(dropped, end), dropped };
  }

  /** No more comes: gives back how many bytes were kept for nothing, because no sound followed. */
  end(): number {
    const left = this.#kept.byteLength;
    this.#kept = NOTHING;
    return left;
  }

  /** How many bytes of `pcm` are to be cut off. Trimming is over when a sound is found or the bound is reached. */
  #cut(pcm: Uint8Array): number {
    const found = onset(pcm, this.#level);
    const quiet = Math.max(0, (found < 0 ? pcm.byteLength : found) - this.#lead);
    const dropped = Math.min(quiet, this.#bound);
    this.#bound -= dropped;
    this.#trimming = found < 0 && this.#bound > 0;
    return dropped;
  }
}
