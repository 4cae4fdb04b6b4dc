import { setTimeout as sleep } from 'node:timers/promises';
import { queryObjects } from 'node:v8';

/** What is in use when nothing is under way. */
export type Use = { bytes: number; functions: number; sockets: number };

/** How often a run looks at what is in use: after each quarter. */
export const LOOKS = 4;

/** How long it takes until what has ended is gone, in milliseconds. */
const SETTLING = 20;

/**
 * How much more may be in use after a run, however many messages it had. Compiled code and large buffers come and go by
 * the megabyte. The number of functions hardly changes, and each listener and each wait is a function, so it shows a leak
 * long before the bytes do.
 */
const MOST: Use = { bytes: 2_500_000, functions: 150, sockets: 0 };

const NOTHING: Use = { bytes: 0, functions: 0, sockets: 0 };

const inUse = (): Use => {
  // This collects all garbage first.
  const functions = queryObjects(Function, { format: 'count' });
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCP')).length;
  return { bytes: heapUsed + arrayBuffers, functions, sockets };
};

/** Checks that memory and sockets stay flat while messages come. */
export class Flatness {
  #looks: Use[] = [];

  /** Looks at what is in use. Nothing may be under way. */
  async look(): Promise<void> {
    await sleep(SETTLING);
    this.#looks.push(inUse());
  }

  /** What was added since the second look. The first look is from before everything was warm, so it takes three to tell. */
  get growth(): Use {
    const [, before = NOTHING, ...after] = this.#looks;
    if (after.length === 0) return NOTHING;
    // The least of them, because a look may count what is about to go, while a leak is in every look.
    const grown = (what: keyof Use) => Math.min(...after.map((use) => use[what])) - before[what];
    return { bytes: grown('bytes'), functions: grown('functions'), sockets: grown('sockets') };
  }

  /** What grew too much, in words; nothing if all is flat. */
  get leak(): string | undefined {
    const { growth } = this;
    const kinds = (['bytes', 'functions', 'sockets'] as const).filter((what) => growth[what] > MOST[what]);
    return kinds.length > 0 ? kinds.map((what) => `${growth[what]} ${what} more`).join(', ') : undefined;
  }
}
