import { ECHO_FRAME, ECHO_SAMPLES_PER_MS, type EchoReference } from './echo-reference.ts';
import { type Fourier, makeFourier } from './fourier.ts';

/** Points of a transform. */
const SIZE = 512;

/** The filter's partitions, and the samples in each: 120 ms in all, enough for the beginning of a loud room's response. */
const PART = 320;
const PARTS = 3;

/** How many samples of the filter come before the loudest part of the echo. */
const LEAD = 4 * ECHO_SAMPLES_PER_MS;

/** The transition factor of the Kalman filter: how steady the path is from frame to frame, in amplitude and in power. */
const STEADY = 0.998;
const HOLDS = STEADY ** 2;

/** The share of new samples in a transform. */
const SHARE = ECHO_FRAME / SIZE;

/** Keeps a divisor from being zero. */
const TINY = 1e-3;

type Spectrum = { re: Float64Array; im: Float64Array };

const zeros = () => new Float64Array(SIZE);
const spectrum = (): Spectrum => ({ re: zeros(), im: zeros() });
const spectra = () => Array.from({ length: PARTS }, spectrum);

/** The transform and scratch buffers. All paths share them, because nothing here waits. */
let shared: { transform: Fourier; spectrum: Spectrum; powers: Float64Array } | undefined;

const workbench = () => {
  shared ??= { transform: makeFourier(SIZE), spectrum: spectrum(), powers: zeros() };
  return shared;
};

const clear = ({ re, im }: Spectrum): Spectrum => {
  re.fill(0);
  im.fill(0);
  return { re, im };
};

/**
 * The path of sound from the mouth through a person's loudspeaker, room and microphone back to us, as an adaptive filter: a
 * partitioned-block Kalman filter in the frequency domain (Enzner and Vary 2006, Kuech et al. 2014). It converges within a
 * few tenths of a second, and adapts more slowly the more it hears that it can't explain.
 */
export class EchoPath {
  /** The delay of the echo, in samples. */
  lag: number;
  /** The energy of the echo that the filter predicted for the last frame. */
  direct = 0;
  /** The spectrum of each partition of the filter. */
  readonly #way = spectra();
  /** The spectrum of what the mouth said, for each partition. */
  readonly #said = spectra();
  /** The variance of the error of each partition. */
  readonly #doubt: Float64Array[];

  /** Starts with a simple echo: `gain` times the amplitude, `lag` samples later. */
  constructor(lag: number, gain: number) {
    this.lag = lag;
    const { re, im } = this.#way[0] as Spectrum;
    re[LEAD] = gain;
    workbench().transform.run(re, im);
    this.#doubt = this.#way.map((_, part) => zeros().fill(gain ** 2 * (part === 0 ? 1 : 0.25)));
  }

  /** What is left of a frame that ends at `position` after the predicted echo is subtracted. */
  rest(playout: EchoReference, frame: Float64Array, position: number): Float64Array {
    const { transform, spectrum } = workbench();
    const sum = clear(spectrum);
    const end = position - this.lag + LEAD;
    this.#said.forEach((said, part) => {
      playout.copy(end - part * PART, SIZE, said.re);
      said.im.fill(0);
      transform.run(said.re, said.im);
      addProduct(said, this.#way[part] as Spectrum, sum);
    });
    transform.run(sum.re, sum.im, true);
    this.direct = 0;
    for (let at = SIZE - ECHO_FRAME; at < SIZE; at++) this.direct += (sum.re[at] as number) ** 2;
    return frame.map((sample, at) => sample - (sum.re[SIZE - ECHO_FRAME + at] as number));
  }

  /** Adapts the filter, given the result of {@link rest} for the same frame. */
  learn(rest: Float64Array): void {
    const { transform, spectrum, powers } = workbench();
    const error = clear(spectrum);
    error.re.set(rest, SIZE - ECHO_FRAME);
    transform.run(error.re, error.im);
    const loud = powers.fill(0);
    for (const { re, im } of this.#said)
      for (let k = 0; k < SIZE; k++) loud[k] = (loud[k] as number) + (re[k] as number) ** 2 + (im[k] as number) ** 2;
    for (let part = 0; part < PARTS; part++) this.#step(part, error, loud);
  }

  #step(part: number, error: Spectrum, loud: Float64Array): void {
    const way = this.#way[part] as Spectrum;
    const said = this.#said[part] as Spectrum;
    const doubt = this.#doubt[part] as Float64Array;
    for (let k = 0; k < SIZE; k++) {
      const er = error.re[k] as number;
      const ei = error.im[k] as number;
      const sr = said.re[k] as number;
      const si = said.im[k] as number;
      const wr = way.re[k] as number;
      const wi = way.im[k] as number;
      const p = doubt[k] as number;
      const power = loud[k] as number;
      const step = p / (SHARE * p * power + (er * er + ei * ei) / PARTS + TINY);
      doubt[k] = HOLDS * (1 - (SHARE * step * power) / PARTS) * p + (1 - HOLDS) * (wr * wr + wi * wi);
      way.re[k] = wr + step * (sr * er + si * ei);
      way.im[k] = wi + step * (sr * ei - si * er);
    }
    // The circular convolution wraps around at the end of a transform, so that part of the filter is set to zero.
    const { transform } = workbench();
    transform.run(way.re, way.im, true);
    way.re.fill(0, PART);
    way.im.fill(0);
    transform.run(way.re, way.im);
  }
}

const addProduct = (a: Spectrum, b: Spectrum, sum: Spectrum): void => {
  for (let k = 0; k < SIZE; k++) {
    const ar = a.re[k] as number;
    const ai = a.im[k] as number;
    const br = b.re[k] as number;
    const bi = b.im[k] as number;
    sum.re[k] = (sum.re[k] as number) + ar * br - ai * bi;
    sum.im[k] = (sum.im[k] as number) + ar * bi + ai * br;
  }
};
