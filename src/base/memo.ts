import { BoundedMap } from './bounded-map.ts';

/** How many results are kept by default. */
const MOST = 1_000;

/**
 * Makes a function that remembers the newest `most` results of `work`. It's for names, because the same few come with
 * every question. The result must depend on the text alone, and nobody may change it.
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
