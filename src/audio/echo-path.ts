import { ECHO_FRAME, ECHO_SAMPLES_PER_MS, type EchoReference } from './echo-reference.ts';
import { type Fourier, makeFourier } from './fourier.ts';

const SIZE = 512;

/** The way is known in parts, each of so many samples: 120 ms in all, which is a loud room's beginning. */
const PART = 320;
const PARTS = 3;

/** Samples before the loudest part of the echo that the way begins with. */
const LEAD = 4 * ECHO_SAMPLES_PER_MS;

/** How much of what is known of the way holds from one frame to the next, in amplitude and in power. */
const STEADY = 0.998;
const HOLDS = STEADY ** 2;

/** New samples in a transform. */
const SHARE = ECHO_FRAME / SIZE;

/** What nothing is divided by. */
const TINY = 1e-3;

type Spectrum = { re: Float64Array; im: Float64Array };

const zeros = () => new Float64Array(SIZE);
const spectrum = (): Spectrum => ({ re: zeros(), im: zeros() });
const spectra = () => Array.from({ length: PARTS }, spectrum);

/** The transform, and room for what is needed only within a call: one for all, because nothing here waits. */
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
 * The way that sound takes from the mouth through somebody's loudspeaker, room and microphone to their ear: a filter that
 * learns (a partitioned Kalman filter in the frequency domain; Enzner and Vary 2006, Kuech et al. 2014). It learns within
 * some tenths of a second, and less the more of what it cannot explain is heard.
 */
export class EchoPath {
  /** How many samples the echo is behind. */
  lag: number;
  /** The energy that it gave the last frame. */
  direct = 0;
  readonly #way = spectra();
  readonly #said = spectra();
  /** How uncertain each part of the way is. */
  readonly #doubt: Float64Array[];

  /** Begins with a plain echo: `gain` times as loud, `lag` samples later. */
  constructor(lag: number, gain: number) {
    this.lag = lag;
    const { re, im } = this.#way[0] as Spectrum;
    re[LEAD] = gain;
    workbench().transform.run(re, im);
    this.#doubt = this.#way.map((_, part) => zeros().fill(gain ** 2 * (part === 0 ? 1 : 0.25)));
  }

  /** What is left of a frame that ends at `position` when all is taken away that the way explains. */
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

  /** Learns from what was left of the frame before. */
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
    // What a transform wraps around is no part of the way.
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
