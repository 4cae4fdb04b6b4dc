/** Which packets are affected: a share of them (0 to 1), or those with these numbers, counted from 0. */
export type PacketChoice = number | readonly number[];

/** What a network does to packets. */
export type Conditions = {
  /** Which packets never arrive. */
  loss?: PacketChoice;
  /** Which packets arrive twice. */
  duplicate?: PacketChoice;
  /** Which packets the next one overtakes. If none follows, they arrive when the path is cleared. */
  reorder?: PacketChoice;
  /** The longest delay, in milliseconds. Each packet takes a random part of it. */
  jitter?: number;
  /** The seed of the random numbers, so that each run is the same; 1 by default. */
  seed?: number;
};

/** Random numbers from 0 to 1, the same for the same seed (Mulberry32). */
export const random = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A path through a network that loses, delays, duplicates and reorders packets. */
export class Path {
  readonly #conditions: Conditions;
  readonly #random: () => number;
  readonly #under = new Set<Promise<void>>();
  /** Packets that wait for the next one, and not for some time: a machine that stalls would change the order. */
  #overtaken: (() => void)[] = [];
  #count = 0;
  #lost = 0;

  constructor(conditions: Conditions = {}) {
    this.#conditions = conditions;
    this.#random = random(conditions.seed ?? 1);
  }

  /** How many packets never arrived. */
  get lost(): number {
    return this.#lost;
  }

  /** Sends a packet. `arrive` is called once, twice, later, or never. */
  carry(arrive: () => void) {
    const { loss, duplicate, reorder, jitter = 0 } = this.#conditions;
    const number = this.#count;
    this.#count += 1;
    const chosen = (which: PacketChoice | undefined) => this.chosen(which, number);
    if (chosen(loss)) {
      this.#lost += 1;
      return;
    }
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

  /** Whether the packet with this number is affected. */
  chosen(which: PacketChoice | undefined, number: number): boolean {
    if (which === undefined) return false;
    return typeof which === 'number' ? which > 0 && this.#random() < which : which.includes(number);
  }

  /** Resolves when all packets that weren't lost have arrived. */
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
