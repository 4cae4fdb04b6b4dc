import { FRAME_MS, MODEL_RATE } from './pcm.ts';

/** The sample rate of echo detection. Frequencies below 4 kHz are enough to tell sounds apart. */
export const ECHO_RATE = 8_000;

/** Samples per frame of 20 ms. */
export const ECHO_FRAME: number = (ECHO_RATE * FRAME_MS) / 1_000;

/** Samples per millisecond. */
export const ECHO_SAMPLES_PER_MS: number = ECHO_RATE / 1_000;

/** The longest delay of an echo, in samples: through a listener's buffers, the room, and back. */
export const LONGEST_ECHO: number = 700 * ECHO_SAMPLES_PER_MS;

/** How long a room's reverberation may last after that, in samples. */
const TAIL = 300 * ECHO_SAMPLES_PER_MS;

/** How many samples are remembered: two seconds. */
const REMEMBERED = 2 * ECHO_RATE;

/** How far frames may be off their time and still be one sound, in samples: they're late in a stall, and early after it. */
const LOOSE = 100 * ECHO_SAMPLES_PER_MS;

/** The cutoff frequency of the low-pass filter, in Hz. */
const PASSED = 3_400;

/** The taps of a low-pass filter: a windowed sinc. */
const lowPass = (rate: number): Float64Array => {
  const half = (8 * rate) / ECHO_RATE;
  const cutoff = (2 * PASSED) / rate;
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, n) => {
    const x = (n - half) * cutoff;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * (n - half)) / (half + 1)));
  });
  const sum = taps.reduce((all, tap) => all + tap, 0);
  return taps.map((tap) => tap / sum);
};

/** Resamples sound to 8 kHz, frame by frame. */
export class Decimator {
  readonly #step: number;
  readonly #taps: Float64Array;
  #past: Float64Array;

  constructor(rate: number) {
    this.#step = rate / ECHO_RATE;
    this.#taps = lowPass(rate);
    this.#past = new Float64Array(this.#taps.length - 1);
  }

  /** Resamples one frame of signed 16-bit PCM. */
  take(pcm: Uint8Array): Float64Array {
    const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
    const samples = pcm.byteLength / 2;
    const past = this.#past.length;
    const all = new Float64Array(past + samples);
    all.set(this.#past);
    for (let at = 0; at < samples; at++) all[past + at] = view.getInt16(at * 2, true);
    this.#past = all.slice(samples);
    const out = new Float64Array(samples / this.#step);
    for (let at = 0; at < out.length; at++) out[at] = this.#filter(all, at * this.#step);
    return out;
  }

  #filter(all: Float64Array, start: number): number {
    let sum = 0;
    for (let tap = 0; tap < this.#taps.length; tap++) sum += (this.#taps[tap] as number) * (all[start + tap] as number);
    return sum;
  }
}

/** The energy of samples: the sum of their squares. */
export const measureEnergy = (samples: Float64Array): number => {
  let sum = 0;
  for (let at = 0; at < samples.length; at++) sum += (samples[at] as number) ** 2;
  return sum;
};

/** A frame that was said and hasn't been needed yet, and the position of its first sample. */
type SaidFrame = { pcm: Uint8Array; start: number };

/** How many frames two seconds are. */
const MOST_FRAMES = REMEMBERED / ECHO_FRAME;

/**
 * What a call's mouth has said lately. Positions are points in time, in samples at 8 kHz. Frames are kept as they come and
 * resampled only when a person is heard whose sound may contain an echo, because most answers are listened to in silence.
 */
export class EchoReference {
  #frames: SaidFrame[] = [];
  /** The position at which the last frame ended. */
  #end = 0;
  /** The position at which the last frame with sound ended. */
  #sounded = Number.NEGATIVE_INFINITY;
  #line: SampleLine | undefined;

  /** Adds a frame of 24 kHz PCM whose packet was sent at this time, in milliseconds. */
  add(pcm: Uint8Array, at: number): void {
    const due = Math.round(at * ECHO_SAMPLES_PER_MS);
    // Listeners' buffers make up for a packet that was sent a little late, so its sound still follows the last one's.
    const start = Math.abs(due - this.#end) > LOOSE ? due : this.#end;
    const oldest = this.#frames.length === MOST_FRAMES ? this.#frames.shift() : undefined;
    // The mouth reuses the bytes for its next frame, so they're copied.
    const copy = oldest?.pcm ?? new Uint8Array(pcm.length);
    copy.set(pcm);
    this.#frames.push({ pcm: copy, start });
    this.#end = start + ECHO_FRAME;
    if (pcm.some((byte) => byte !== 0)) this.#sounded = this.#end;
  }

  /** Whether an echo may be heard at `position`. */
  mayEcho(position: number): boolean {
    return position - this.#sounded < LONGEST_ECHO + TAIL;
  }

  /** Copies the `length` samples before `end` to the beginning of `to`. Where nothing is known, it's silence. */
  copy(end: number, length: number, to: Float64Array): void {
    this.#line ??= new SampleLine();
    for (const { pcm, start } of this.#frames.splice(0)) this.#line.add(pcm, start);
    this.#line.copy(end, length, to);
  }
}

/** The latest samples of what was said, in a ring buffer. */
class SampleLine {
  readonly #ring = new Float64Array(REMEMBERED);
  readonly #decimator = new Decimator(MODEL_RATE);
  #end = 0;

  /** Adds a frame that begins at `start`. */
  add(pcm: Uint8Array, start: number): void {
    if (start !== this.#end) this.#jump(start);
    for (const sample of this.#decimator.take(pcm)) this.#ring[this.#end++ % REMEMBERED] = sample;
  }

  copy(end: number, length: number, to: Float64Array): void {
    const oldest = Math.max(0, this.#end - REMEMBERED);
    for (let at = 0, position = end - length; at < length; at++, position++)
      to[at] = position >= oldest && position < this.#end ? (this.#ring[position % REMEMBERED] as number) : 0;
  }

  #jump(to: number): void {
    if (to < this.#end || to - this.#end >= REMEMBERED) this.#ring.fill(0);
    else for (let at = this.#end; at < to; at++) this.#ring[at % REMEMBERED] = 0;
    this.#end = to;
  }
}
