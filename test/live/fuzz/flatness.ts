import { setTimeout as sleep } from 'node:timers/promises';
import { queryObjects } from 'node:v8';

/** What is in use when everything has come to rest. */
export type Use = { bytes: number; functions: number; sockets: number };

/** Milliseconds in which what has ended is gone. */
const SETTLING = 20;

/**
 * How much may come on top while a run goes on, however many messages come meanwhile. Compiled
 * code and large buffers come and go by the megabyte. The number of functions hardly changes, and whoever listens, waits or
 * sleeps is one, so it tells of a leak long before the bytes do.
 */
const MOST: Use = { bytes: 2_500_000, functions: 150, sockets: 0 };

const NOTHING: Use = { bytes: 0, functions: 0, sockets: 0 };

const inUse = (): Use => {
  // Counting collects first, thoroughly.
  const functions = queryObjects(Function, { format: 'count' });
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCP')).length;
  return { bytes: heapUsed + arrayBuffers, functions, sockets };
};

/** Whether memory and sockets stay as they are while messages come. */
export class Flatness {
  #looks: Use[] = [];

  /** Looks, when nothing is under way. */
  async look(): Promise<void> {
    await sleep(SETTLING);
    this.#looks.push(inUse());
  }

  /** What came on top since the second look, the first one being from before everything was warm; of two, nothing is known. */
  get growth(): Use {
    const [, before = NOTHING, ...after] = this.#looks;
    if (after.length === 0) return NOTHING;
    // The least, because a look may count what is about to go, and a leak is in each of them.
    const grown = (what: keyof Use) => Math.min(...after.map((use) => use[what])) - before[what];
    return { bytes: grown('bytes'), functions: grown('functions'), sockets: grown('sockets') };
  }

  /** What grew too much, in words; nothing if it is flat. */
  get leak(): string | undefined {
    const { growth } = this;
    const kinds = (['bytes', 'functions', 'sockets'] as const).filter((what) => growth[what] > MOST[what]);
    return kinds.length > 0 ? kinds.map((what) => `${growth[what]} ${what} more`).join(', ') : undefined;
  }
}
