import { EAR_RATE } from './pcm.ts';

/** Turns sound of one sample rate into what the model hears: 16 kHz mono PCM. It takes the sound in pieces of any length. */
export type Resampler = {
  /** Takes the next mono samples, from -1 to 1, and returns the PCM that is complete by now. */
  push(samples: Float32Array): Buffer;
  /** Nothing more comes. Returns the rest: in all there are `samples × 16,000 / rate` samples, rounded up. */
  end(): Buffer;
};

/** The sample rates that are accepted, in Hz. What says something else is damaged, and would only cost memory. */
export const RATES = { least: 4_000, most: 384_000 } as const;

/** How many of the low-pass filter's zero crossings are kept on each side. More makes the filter steeper, and slower. */
const CROSSINGS = 16;

/** Where the low-pass filter begins to cut, as a share of the lower one of both rates' halves. */
const PASSED = 0.92;

/** How many positions between two samples the filter is computed for, at most. 44.1 kHz needs 160 of them, 22.05 kHz 320. */
const MOST_PHASES = 640;

/** The shape of the Kaiser window: the parts that alias are 80 dB down. */
const BETA = 8;

const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));

/** The modified Bessel function of the first kind and order zero, of which a Kaiser window is made. */
const bessel = (x: number): number => {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
};

/** The filter for a sample that lies `phase` of the way from one input sample to the next: a windowed sinc, whose sum is 1. */
const makeTaps = (phase: number, reach: number, cutoff: number): Float32Array => {
  const taps = Float32Array.from({ length: 2 * reach }, (_, at) => {
    const from = at - reach + 1 - phase;
    const angle = 2 * Math.PI * cutoff * from;
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
    return sinc * bessel(BETA * Math.sqrt(Math.max(0, 1 - (from / reach) ** 2)));
  });
  const sum = taps.reduce((all, each) => all + each, 0);
  return taps.map((each) => each / sum);
};

const toSample = (value: number): number => Math.max(-32_768, Math.min(32_767, Math.round(value * 32_767)));

/** One sample of the output: the filter laid over the input, from sample `first` on. */
const convolve = (taps: Float32Array, input: Float32Array, first: number): number => {
  let sum = 0;
  for (let tap = 0; tap < taps.length; tap++) sum += (taps[tap] as number) * (input[first + tap] as number);
  return sum;
};

const quantize = (samples: Float32Array): Buffer => {
  const pcm = new Int16Array(samples.length);
  for (let at = 0; at < pcm.length; at++) pcm[at] = toSample(samples[at] as number);
  return Buffer.from(pcm.buffer);
};

/** The filter for each position between two samples, computed when it's first needed. */
class FilterBank {
  /** How many input samples on each side of a position count. */
  readonly reach: number;
  readonly phases: number;
  readonly #cutoff: number;
  readonly #filters: Float32Array[] = [];

  constructor(rate: number) {
    this.#cutoff = (PASSED * Math.min(rate, EAR_RATE)) / 2 / rate;
    this.reach = Math.ceil(CROSSINGS / (2 * this.#cutoff));
    this.phases = Math.min(MOST_PHASES, EAR_RATE / divisor(Math.round(rate), EAR_RATE));
  }

  /** The filter for a position that lies `phase / phases` of the way from one input sample to the next. */
  at(phase: number): Float32Array {
    const made = this.#filters[phase] ?? makeTaps(phase / this.phases, this.reach, this.#cutoff);
    this.#filters[phase] = made;
    return made;
  }
}

class FilteringResampler implements Resampler {
  readonly #rate: number;
  readonly #bank: FilterBank;
  /** The input that is still needed. Its first sample is number `#start`; there's silence before the first one of all. */
  #kept: Float32Array;
  #start: number;
  #taken = 0;
  #given = 0;

  constructor(rate: number) {
    this.#rate = rate;
    this.#bank = new FilterBank(rate);
    this.#kept = new Float32Array(this.#bank.reach);
    this.#start = -this.#bank.reach;
  }

  push(samples: Float32Array): Buffer {
    this.#keep(samples);
    this.#taken += samples.length;
    return this.#give(this.#taken - this.#bank.reach - 1);
  }

  end(): Buffer {
    this.#keep(new Float32Array(this.#bank.reach + 1));
    return this.#give(this.#taken);
  }

  #keep(samples: Float32Array): void {
    const needed = Math.floor((this.#given * this.#rate) / EAR_RATE) - this.#bank.reach;
    const gone = Math.max(0, needed - this.#start);
    const next = new Float32Array(this.#kept.length - gone + samples.length);
    next.set(this.#kept.subarray(gone));
    next.set(samples, this.#kept.length - gone);
    this.#kept = next;
    this.#start += gone;
  }

  /** Computes the output up to input sample number `until`. */
  #give(until: number): Buffer {
    const { reach, phases } = this.#bank;
    const count = Math.max(0, Math.ceil((until * EAR_RATE) / this.#rate) - this.#given);
    const pcm = new Int16Array(count);
    for (let at = 0; at < count; at++) {
      const position = Math.round((((this.#given + at) * this.#rate) / EAR_RATE) * phases);
      const first = Math.floor(position / phases) - reach + 1 - this.#start;
      pcm[at] = toSample(convolve(this.#bank.at(position % phases), this.#kept, first));
    }
    this.#given += count;
    return Buffer.from(pcm.buffer);
  }
}

/**
 * A resampler for sound of this rate, in Hz. What lies above 8 kHz is filtered out, so that it doesn't come back as other
 * tones.
 *
 * @throws RangeError for a rate outside of {@link RATES}.
 */
export const makeResampler = (rate: number): Resampler => {
  if (!(rate >= RATES.least && rate <= RATES.most)) throw new RangeError(`${rate} Hz is no sample rate of sound`);
  if (rate === EAR_RATE) return { push: quantize, end: () => Buffer.alloc(0) };
  return new FilteringResampler(rate);
};
