/** What a model said of a sentence: the probability that Parley was meant, and whether it was. */
export type ScoredSample = { name: string; meant: boolean; probability: number };

/** How many are judged right where everything from a threshold on counts as meant, and which aren't. */
export type DecisionScore = { threshold: number; right: number; wrong: readonly ScoredSample[] };

/** The thresholds that are tried. */
const THRESHOLDS = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);

/** How far the nearest probability on either side is away. */
const measureRoom = (samples: readonly ScoredSample[], threshold: number): number =>
  Math.min(...samples.map(({ probability }) => Math.abs(probability - threshold)));

/** How a threshold judges these. */
export const judgeSamples = (samples: readonly ScoredSample[], threshold: number): DecisionScore => {
  const wrong = samples.filter(({ meant, probability }) => meant !== probability >= threshold);
  return { threshold, right: samples.length - wrong.length, wrong };
};

/** The threshold that judges most of them right; of several, the one that's farthest from all probabilities. */
export const findBestThreshold = (samples: readonly ScoredSample[]): DecisionScore =>
  THRESHOLDS.map((threshold) => judgeSamples(samples, threshold)).reduce((best, each) => {
    if (each.right !== best.right) return each.right > best.right ? each : best;
    return measureRoom(samples, each.threshold) > measureRoom(samples, best.threshold) ? each : best;
  });

/** The middle one of some numbers, of an even count the lower of both. */
export const findMedian = (numbers: readonly number[]): number | undefined =>
  numbers.toSorted((one, other) => one - other)[Math.floor((numbers.length - 1) / 2)];
