import { systemClock } from '../../../src/base/clock.ts';
import type { RestRequest } from '../../../world/discord/rest.ts';

/** How many requests may have been made in the last second; Discord takes 50 of a bot, and a question leads to a few. */
const MOST = 38;

/** A bit more than a second, in milliseconds. */
const WINDOW = 1_100;

/** What Discord doesn't count. */
const UNCOUNTED = /^\/(?:interactions|webhooks)\//;

/**
 * Keeps a bot below what Discord takes in a second. discord.js would wait by the machine's clock otherwise, and minutes of virtual
 * time would pass meanwhile, in which tools are given up.
 */
export class RequestPace {
  #last: RestRequest | undefined;
  #made: number[] = [];

  /** Waits until there's room for the requests of another question. */
  async rest(requests: readonly RestRequest[]): Promise<void> {
    const now = systemClock.now();
    const fresh = requests.slice(this.#last ? requests.lastIndexOf(this.#last) + 1 : 0);
    this.#last = requests.at(-1);
    const counted = fresh.filter(({ path }) => !UNCOUNTED.test(path)).map(() => now);
    this.#made = [...this.#made, ...counted].filter((at) => at > now - WINDOW);
    const first = this.#made.at(-MOST);
    if (first !== undefined) await systemClock.sleep(first + WINDOW - now);
  }
}
