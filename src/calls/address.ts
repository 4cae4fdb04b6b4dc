/** How long after an answer a person may go on talking to Parley without saying its name, in milliseconds. */
const ATTENTION = 20_000;

/** Shorter names than this resemble too many other words, so they must match exactly. Counted in letters. */
const FUZZY = 5;

/**
 * Whether a transcript of speech contains one of Parley's names. Speech recognition often misspells names, so one letter
 * may be wrong, missing or extra, and the name may be split into two words.
 */
export const hasName = (transcript: string, called: readonly string[]): boolean => {
  const words = plain(transcript).split(/[^\p{L}\p{N}]+/u);
  const heard = [...words, ...words.slice(1).map((word, index) => `${words[index]}${word}`)];
  return called.map(plain).some((name) => name !== '' && heard.some((word) => alike(word, name)));
};

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const alike = (word: string, name: string): boolean => word === name || (name.length >= FUZZY && oneApart(word, name));

/** Whether two words differ by at most one letter that is changed, missing or extra. */
const oneApart = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1) return false;
  const limit = Math.min(a.length, b.length);
  let start = 0;
  while (start < limit && a[start] === b[start]) start++;
  let end = 0;
  while (end < limit - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
};

/** The people to whom Parley spoke lately: for a while they needn't say its name. */
export class Attention {
  #until = new Map<string, number>();

  /** Parley has answered this person. Times are milliseconds. */
  noteAnswer(personId: string, now: number): void {
    this.#until.set(personId, now + ATTENTION);
  }

  /** Whether this person may still talk to Parley without saying its name. `now` is in milliseconds. */
  holds(personId: string, now: number): boolean {
    return (this.#until.get(personId) ?? Number.NEGATIVE_INFINITY) >= now;
  }
}
