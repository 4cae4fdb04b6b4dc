/** An unknown variable, and the setting that its name is close to. */
export type Misspelling = { name: string; meant: string };

/** How many mistakes a short name may have, and a longer one. */
const MISTAKES = { short: 1, long: 2 };
const LONG = 9;

/**
 * Finds variables that look like misspelled settings. Settings that are set aren't considered. Variables that look like no
 * setting belong to other programs.
 */
export const findMisspellings = (set: readonly string[], settings: readonly string[]): Misspelling[] => {
  const missing = settings.filter((one) => !set.includes(one));
  return set
    .filter((name) => !settings.includes(name))
    .flatMap((name) => {
      const [closest] = missing
        .map((meant) => ({ meant, mistakes: distance(name.toUpperCase(), meant) }))
        .filter(({ meant, mistakes }) => mistakes <= (meant.length < LONG ? MISTAKES.short : MISTAKES.long))
        .sort((one, other) => one.mistakes - other.mistakes);
      return closest ? [{ name, meant: closest.meant }] : [];
    });
};

/** The sentence for the operator. */
export const explainMisspelling = ({ name, meant }: Misspelling): string =>
  `${name} isn’t a setting of Parley. Did you mean ${meant}?`;

/**
 * How many letters must be added, dropped, changed or swapped with the next one to turn one word into the other
 * ("optimal string alignment distance").
 */
const distance = (from: string, to: string): number => {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const choices = [
        at(last, column) + 1,
        at(now, column - 1) + 1,
        at(last, column - 1) + Number(!isSame),
        ...(isSwap ? [at(before, column - 2) + 1] : []),
      ];
      now.push(Math.min(...choices));
    }
    [before, last] = [last, now];
  }
  return at(last, to.length);
};

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
