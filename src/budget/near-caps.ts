import { BoundedMap } from '../base/bounded-map.ts';
import type { Place } from '../base/place.ts';
import type { Cap, CapMeter, FindLimits } from './caps.ts';

/** From which part of it on a cap is near. */
const NEAR = 0.8;

/** How many are remembered. Those that were raised longest ago are forgotten. */
const MOST = 200;

/** A cap of a server, which is named by its home, or of a channel: where it was raised last, what was spent of it, and when it begins again. */
export type NearCap = {
  cap: Cap;
  place: Place;
  owner: { is: 'server' | 'channel'; id: string };
  spent: number;
  until: number;
};

/**
 * The caps of servers and channels of which most is spent, as far as this process has seen them raised. Those of members
 * are left out, because an operator has nothing to do with a person's spending.
 */
export class NearCaps {
  readonly #near = new BoundedMap<string, NearCap>(MOST);

  /** A counter stands at this total. */
  note({ cap, key, place, until }: CapMeter, spent: number): void {
    const { scope: is } = cap;
    if (is === 'process' || is === 'member') return;
    if (spent < cap.limit * NEAR) this.#near.delete(key);
    else this.#near.set(key, { cap, place, spent, until, owner: { is, id: key.slice(key.lastIndexOf(':') + 1) } });
  }

  /**
   * Those whose period isn't over at this time in milliseconds since the epoch, the fullest first. What an owner has changed
   * since holds, as far as it's known.
   */
  list(at: number, findLimits: FindLimits): NearCap[] {
    for (const [key, { until }] of this.#near) if (until <= at) this.#near.delete(key);
    const share = ({ spent, cap }: NearCap) => spent / cap.limit;
    return [...this.#near.values()]
      .flatMap((near) => renew(near, findLimits) ?? [])
      .filter((near) => share(near) >= NEAR)
      .sort((a, b) => share(b) - share(a));
  }
}

/** The same with the cap as it's set now; nothing if there's none any more. */
const renew = (near: NearCap, findLimits: FindLimits): NearCap | undefined => {
  const limits = findLimits(near.place);
  if (!limits) return near;
  const { scope, unit, period } = near.cap;
  const cap = limits.caps.find((one) => one.scope === scope && one.unit === unit && one.period === period);
  return cap && { ...near, cap };
};
