import type { Ledger, Said } from './ledger.ts';

/** Something that should not have happened. `at` is milliseconds from the story's beginning. */
export type Case = { number: number; at: number; what: string; blows: string[] };

/** Blows from so long before a question may have to do with what became of it. */
const BEFORE = 120_000;

/** What happened to something that was said, and what the world did about that time. */
export const caseOf = (ledger: Ledger, { saying, at, endedAt }: Said, what: string): Case => {
  const until = endedAt ?? at + BEFORE;
  const near = ledger.strikes.filter((strike) => strike.at >= at - BEFORE && strike.at <= until);
  const links = ledger.links.filter(({ goAwayAt = 0 }) => goAwayAt >= at - BEFORE && goAwayAt <= until);
  return {
    number: saying.number,
    at: at - ledger.begun,
    what: `${saying.is} #${saying.number} ${what}`,
    blows: [
      ...near.map((strike) => `${strike.trouble.line.name} @${strike.trouble.phase} ${seconds(strike.at - at)}`),
      ...links.map(({ goAwayAt = 0 }) => `goAway ${seconds(goAwayAt - at)}`),
    ],
  };
};

const seconds = (ms: number): string => `${ms < 0 ? '' : '+'}${(ms / 1_000).toFixed(1)} s`;

/** A case as a line: when, what, and the blows around it. */
export const lineOf = ({ at, what, blows }: Case): string =>
  `${new Date(at).toISOString().slice(11, 19)} ${what}${blows.length > 0 ? ` (${blows.join('; ')})` : ''}`;
