import { NO_TOKENS } from '../../src/base/expense.ts';
import { DOLLAR } from '../../src/budget/price.ts';
import { drawUsage, type PictureDay } from '../../src/budget/usage-picture.ts';

/** The last day of the sample. */
const UNTIL = Date.UTC(2026, 10, 28);

const DAY = 24 * 60 * 60_000;

/** Thirty days of a server that talks most on Fridays and Saturdays, and searches now and then. */
const listSample = (): PictureDay[] =>
  Array.from({ length: 30 }, (_, index) => {
    const at = UNTIL - (29 - index) * DAY;
    const evening = [5, 6].includes(new Date(at).getUTCDay()) ? 2.4 : 1;
    const dollars = {
      soundIn: 0.34 * evening,
      textIn: 0.12 + 0.02 * (index % 4),
      imageIn: index % 5 === 2 ? 0.08 : 0,
      soundOut: 0.16 * evening + 0.03 * (index % 3),
      textOut: 0.05,
      thoughts: 0.06 * evening,
      searches: index % 9 === 4 ? 0.1 : 0,
    };
    const costs = Object.fromEntries(Object.entries(dollars).map(([kind, cost]) => [kind, cost * DOLLAR]));
    return { day: new Date(at).toISOString().slice(0, 10), costs: { ...NO_TOKENS, ...costs } };
  });

/** Draws the picture of `/usage` that the README shows, as a PNG. */
export const drawUsageSample = (): Promise<Uint8Array> => drawUsage(listSample());
