import type { Ledger, Said } from './ledger.ts';

/** For so long after the service was away, or its quota used up, people may still be told so; milliseconds. */
const AWAY = 5 * 60_000;

/** For so long after Google blamed the client, until somebody has mended it, people may be told that. */
const STOPPED = 2 * 60_000;

/** A question that was hit so many times need not be asked once more. */
const ENOUGH = 2;

/** Whether a person had to be told instead of answered. */
export const excused = ({ saying, at, endedAt = at, reply }: Said, ledger: Ledger): boolean => {
  // What they have read of the answer stays; it cannot be said again.
  if (reply?.text) return true;
  const during = (from: number, until: number) => from <= endedAt && until >= at;
  if (ledger.outages.some(([from, until]) => during(from, until + AWAY))) return true;
  if (ledger.restarts.some((restart) => during(restart, restart))) return true;
  const strikes = ledger.strikes.filter((strike) => strike.at <= endedAt);
  const lately = strikes.some(({ at: struck, trouble: { line } }) =>
    line.excuse === 'away' ? struck + AWAY >= at : line.excuse === 'stopped' && struck + STOPPED >= at,
  );
  return lately || strikes.filter((strike) => strike.at >= at || strike.number === saying.number).length >= ENOUGH;
};
