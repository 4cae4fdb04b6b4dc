/** Fourier transforms of one size, a power of two, in place. */
export type Fourier = {
  /** Transforms that many complex samples into their spectrum, or back with `backwards`. */
  run(real: Float64Array, imaginary: Float64Array, backwards?: boolean): void;
};

const reverseBits = (size: number): Uint32Array => {
  const order = new Uint32Array(size);
  for (let at = 1; at < size; at++) order[at] = ((order[at >> 1] ?? 0) >> 1) | (at & 1 ? size >> 1 : 0);
  return order;
};

const shuffle = (order: Uint32Array, re: Float64Array, im: Float64Array): void => {
  for (let at = 0; at < order.length; at++) {
    const to = order[at] as number;
    if (to <= at) continue;
    const r = re[at] as number;
    const i = im[at] as number;
    re[at] = re[to] as number;
    im[at] = im[to] as number;
    re[to] = r;
    im[to] = i;
  }
};

/** The twiddle factors of one size: `cos` and `sin` for each step around half the circle. */
type Angles = { cos: Float64Array; sin: Float64Array };

const combine = (re: Float64Array, im: Float64Array, { cos, sin }: Angles, sign: 1 | -1): void => {
  const size = re.length;
  for (let half = 1; half < size; half *= 2) {
    const step = size / (2 * half);
    for (let start = 0; start < size; start += 2 * half) {
      for (let k = 0, at = start, turn = 0; k < half; k++, at++, turn += step) {
        const c = cos[turn] as number;
        const s = sign * (sin[turn] as number);
        const other = at + half;
        const r = re[other] as number;
        const i = im[other] as number;
        const a = r * c - i * s;
        const b = r * s + i * c;
        re[other] = (re[at] as number) - a;
        im[other] = (im[at] as number) - b;
        re[at] = (re[at] as number) + a;
        im[at] = (im[at] as number) + b;
      }
    }
  }
};

const scale = (samples: Float64Array, by: number): void => {
  for (let at = 0; at < samples.length; at++) samples[at] = (samples[at] as number) / by;
};

/** Makes a transform of one size (Cooley and Tukey, radix 2). Its tables are computed here, once. */
export const makeFourier = (size: number): Fourier => {
  const order = reverseBits(size);
  const angle = (at: number) => (2 * Math.PI * at) / size;
  const angles: Angles = {
    cos: Float64Array.from({ length: size / 2 }, (_, at) => Math.cos(angle(at))),
    sin: Float64Array.from({ length: size / 2 }, (_, at) => Math.sin(angle(at))),
  };
  const run = (re: Float64Array, im: Float64Array, backwards = false) => {
    shuffle(order, re, im);
    combine(re, im, angles, backwards ? 1 : -1);
    if (!backwards) return;
    scale(re, size);
    scale(im, size);
  };
  return { run };
};
