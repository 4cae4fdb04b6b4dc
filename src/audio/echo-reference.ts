import { FRAME_MS, MODEL_RATE } from './pcm.ts';

/** Echoes are looked for at 8 kHz: what tells one sound from another lies below 4. */
export const ECHO_RATE = 8_000;

/** Samples of a frame, and of a millisecond. */
export const ECHO_FRAME: number = (ECHO_RATE * FRAME_MS) / 1_000;
export const ECHO_SAMPLES_PER_MS: number = ECHO_RATE / 1_000;

/** The longest way from the mouth to an ear, in samples: through a listener's buffers, a room, and back. */
export const LONGEST_ECHO: number = 700 * ECHO_SAMPLES_PER_MS;

/** How long a room may still sound after that, in samples. */
const TAIL = 300 * ECHO_SAMPLES_PER_MS;

/** Samples that are remembered: two seconds. */
const REMEMBERED = 2 * ECHO_RATE;

/** Samples by which frames may be late, or early after a stall, and still belong to one another. */
const LOOSE = 100 * ECHO_SAMPLES_PER_MS;

/** The highest frequency that passes into 8 kHz. */
const PASSED = 3_400;

/** A windowed sinc. */
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

/** Takes sound down to 8 kHz, frame by frame. */
export class Decimator {
  readonly #step: number;
  readonly #taps: Float64Array;
  #past: Float64Array;

  constructor(rate: number) {
    this.#step = rate / ECHO_RATE;
    this.#taps = lowPass(rate);
    this.#past = new Float64Array(this.#taps.length - 1);
  }

  /** The samples of one frame of signed 16-bit PCM. */
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

/** The energy of samples. */
export const measureEnergy = (samples: Float64Array): number => {
  let sum = 0;
  for (let at = 0; at < samples.length; at++) sum += (samples[at] as number) ** 2;
  return sum;
};

/** A frame that was said and has not been needed yet, and where it begins. */
type SaidFrame = { pcm: Uint8Array; start: number };

/** So many frames are all that is remembered. */
const MOST_FRAMES = REMEMBERED / ECHO_FRAME;

/**
 * What the mouth of a call has said lately, at its places on a line of time whose unit is a sample. The frames are kept as they
 * come, and become samples only when somebody is heard in whose sound there may be an echo: most replies are listened to in
 * silence.
 */
export class EchoReference {
  #frames: SaidFrame[] = [];
  #end = 0;
  /** Where the last frame that was not silent ended. */
  #sounded = Number.NEGATIVE_INFINITY;
  #line: SampleLine | undefined;

  /** A frame of 24 kHz PCM whose packet has left, at so many milliseconds. */
  add(pcm: Uint8Array, at: number): void {
    const due = Math.round(at * ECHO_SAMPLES_PER_MS);
    // Listeners play what was sent a little late in its time.
    const start = Math.abs(due - this.#end) > LOOSE ? due : this.#end;
    const oldest = this.#frames.length === MOST_FRAMES ? this.#frames.shift() : undefined;
    // The mouth writes its next frame into the same bytes.
    const copy = oldest?.pcm ?? new Uint8Array(pcm.length);
    copy.set(pcm);
    this.#frames.push({ pcm: copy, start });
    this.#end = start + ECHO_FRAME;
    if (pcm.some((byte) => byte !== 0)) this.#sounded = this.#end;
  }

  /** Whether something of it may be heard at `position`. */
  mayEcho(position: number): boolean {
    return position - this.#sounded < LONGEST_ECHO + TAIL;
  }

  /** Copies the `length` samples before `end` to the beginning of `to`; what is not known is silence. */
  copy(end: number, length: number, to: Float64Array): void {
    this.#line ??= new SampleLine();
    for (const { pcm, start } of this.#frames.splice(0)) this.#line.add(pcm, start);
    this.#line.copy(end, length, to);
  }
}

/** The newest samples of what was said, at 8 kHz. */
class SampleLine {
  readonly #ring = new Float64Array(REMEMBERED);
  readonly #decimator = new Decimator(MODEL_RATE);
  #end = 0;

  /** A frame that begins at `start`. */
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
