import type { SessionCount } from './member-report.ts';

/** A process and what it has of the sessions. `before`: how many it was last allowed, which it may not know yet. */
export type ShareClaim = SessionCount & { id: string; isLeaving: boolean; before: number };

/** What everybody gets beyond the need, so that the next question needn't wait: this part of an even share, at least one. */
const AT_HAND = 1 / 4;

/**
 * How many of `most` sessions each process may have open. They're shared by need: one that needs less than an even share gets what
 * it needs, and the others share the rest. After that come a few for everybody's next question, then the idle ones that
 * are open, and what is left is shared evenly.
 *
 * At no moment may all together go by more than `most`. So what one process gains has to be given up by another before: a
 * lower number holds at once, a higher one only as far as nothing that is still held stands in its way.
 */
export const shareSessions = (most: number, claims: readonly ShareClaim[]): Map<string, number> => {
  const targets = divideByNeed(most, claims);
  const holds = claims.map(({ limit, open, before }) => Math.max(limit, open, before));
  let free = most - holds.reduce((sum, held) => sum + held, 0);
  return new Map(
    claims.map(({ id }, index) => {
      const [target = 0, held = 0] = [targets[index], holds[index]];
      const more = Math.max(0, Math.min(target - held, free));
      free -= more;
      return [id, Math.min(target, held + more)];
    }),
  );
};

/**
 * Who is being stopped has what is open until it's closed. It opens more only for what people ask where it hasn't left yet: a call
 * in which a question waited for ever would never be left.
 */
const divideByNeed = (most: number, claims: readonly ShareClaim[]): number[] => {
  const atHand = Math.max(1, Math.floor((most / claims.length) * AT_HAND));
  const needs: ((claim: ShareClaim) => number)[] = [
    ({ busy, open, waiting, isLeaving }) => (isLeaving ? Math.max(1, open, busy + waiting) : busy + waiting),
    ({ isLeaving }) => (isLeaving ? 0 : atHand),
    ({ busy, open, isLeaving }) => (isLeaving ? 0 : Math.max(0, open - busy - atHand)),
    ({ isLeaving }) => (isLeaving ? 0 : most),
  ];
  const shares = claims.map(() => 0);
  for (const need of needs) {
    const left = most - shares.reduce((sum, share) => sum + share, 0);
    for (const [index, more] of divideEvenly(left, claims.map(need)).entries())
      shares[index] = (shares[index] ?? 0) + more;
  }
  return shares;
};

/** Divides whole things so that nobody gets more than the need, and nobody less than another who gets more than one less. */
const divideEvenly = (most: number, needs: readonly number[]): number[] => {
  const shares = needs.map(() => 0);
  let left = most;
  let hungry = [...needs.keys()].filter((index) => (needs[index] ?? 0) > 0);
  while (left > 0 && hungry.length > 0) {
    const each = Math.max(1, Math.floor(left / hungry.length));
    for (const index of hungry) {
      const more = Math.min(each, left, (needs[index] ?? 0) - (shares[index] ?? 0));
      shares[index] = (shares[index] ?? 0) + more;
      left -= more;
    }
    hungry = hungry.filter((index) => (shares[index] ?? 0) < (needs[index] ?? 0));
  }
  return shares;
};
