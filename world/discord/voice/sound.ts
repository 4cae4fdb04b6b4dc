/** A sample rate, in Hz. */
export type Rate = 16_000 | 24_000 | 48_000;

/** Mono sound. Samples are between -1 and 1. */
export type Sound = { readonly rate: Rate; readonly samples: Float32Array };

const FULL = 32_768;

/** Converts from signed 16-bit little-endian PCM, mono. */
export const fromPcm = (pcm: Uint8Array, rate: Rate): Sound => {
  const view = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  const samples = Float32Array.from({ length: view.length >> 1 }, (_, index) => view.readInt16LE(index * 2) / FULL);
  return { rate, samples };
};

/** Converts to signed 16-bit little-endian PCM. With two channels, each sample comes twice. */
export const toPcm = ({ samples }: Sound, channels: 1 | 2 = 1): Buffer => {
  const pcm = Buffer.alloc(samples.length * 2 * channels);
  for (const [index, sample] of samples.entries()) {
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

/** Converts a sound to another sample rate. */
export const resample = (sound: Sound, rate: Rate): Sound => {
  if (sound.rate === rate) return sound;
  const { samples } = sound;
  const step = sound.rate / rate;
  const cutoff = Math.min(1, 1 / step);
  const kernels = new Map<number, Float64Array>();
  const at = (index: number) => {
    const place = index * step;
    const whole = Math.floor(place + 1e-9);
    const phase = Math.round((place - whole) * 6) / 6;
    const kernel = kernels.get(phase) ?? taps(phase, cutoff);
    kernels.set(phase, kernel);
    const first = whole - kernel.length / 2 + 1;
    let sum = 0;
    for (let tap = 0; tap < kernel.length; tap += 1) sum += (samples[first + tap] ?? 0) * (kernel[tap] ?? 0);
    return sum;
  };
  return { rate, samples: Float32Array.from({ length: Math.floor(samples.length / step) }, (_, index) => at(index)) };
};
