import { type EchoReference, LONGEST_ECHO } from './echo-reference.ts';
import { type Fourier, makeFourier } from './fourier.ts';

/** The longest piece of sound that is compared, in samples: 80 ms. */
export const LONGEST_MATCH = 640;

/** Points of a transform. */
const SIZE = 8_192;

/** The coefficient of the whitening filter. Without it, any two low hums would resemble each other. */
const EXPECTED = 0.9;

/** Pieces with less than this share of the average energy aren't compared, because silence resembles everything. */
const QUIET = 0.01;

/** How alike two sounds are, from 0 to 1, if one of them is `lag` samples late, and its amplitude relative to the other. */
type EchoLikeness = { alike: number; lag: number; gain: number };

const NONE: EchoLikeness = { alike: 0, lag: 0, gain: 0 };

let shared: { transform: Fourier; buffers: Float64Array[]; energies: Float64Array } | undefined;

/** The transform and its buffers. All searches share them, because a search never waits. */
const workbench = () => {
  const room = () => new Float64Array(SIZE);
  shared ??= { transform: makeFourier(SIZE), buffers: Array.from({ length: 4 }, room), energies: room() };
  return shared;
};

/** Whitens samples in place: subtracts what the sample before predicts. */
const whiten = (samples: Float64Array, length: number): void => {
  for (let at = length - 1; at > 0; at--)
    samples[at] = (samples[at] as number) - EXPECTED * (samples[at - 1] as number);
  samples[0] = 0;
};

/**
 * Finds where `heard`, which ends at `position`, most resembles what the mouth said up to {@link LONGEST_ECHO} before: at
 * the maximum of their normalised cross-correlation. It takes two transforms of 8192 points.
 */
export const findEchoLikeness = (playout: EchoReference, heard: Float64Array, position: number): EchoLikeness => {
  const { transform, buffers, energies } = workbench();
  const [said, mine, re, im] = buffers as [Float64Array, Float64Array, Float64Array, Float64Array];
  const { length } = heard;
  const span = LONGEST_ECHO + length;
  said.fill(0);
  mine.fill(0);
  playout.copy(position, span, said);
  mine.set(heard);
  whiten(said, span);
  whiten(mine, length);
  const [whole, own] = [sum(said, 0, span), sum(mine, 0, length)];
  if (whole === 0 || own === 0) return NONE;
  // Both signals are real, so one complex transform does both.
  re.set(said);
  im.set(mine);
  transform.run(re, im);
  const products = buffers.slice(0, 2) as [Float64Array, Float64Array];
  let around = sum(said, 0, length);
  for (let shift = 0; shift <= LONGEST_ECHO; shift++) {
    if (shift > 0) around += (said[shift + length - 1] as number) ** 2 - (said[shift - 1] as number) ** 2;
    energies[shift] = around;
  }
  multiply(re, im, products);
  transform.run(...products, true);
  return best(products[0], energies, own, (whole * length * QUIET) / span);
};

/** Multiplies one signal's spectrum by the conjugate of the other's, given the spectrum of both transformed as one. */
const multiply = (re: Float64Array, im: Float64Array, [outRe, outIm]: [Float64Array, Float64Array]): void => {
  for (let k = 0; k < SIZE; k++) {
    const other = (SIZE - k) % SIZE;
    const xr = ((re[k] as number) + (re[other] as number)) / 2;
    const xi = ((im[k] as number) - (im[other] as number)) / 2;
    const yr = ((im[k] as number) + (im[other] as number)) / 2;
    const yi = ((re[other] as number) - (re[k] as number)) / 2;
    outRe[k] = xr * yr + xi * yi;
    outIm[k] = xi * yr - xr * yi;
  }
};

const best = (products: Float64Array, around: Float64Array, own: number, least: number): EchoLikeness => {
  let found = NONE;
  for (let shift = 0; shift <= LONGEST_ECHO; shift++) {
    const near = around[shift] as number;
    if (near < least) continue;
    const product = products[shift] as number;
    const alike = Math.abs(product) / Math.sqrt(near * own);
    if (alike > found.alike) found = { alike, lag: LONGEST_ECHO - shift, gain: product / near };
  }
  return found;
};

const sum = (samples: Float64Array, from: number, to: number): number => {
  let all = 0;
  for (let at = from; at < to; at++) all += (samples[at] as number) ** 2;
  return all;
};
