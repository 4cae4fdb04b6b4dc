import { type Clock, within } from '../../base/clock.ts';

/** What may wait in one person's lane; Discord gives up on a press after three seconds. */
const MOST_WAITING = 5;

/** How long something waits for what takes long before it, in milliseconds: a press is still acknowledged in time. */
const PATIENCE = 1_500;

/** What each person does, one after another; people do not wait for one another. */
export class PersonQueues {
  readonly #clock: Clock;
  readonly #lanes = new Map<string, { waiting: number; last: Promise<unknown> }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many people something is done for right now. */
  get size(): number {
    return this.#lanes.size;
  }

  /**
   * Does something for a person once everything before it is done, or takes too long. Resolves with whether it was done: not
   * if too much waits already. Rejects with what it rejects with.
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
