import type { FigureName } from '../figure-names.ts';
import { print } from '../table.ts';
import { DELAY_HEAD, delay } from './delay.ts';
import { floods } from './floods.ts';

/** The figures that can be measured on their own. */
const FIGURES: Record<FigureName<'tools'>, (quick: boolean) => Promise<void>> = {
  delay: async (quick) =>
    print('An answer for which a tool of 50 ms is called', DELAY_HEAD, await delay({ rounds: quick ? 1 : 30 })),
  floods: (quick) =>
    floods(
      quick
        ? { calls: 2, beginning: 0, look: 1_000, servers: 2 }
        : { calls: 20, beginning: 1_500, look: 20_000, servers: 10 },
    ),
};

/** Measures what tools cost the people in a call, with end-to-end encryption. */
export const tools = async ({ quick, only }: { quick: boolean; only?: string | undefined }): Promise<void> => {
  for (const [name, figure] of Object.entries(FIGURES)) if (only === undefined || only === name) await figure(quick);
};
