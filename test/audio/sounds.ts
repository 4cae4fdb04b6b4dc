/** Signed 16-bit little-endian PCM, mono. `sample` returns the sample with a given number, from -1 to 1. */
export const pcmOf = (ms: number, rate: number, sample: (at: number) => number): Buffer => {
  const samples = Int16Array.from({ length: Math.round((ms * rate) / 1000) }, (_, at) =>
    Math.round(sample(at) * 32_767),
  );
  return Buffer.from(samples.buffer);
};

export const quiet = (ms: number, rate: number): Buffer => pcmOf(ms, rate, () => 0);

/** A sine of `hz` with peaks of `peak` (of 32767). */
export const tone = (hz: number, ms: number, rate: number, peak: number, phase = 0): Buffer =>
  pcmOf(ms, rate, (at) => (peak / 32_767) * Math.sin((2 * Math.PI * hz * at) / rate + phase));

/** White noise, the same each time, with peaks of up to `peak` (of 32767). */
export const noise = (ms: number, rate: number, peak: number): Buffer => {
  let seed = 1;
  return pcmOf(ms, rate, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (peak / 32_767) * (seed / 2 ** 31 - 1);
  });
};

/** A tone that rises from `from` to `to` Hz. It matches itself at one lag only, so it proves order and completeness. */
export const sweep = (from: number, to: number, ms: number, rate: number, peak: number): Buffer => {
  const seconds = ms / 1000;
  return pcmOf(ms, rate, (at) => {
    const time = at / rate;
    return (peak / 32_767) * Math.sin(2 * Math.PI * (from * time + ((to - from) * time ** 2) / (2 * seconds)));
  });
};

/** The samples of PCM. */
export const samplesOf = (pcm: Uint8Array): Int16Array =>
  new Int16Array(Uint8Array.from(pcm).buffer, 0, Math.floor(pcm.byteLength / 2));

/** How alike two sounds are if `heard` is `lag` samples late. With 1 they're the same but for their loudness. */
export const correlation = (said: Int16Array, heard: Int16Array, lag: number): number => {
  let both = 0;
  let one = 0;
  let other = 0;
  for (let at = 0; at < said.length; at++) {
    const a = said[at] ?? 0;
    const b = heard[at + lag] ?? 0;
    both += a * b;
    one += a * a;
    other += b * b;
  }
  return both / Math.sqrt(one * other);
};
