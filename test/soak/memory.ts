import { type Case, caseOf } from './case.ts';
import type { Attempt, Ledger, Said, Strike } from './ledger.ts';

/** How many of the turns before it a session must know when it answers. */
const KNOWN = 5;

/** Questions that a session remembers twice. */
export const doubled = (ledger: Ledger): Case[] => {
  const found = new Set<number>();
  const cases: Case[] = [];
  for (const { remembered, number, connection } of ledger.attempts)
    for (const [index, one] of remembered.entries()) {
      if (remembered.indexOf(one) === index || found.has(one)) continue;
      found.add(one);
      const said = ledger.said.find(({ saying }) => saying.number === one);
      if (said)
        cases.push(caseOf(ledger, said, `remembered twice when #${number} was asked, on connection ${connection}`));
    }
  return cases;
};

/** Losses of memory: those that cost one answer, and every answer of the others. */
export type Amnesia = { noticed: number; unnoticed: Case[] };

/**
 * Answers of a session that did not know what was said just before. A memory that vanishes at Google shows only in the
 * token count of the first answer after it, so that one may be forgetful, if the next one is not.
 */
export const amnesia = (ledger: Ledger): Amnesia => {
  const found: Amnesia = { noticed: 0, unnoticed: [] };
  let knewAt = 0;
  let pardoned: Strike | undefined;
  for (const { said, attempt } of delivered(ledger)) {
    const forgotten = expected(ledger, attempt).filter((number) => !attempt.remembered.includes(number));
    if (forgotten.length === 0) {
      knewAt = attempt.at;
      continue;
    }
    const wiped = ledger.strikes.findLast(
      ({ at, trouble }) => trouble.line.blow.is === 'wipe' && at >= knewAt && at <= attempt.at,
    );
    if (wiped && wiped !== pardoned) {
      pardoned = wiped;
      found.noticed++;
    } else
      found.unnoticed.push(
        caseOf(ledger, said, `the session did not know ${forgotten.map((one) => `#${one}`).join(', ')}`),
      );
  }
  return found;
};

/** Every answer that a person got whole, with the attempt that brought it, in order. */
const delivered = (ledger: Ledger): { said: Said; attempt: Attempt }[] =>
  ledger.said
    .flatMap((said) => {
      const attempt = said.end?.is === 'complete' && ledger.lastAttempt(said.saying.number);
      return attempt ? [{ said, attempt }] : [];
    })
    .sort((one, other) => one.attempt.at - other.attempt.at);

/** What a session must know when it is asked: the newest turns of which people had read an answer by then. */
const expected = ({ said }: Ledger, { at }: Attempt): number[] =>
  said
    .filter(({ endedAt = Number.POSITIVE_INFINITY }) => endedAt <= at)
    .filter(({ saying, end, reply }) => end?.is === 'complete' || (saying.is === 'typed' && reply?.text))
    .sort((one, other) => (one.endedAt ?? 0) - (other.endedAt ?? 0))
    .slice(-KNOWN)
    .map(({ saying }) => saying.number);
