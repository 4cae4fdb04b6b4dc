/** How long after an answer somebody still talks to Parley without saying its name, in milliseconds. */
const ATTENTION = 20_000;

/** A name shorter than this is too easily mistaken for another word, so it must be understood exactly. */
const FUZZY = 5;

/**
 * Whether a transcript of speech holds one of Parley's names. Speech recognition spells names as it likes, so one letter
 * may be wrong, missing or too many, and the name may be cut in two.
 */
export const hasName = (transcript: string, called: readonly string[]): boolean => {
  const words = plain(transcript).split(/[^\p{L}\p{N}]+/u);
  const heard = [...words, ...words.slice(1).map((word, index) => `${words[index]}${word}`)];
  return called.map(plain).some((name) => name !== '' && heard.some((word) => alike(word, name)));
};

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const alike = (word: string, name: string): boolean => word === name || (name.length >= FUZZY && oneApart(word, name));

/** Whether two words differ by one letter that is another, missing or too many. */
const oneApart = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1) return false;
  const limit = Math.min(a.length, b.length);
  let start = 0;
  while (start < limit && a[start] === b[start]) start++;
  let end = 0;
  while (end < limit - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
};

/** To whom Parley spoke last, and when: they may go on without its name for a while. */
export class Attention {
  #until = new Map<string, number>();

  /** Parley has answered this person. Times are milliseconds. */
  noteAnswer(personId: string, now: number): void {
    this.#until.set(personId, now + ATTENTION);
  }

  /** Whether Parley still listens to this person without being named. */
  holds(personId: string, now: number): boolean {
    return (this.#until.get(personId) ?? Number.NEGATIVE_INFINITY) >= now;
  }
}
