import { BoundedMap } from '../base/bounded-map.ts';
import type { Cap, CapMeter } from './caps.ts';

/** From which part of it on a cap is near. */
const NEAR = 0.8;

/** How many are remembered. Those that were raised longest ago are forgotten. */
const MOST = 200;

/** A cap of a server, which is named by its home, or of a channel: what was spent of it, and when it begins again. */
export type NearCap = { cap: Cap; owner: { is: 'server' | 'channel'; id: string }; spent: number; until: number };

/**
 * The caps of servers and channels of which most is spent, as far as this process has seen them raised. Those of members
 * are left out, because an operator has nothing to do with a person's spending.
 */
export class NearCaps {
  readonly #near = new BoundedMap<string, NearCap>(MOST);

  /** A counter stands at this total. */
  note({ cap, key, until }: CapMeter, spent: number): void {
    const { scope: is } = cap;
    if (is === 'process' || is === 'member') return;
    if (spent < cap.limit * NEAR) this.#near.delete(key);
    else this.#near.set(key, { cap, spent, until, owner: { is, id: key.slice(key.lastIndexOf(':') + 1) } });
  }

  /** Those whose period isn't over at this time in milliseconds since the epoch, the fullest first. */
  list(at: number): NearCap[] {
    for (const [key, { until }] of this.#near) if (until <= at) this.#near.delete(key);
    const share = ({ spent, cap }: NearCap) => spent / cap.limit;
    return [...this.#near.values()].sort((a, b) => share(b) - share(a));
  }
}
