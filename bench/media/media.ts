import type { FigureName } from '../figure-names.ts';
import { calls } from './calls.ts';
import { out } from './out.ts';
import { note, pdf, picture } from './reading.ts';
import { rest } from './rest.ts';

/** The figures that can be measured on their own. */
const FIGURES: Record<FigureName<'media'>, (quick: boolean) => Promise<void>> = {
  picture: (quick) => picture(quick ? { rounds: 1, linger: 100 } : { rounds: 30, linger: 65_000 }),
  note: (quick) => note(quick ? { rounds: 1, seconds: 5 } : { rounds: 30, seconds: 60 }),
  pdf: (quick) => pdf({ rounds: quick ? 1 : 30 }),
  calls: (quick) =>
    calls(
      quick
        ? { calls: 2, look: 1_000, photos: 1, documents: 1, notes: 1, videos: 0 }
        : { calls: 20, look: 20_000, photos: 30, documents: 5, notes: 5, videos: 2 },
    ),
  out: (quick) => out(quick ? { rounds: 1, seconds: 5, long: 10 } : { rounds: 100, seconds: 60, long: 300 }),
  rest: (quick) => rest(quick ? { starts: 1, rest: 10 } : { starts: 7, rest: 3_000 }),
};

/**
 * Measures files that people send, and sounds that they take away: the real bot in its own process, against a world in this one. Nothing is far away here, so the
 * figures are the share of the bot and of the world.
 */
export const media = async ({ quick, only }: { quick: boolean; only?: string | undefined }): Promise<void> => {
  for (const [name, figure] of Object.entries(FIGURES)) if (only === undefined || only === name) await figure(quick);
};
