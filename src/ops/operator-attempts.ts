import { isIPv6 } from 'node:net';
import { BoundedMap } from '../base/bounded-map.ts';
import type { Clock } from '../base/clock.ts';

/** For how long a wrong password or token counts, in milliseconds. */
const MEMORY = 15 * 60_000;

/** How many wrong ones an address may send in that time, and all addresses together. */
const MOST_OF_ONE = 5;
const MOST_OF_ALL = 50;

/** How many addresses are remembered. */
const MOST_ADDRESSES = 1_000;

/** Limits how often somebody may guess: from one address, and in all, because an attacker has many. */
export class OperatorAttempts {
  readonly #clock: Pick<Clock, 'now'>;
  /** When wrong ones came, oldest first, by address. */
  readonly #ofOne = new BoundedMap<string, readonly number[]>(MOST_ADDRESSES);
  #ofAll: readonly number[] = [];

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** For how many milliseconds nothing that this address sends is looked at; 0 if it may try. */
  measureWait(address: string | undefined): number {
    const ofOne = this.#recent(this.#ofOne.get(toNetwork(address)) ?? []);
    this.#ofAll = this.#recent(this.#ofAll);
    return Math.max(this.#measure(ofOne, MOST_OF_ONE), this.#measure(this.#ofAll, MOST_OF_ALL));
  }

  /** This address has sent a wrong one. */
  noteWrong(address: string | undefined): void {
    const network = toNetwork(address);
    const now = this.#clock.now();
    this.#ofOne.set(network, [...this.#recent(this.#ofOne.get(network) ?? []), now]);
    this.#ofAll = [...this.#recent(this.#ofAll), now].slice(-MOST_OF_ALL);
  }

  #measure(times: readonly number[], most: number): number {
    const oldest = times.at(-most);
    return oldest === undefined ? 0 : oldest + MEMORY - this.#clock.now();
  }

  #recent(times: readonly number[]): readonly number[] {
    const now = this.#clock.now();
    return times.filter((time) => now - time < MEMORY);
  }
}

/** Whoever has an IPv6 address has 2⁶⁴ of them, so they count as one. */
const toNetwork = (address = ''): string => {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(bare)) return bare;
  const [head = '', tail] = bare.split('%', 1)[0]?.split('::') ?? [];
  const front = head.split(':').filter(Boolean);
  const back = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array.from({ length: zeros }, () => '0'), ...back];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};
