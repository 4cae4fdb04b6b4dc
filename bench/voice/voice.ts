import type { FigureName } from '../figure-names.ts';
import { print } from '../table.ts';
import { barge } from './barge.ts';
import { density } from './density.ts';
import { gate } from './gate.ts';
import { pauses } from './pauses.ts';
import { replies } from './replies.ts';
import { HEAD, type Row } from './rows.ts';
import { stall } from './stall.ts';

/** The figures that can be measured on their own. */
const FIGURES: Record<FigureName<'voice'>, (quick: boolean) => Promise<Row[]>> = {
  replies: (quick) => replies(quick ? { calls: 1, rounds: 1 } : { calls: 8, rounds: 5 }),
  gate: (quick) => gate({ people: quick ? 2 : 20 }),
  pauses: (quick) => pauses(quick ? { calls: 1, rounds: 1 } : { calls: 10, rounds: 4 }),
  barge: (quick) => barge(quick ? { calls: 1, rounds: 1 } : { calls: 8, rounds: 3 }),
  stall: (quick) => stall(quick ? { calls: 1, answer: 1_500, rounds: 1 } : { calls: 4, answer: 4_000, rounds: 3 }),
  density: (quick) =>
    density(
      quick ? { steps: [2], look: 500, rounds: 1 } : { steps: [16, 24, 32, 48, 64, 96, 128], look: 2_000, rounds: 5 },
    ),
};

/**
 * Measures calls: the real bot and a textbook bot in turn, each in its own process and its own world, with end-to-end
 * encryption. Nothing is far away here, so the figures are the bot's own share.
 */
export const voice = async ({ quick, only }: { quick: boolean; only?: string | undefined }): Promise<void> => {
  const rows: Row[] = [];
  for (const [name, figure] of Object.entries(FIGURES))
    if (only === undefined || only === name) rows.push(...(await figure(quick)));
  print('Calls, against a textbook bot', HEAD, rows);
};
