import type { Ledger, Link, Said } from './ledger.ts';

/** Of what never ended, the first so many milliseconds count. */
const UNENDED = 60_000;

/** Where and when something that was said first reached the model. */
type Reached = { at: number; link: number };

/**
 * How long questions waited at rotations, in milliseconds: from the moment when nothing before them was left to be
 * answered until the model had them. A rotation is planned when Google announced the end of the connection before;
 * where a dial failed, or a blow fell, meanwhile, it is listed as troubled.
 */
export const rotationWaits = (ledger: Ledger): { planned: number[]; troubled: number[] } => {
  const waits = { planned: [] as number[], troubled: [] as number[] };
  for (const said of ledger.said) {
    const began = said.reply?.began ?? said.at;
    const reached = reachedOf(ledger, said, began);
    const now = ledger.links[reached?.link ?? 0];
    const before = ledger.links[(reached?.link ?? 0) - 1];
    if (!reached || !now || before?.goAwayAt === undefined || began > now.readyAt) continue;
    const kind = troubled(ledger, { before, now, began, reached }) ? 'troubled' : 'planned';
    waits[kind].push(reached.at - began);
  }
  return waits;
};

const troubled = (
  { strikes }: Ledger,
  { before, now, began, reached }: { before: Link; now: Link; began: number; reached: Reached },
): boolean => now.dial - before.dial > 1 || strikes.some(({ at }) => at >= began && at <= reached.at);

const reachedOf = ({ attempts, links }: Ledger, { saying, endedAt }: Said, began: number): Reached | undefined => {
  if (saying.is === 'typed') {
    const attempt = attempts.find(({ number }) => number === saying.number);
    return attempt && { at: attempt.at, link: attempt.connection };
  }
  for (const [link, { voices }] of links.entries()) {
    const at = voices.find((voice) => voice >= began && voice <= (endedAt ?? began + UNENDED));
    if (at !== undefined) return { at, link };
  }
  return undefined;
};
