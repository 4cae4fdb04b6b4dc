import { BoundedMap } from './bounded-map.ts';

/** How many results are kept by default. */
const MOST = 1_000;

/**
 * A function of a text that keeps its newest results, at most `most`, because the same few names come with every
 * question. `work` must depend on the text alone, and its result must never be changed.
 */
export const memoize = <T>(work: (text: string) => T, most = MOST): ((text: string) => T) => {
  const known = new BoundedMap<string, T>(most);
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const result = work(text);
    known.set(text, result);
    return result;
  };
};
