/** A sample rate, in Hz. */
export type Rate = 16_000 | 24_000 | 48_000;

/** Mono sound. Samples are between -1 and 1. */
export type Sound = { readonly rate: Rate; readonly samples: Float32Array };

const FULL = 32_768;

/** Converts from signed 16-bit little-endian PCM, mono. */
export const fromPcm = (pcm: Uint8Array, rate: Rate): Sound => {
  const view = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  const samples = new Float32Array(view.length >> 1);
  for (let index = 0; index < samples.length; index += 1) samples[index] = view.readInt16LE(index * 2) / FULL;
  return { rate, samples };
};

/** Converts to signed 16-bit little-endian PCM. With two channels, each sample comes twice. */
export const toPcm = ({ samples }: Sound, channels: 1 | 2 = 1): Buffer => {
  const pcm = Buffer.alloc(samples.length * 2 * channels);
  for (let index = 0; index < samples.length; index += 1) {
    const sample = samples[index] as number;
    const value = Math.max(-FULL, Math.min(FULL - 1, Math.round(sample * FULL)));
    for (let channel = 0; channel < channels; channel += 1) pcm.writeInt16LE(value, (index * channels + channel) * 2);
  }
  return pcm;
};

/** The length of a sound, in milliseconds. */
export const durationOf = ({ rate, samples }: Sound): number => (samples.length / rate) * 1_000;

/** A piece of a sound. `from` and `to` are in milliseconds. */
export const cut = ({ rate, samples }: Sound, from: number, to = Number.POSITIVE_INFINITY): Sound => ({
  rate,
  samples: samples.slice(Math.round((from / 1_000) * rate), Math.min(samples.length, Math.round((to / 1_000) * rate))),
});

/** How many zero crossings the interpolation kernel has on each side. */
const REACH = 16;

/** The taps of a windowed sinc for one position between two samples. `cutoff` is relative to half the sample rate. */
const taps = (fraction: number, cutoff: number): Float64Array => {
  const half = Math.ceil(REACH / cutoff);
  return Float64Array.from({ length: 2 * half }, (_, index) => {
    const x = index - half + 1 - fraction;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / (half + 1));
    const angle = Math.PI * x * cutoff;
    return window * cutoff * (angle === 0 ? 1 : Math.sin(angle) / angle);
  });
};

/** For how many positions between two samples a kernel is computed, at most. 44.1 kHz needs 160 of them. */
const MOST_PHASES = 640;

const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));

/** Converts a sound of any sample rate, in Hz, to another one. */
export const resample = ({ rate: given, samples }: { rate: number; samples: Float32Array }, rate: Rate): Sound => {
  if (given === rate) return { rate, samples };
  const step = given / rate;
  const cutoff = Math.min(1, 1 / step);
  const phases = Math.min(MOST_PHASES, rate / divisor(rate, given));
  const kernels: Float64Array[] = [];
  const at = (index: number) => {
    const place = index * step;
    const whole = Math.floor(place + 1e-9);
    const phase = Math.round((place - whole) * phases);
    const kernel = kernels[phase] ?? taps(phase / phases, cutoff);
    kernels[phase] = kernel;
    const first = whole - kernel.length / 2 + 1;
    const end = Math.min(kernel.length, samples.length - first);
    let sum = 0;
    for (let tap = Math.max(0, -first); tap < end; tap += 1)
      sum += (samples[first + tap] as number) * (kernel[tap] as number);
    return sum;
  };
  const converted = new Float32Array(Math.floor(samples.length / step));
  for (let index = 0; index < converted.length; index += 1) converted[index] = at(index);
  return { rate, samples: converted };
};
