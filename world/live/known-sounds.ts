/** The bytes of 10 ms at 16 kHz, and how many of them a frame has. Frames overlap, so that it doesn't matter where the first one begins. */
const STEP = 320;
const STEPS = 4;

/** How alike two courses of loudness have to be, as their correlation. Another sentence of the same voice comes to 0.6 (measured). */
const ALIKE = 0.85;

/** How much of a sentence may be cut off at its beginning or end, as a part of it: what's quiet there isn't sent. */
const MOST_MISSING = 0.25;

/** Frames of less than this, as a part of the loudest, are silence at the ends of a sentence. */
const QUIET = 0.03;

/** The loudness of each frame, as the root of its mean square. One begins every 10 ms. */
const measureFrames = (pcm: Buffer): Float64Array => {
  const steps = new Float64Array(Math.floor(pcm.length / STEP));
  for (let step = 0; step < steps.length; step++) {
    let sum = 0;
    for (let at = step * STEP; at < (step + 1) * STEP; at += 2) sum += pcm.readInt16LE(at) ** 2;
    steps[step] = sum;
  }
  return steps.map((_, step) => Math.sqrt(steps.subarray(step, step + STEPS).reduce((sum, each) => sum + each, 0)));
};

/** The same without the silence before and after it. */
const trimFrames = (frames: Float64Array): Float64Array => {
  const least = Math.max(...frames) * QUIET;
  const first = frames.findIndex((loudness) => loudness > least);
  return frames.slice(Math.max(0, first), frames.findLastIndex((loudness) => loudness > least) + 1);
};

/** Pearson's correlation of a sentence and what is heard from a frame on, as far as both go. Volume doesn't matter. */
const correlate = (sentence: Float64Array, heard: Float64Array, from: number): number => {
  const [first, end] = [Math.max(0, -from), Math.min(sentence.length, heard.length - from)];
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let at = first; at < end; at++) {
    const [a, b] = [sentence[at] ?? 0, heard[from + at] ?? 0];
    sumA += a;
    sumB += b;
    sumAA += a * a;
    sumBB += b * b;
    sumAB += a * b;
  }
  const count = end - first;
  const spread = Math.sqrt((count * sumAA - sumA ** 2) * (count * sumBB - sumB ** 2));
  return spread > 0 ? (count * sumAB - sumA * sumB) / spread : 0;
};

/**
 * Sounds of which the world knows what is said in them. It has no ears for words: it recognizes sentences that it was taught by
 * the course of their loudness, which survives Opus, another volume, and silence around them.
 */
export class KnownSounds {
  readonly #sentences: { words: string; frames: Float64Array }[] = [];

  /** From now on, this is what's said in a sound: 16 kHz, mono, s16le. */
  teach(words: string, pcm: Buffer): void {
    this.#sentences.push({ words, frames: trimFrames(measureFrames(pcm)) });
  }

  /** What's said in a sound, in the order in which it's said; nothing if no sentence of it is known. */
  recognize(pcm: Buffer): string | undefined {
    const heard = measureFrames(pcm);
    const found = this.#sentences.flatMap(({ words, frames }) => {
      const at = findSentence(frames, heard);
      return at === undefined ? [] : [{ words, at }];
    });
    found.sort((one, other) => one.at - other.at);
    return found.length > 0 ? found.map(({ words }) => words).join(' ') : undefined;
  }
}

/** Where a sentence is first looked for, in frames: the exact place is looked for around the likeliest of these. */
const STRIDE = 3;

/** The frame at which a sentence begins; nothing if it isn't in there. */
const findSentence = (sentence: Float64Array, heard: Float64Array): number | undefined => {
  if (sentence.length === 0) return undefined;
  const missing = Math.floor(sentence.length * MOST_MISSING);
  let best = { at: 0, likeness: 0 };
  const look = (from: number, to: number, stride: number) => {
    for (let at = from; at <= to; at += stride) {
      const likeness = correlate(sentence, heard, at);
      if (likeness > best.likeness) best = { at, likeness };
    }
  };
  const [first, last] = [-missing, heard.length - sentence.length + missing];
  look(first, last, STRIDE);
  look(Math.max(first, best.at - STRIDE), Math.min(last, best.at + STRIDE), 1);
  return best.likeness >= ALIKE ? best.at : undefined;
};
