/** Which packets something happens to: a share of them (0 to 1), or those with these numbers, counted from 0. */
export type PacketChoice = number | readonly number[];

/** What a network does to packets. */
export type Conditions = {
  /** Packets that never arrive. */
  loss?: PacketChoice;
  /** Packets that arrive twice. */
  duplicate?: PacketChoice;
  /** Packets that the next one overtakes; if none comes, they arrive when the path is cleared. */
  reorder?: PacketChoice;
  /** Milliseconds that a packet takes at most; each takes a random part of it. */
  jitter?: number;
  /** Where the randomness begins, so that it is the same in each run; 1 by default. */
  seed?: number;
};

/** Numbers between 0 and 1 that are the same for the same seed (Mulberry32). */
export const random = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A way through a network, on which packets are lost, late, doubled and overtaken. */
export class Path {
  readonly #conditions: Conditions;
  readonly #random: () => number;
  readonly #under = new Set<Promise<void>>();
  /** They wait for the packet after them, and not for a time: a machine that pauses would change the order. */
  #overtaken: (() => void)[] = [];
  #count = 0;

  constructor(conditions: Conditions = {}) {
    this.#conditions = conditions;
    this.#random = random(conditions.seed ?? 1);
  }

  /** Carries a packet; `arrive` is called once, twice, later, or never. */
  carry(arrive: () => void) {
    const { loss, duplicate, reorder, jitter = 0 } = this.#conditions;
    const number = this.#count;
    this.#count += 1;
    const chosen = (which: PacketChoice | undefined) => this.chosen(which, number);
    if (chosen(loss)) return;
    const isOvertaken = chosen(reorder);
    const late = jitter > 0 ? this.#random() * jitter : 0;
    const copies = chosen(duplicate) ? 2 : 1;
    const arriveAll = () => {
      for (let copy = 0; copy < copies; copy += 1) arrive();
    };
    if (isOvertaken) return void this.#overtaken.push(arriveAll);
    const before = this.#overtaken.splice(0);
    this.#after(late, () => {
      arriveAll();
      for (const one of before) one();
    });
  }

  /** Whether the packet of this number is one of the chosen. */
  chosen(which: PacketChoice | undefined, number: number): boolean {
    if (which === undefined) return false;
    return typeof which === 'number' ? which > 0 && this.#random() < which : which.includes(number);
  }

  /** Resolves when everything that was carried has arrived. */
  async clear(): Promise<void> {
    await Promise.all(this.#under);
    for (const one of this.#overtaken.splice(0)) one();
  }

  #after(ms: number, arrive: () => void) {
    if (ms === 0) return arrive();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#under.add(promise);
    setTimeout(() => {
      this.#under.delete(promise);
      arrive();
      resolve();
    }, ms).unref();
  }
}
