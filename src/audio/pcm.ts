/** In this program, sound is signed 16-bit little-endian PCM with one channel. */

/** Milliseconds of sound in one Opus packet (Discord docs, topics/voice-connections). */
export const FRAME_MS = 20;

/** The sample rate of what the model says, in Hz (Live API docs: output is always 24 kHz). */
export const MODEL_RATE = 24_000;

/** The sample rate of what the model hears, in Hz (Live API docs: input is natively 16 kHz). */
export const EAR_RATE = 16_000;

const BYTES_PER_SAMPLE = 2;

/** The number of bytes in `ms` milliseconds of sound at a sample rate, in Hz. */
export const countBytes = (ms: number, rate: number): number => Math.floor((ms * rate) / 1000) * BYTES_PER_SAMPLE;

/** The number of bytes in a 20 ms frame of what the model says: 960. */
export const MODEL_FRAME = countBytes(FRAME_MS, MODEL_RATE);

/** The number of samples in a 20 ms frame of what the model says: 480. */
export const FRAME_SAMPLES = MODEL_FRAME / BYTES_PER_SAMPLE;

/** The number of bytes in a 20 ms frame of what the model hears: 640. */
export const EAR_FRAME = countBytes(FRAME_MS, EAR_RATE);

const view = (pcm: Uint8Array): DataView => new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);

/** The loudness of `pcm`: the root mean square of its samples, from 0 to 32768. Half a sample at the end is ignored. */
export const measureLoudness = (pcm: Uint8Array): number => {
  const samples = Math.floor(pcm.byteLength / BYTES_PER_SAMPLE);
  if (samples === 0) return 0;
  const sound = view(pcm);
  let sum = 0;
  for (let at = 0; at < samples; at++) sum += sound.getInt16(at * BYTES_PER_SAMPLE, true) ** 2;
  return Math.sqrt(sum / samples);
};

/** The position of the first sample that reaches `level`, in bytes, or -1 if none does. */
const onset = (pcm: Uint8Array, level: number): number => {
  const sound = view(pcm);
  for (let at = 0; at + 1 < pcm.byteLength; at += BYTES_PER_SAMPLE)
    if (Math.abs(sound.getInt16(at, true)) >= level) return at;
  return -1;
};

/** What to play of a piece of sound, in whole samples, and how many bytes of silence were cut off before that. */
type TrimResult = { sound: Uint8Array; dropped: number };

const NOTHING = new Uint8Array(0);

/**
 * Cuts off the near silence at the beginning of an answer (75-341 ms, measured), and makes whole samples of pieces that may
 * end in the middle of one. Each answer needs its own.
 */
export class Trimmer {
  #trimming = true;
  /** How many bytes may still be cut off. A longer silence is intended. */
  #bound = countBytes(400, MODEL_RATE);
  /** How many bytes are kept before the first sound, because a soft consonant starts below the level. */
  readonly #lead = countBytes(10, MODEL_RATE);
  /** Samples from this level on (of 32767) are sound: about -50 dB. */
  readonly #level = 100;
  /** The bytes before the first sound that are kept so far, or half a sample. */
  #kept: Uint8Array = NOTHING;

  /** Takes the next piece, of any length. The result may be a view of its bytes. */
  push(pcm: Uint8Array): TrimResult {
    const all = this.#kept.byteLength === 0 ? pcm : Buffer.concat([this.#kept, pcm]);
    const whole = all.byteLength - (all.byteLength % BYTES_PER_SAMPLE);
    const dropped = this.#trimming ? this.#cut(all.subarray(0, whole)) : 0;
    const end = this.#trimming ? dropped : whole;
    this.#kept = Buffer.from(all.subarray(end));
    return { sound: all.subarray(dropped, end), dropped };
  }

  /** Nothing more comes. Returns how many bytes were kept although no sound followed. */
  end(): number {
    const left = this.#kept.byteLength;
    this.#kept = NOTHING;
    return left;
  }

  /** How many bytes of `pcm` to cut off. Trimming ends when there's sound, or when the bound is reached. */
  #cut(pcm: Uint8Array): number {
    const found = onset(pcm, this.#level);
    const quiet = Math.max(0, (found < 0 ? pcm.byteLength : found) - this.#lead);
    const dropped = Math.min(quiet, this.#bound);
    this.#bound -= dropped;
    this.#trimming = found < 0 && this.#bound > 0;
    return dropped;
  }
}
