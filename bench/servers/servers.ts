import type { FigureName } from '../figure-names.ts';

/** The figures that can be measured on their own. What opens databases looks for them, so it's loaded when they're wanted. */
const FIGURES: Record<FigureName<'servers'>, (quick: boolean) => Promise<void>> = {
  memory: async (quick) =>
    (await import('./memory.ts')).memory(
      quick ? { servers: [2, 4], runs: 1, seconds: 1 } : { servers: [100, 500, 2_500], runs: 3, seconds: 10 },
    ),
  deletion: async (quick) =>
    (await import('./deletion.ts')).deletion(
      quick ? { turns: 2_000, channels: 20 } : { turns: 200_000, channels: 400 },
    ),
  settings: async (quick) =>
    (await import('./resolving.ts')).resolving(
      quick ? { rounds: 20, channels: 400 } : { rounds: 10_000, channels: 10_000 },
    ),
};

/** Measures what many servers, channels and people cost: their memory, deleting somebody among them, and settings of their own. */
export const servers = async ({ quick, only }: { quick: boolean; only?: string | undefined }): Promise<void> => {
  for (const [name, figure] of Object.entries(FIGURES)) if (only === undefined || only === name) await figure(quick);
};
