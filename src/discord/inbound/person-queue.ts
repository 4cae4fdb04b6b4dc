import { type Clock, within } from '../../base/clock.ts';

/** The most that waits for one person. Discord gives up on a press after three seconds anyway. */
const MOST_WAITING = 5;

/** How long work waits for earlier work, in milliseconds. A press is still acknowledged in time then. */
const PATIENCE = 1_500;

/** Does each person's work one after another. People don't wait for each other. */
export class PersonQueues {
  readonly #clock: Clock;
  readonly #lanes = new Map<string, { waiting: number; last: Promise<unknown> }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many people have work in progress. */
  get size(): number {
    return this.#lanes.size;
  }

  /**
   * Does something for a person once their earlier work is done, or takes too long. Resolves to whether it was done; it
   * isn't if too much waits already. Rejects with what `work` rejects with.
   */
  async run(person: string, work: () => Promise<void>): Promise<boolean> {
    const lane = this.#lanes.get(person) ?? { waiting: 0, last: Promise.resolve() };
    if (lane.waiting > MOST_WAITING) return false;
    this.#lanes.set(person, lane);
    lane.waiting += 1;
    const done = within(this.#clock, PATIENCE, lane.last).then(work);
    lane.last = done.catch(() => {});
    try {
      await done;
    } finally {
      lane.waiting -= 1;
      if (lane.waiting === 0) this.#lanes.delete(person);
    }
    return true;
  }
}
