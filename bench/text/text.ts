import { comparison } from './comparison.ts';
import { delay } from './delay.ts';
import { memory } from './memory.ts';
import { startup } from './startup.ts';

/**
 * Measures the text side: the real bot in its own process against a local world in this one. Nothing is far away here, so
 * the figures are the share of the bot and of the world.
 */
export const text = async ({ quick }: { quick: boolean }): Promise<void> => {
  await startup(quick ? 1 : 11);
  await delay(quick ? { one: 1, all: 1, channels: 2 } : { one: 100, all: 12, channels: 40 });
  await memory(
    quick
      ? { bots: 1, rest: 10, resting: 10, connected: 10 }
      : { bots: 5, rest: 3_000, resting: 2_000, connected: 500 },
  );
  await comparison(
    quick
      ? { short: 1, long: 1, channels: 2, pieces: { count: 3, pause: 10 } }
      : { short: 5, long: 3, channels: 40, pieces: { count: 61, pause: 50 } },
  );
};
