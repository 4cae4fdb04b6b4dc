import { createHash } from 'node:crypto';
import type { Spender } from '../base/expense.ts';
import { findHome, type Place } from '../base/place.ts';
import { findPayer } from '../base/proxied-id.ts';

/** Whose spending a cap limits: that of everybody, of a server, a channel, or one member of a server. */
export type Scope = 'process' | 'server' | 'channel' | 'member';

/** What is limited: dollars or tokens. */
export type Unit = 'usd' | 'tokens';

/** Days and months are those of UTC. */
export type Period = 'day' | 'month';

/** A limit on what may be spent, in nanodollars or tokens. */
export type Cap = { scope: Scope; unit: Unit; period: Period; limit: number };

/** What may be spent in a place, and how many turns it may have in a minute. Where nothing is set, nothing is limited. */
export type Limits = {
  caps: readonly Cap[];
  perMinute: Partial<Record<Exclude<Scope, 'process'>, number>>;
};

/** What is set for a place; nothing if that isn't known at the moment. */
export type FindLimits = (place: Place) => Limits | undefined;

/** One counter that a cap is about, where something is spent, and when it begins again, in milliseconds since the epoch. */
export type CapMeter = { cap: Cap; key: string; place: Place; until: number };

/** When the period ends that this moment is in. Both are in milliseconds since the epoch. */
export const findPeriodEnd = (period: Period, at: number): number => {
  const day = new Date(at);
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  return period === 'day' ? Date.UTC(year, month, day.getUTCDate() + 1) : Date.UTC(year, month + 1, 1);
};

/** The name of the period that this moment is in, as a date of ISO 8601. */
const namePeriod = (period: Period, at: number): string =>
  new Date(at).toISOString().slice(0, period === 'day' ? 10 : 7);

/** A person's name in what outlives what is kept of them, as counters do: not their id. */
export const namePerson = (home: string, id: string): string =>
  createHash('sha256').update(`${home}:${id}`).digest('base64url').slice(0, 22);

/** Whose counters count what is spent in a place. A thread counts for itself and for its channel, all names of a proxy together. */
export const nameOwners = (scope: Scope, place: Place, spender: Spender): string[] => {
  switch (scope) {
    case 'process':
      return ['process'];
    case 'server':
      return [`server:${findHome(place)}`];
    case 'channel':
      return [place.channel, ...(place.parent ? [place.parent] : [])].map((id) => `channel:${id}`);
    case 'member':
      if (spender.is !== 'person') return [];
      return [`member:${findHome(place)}:${namePerson(findHome(place), findPayer(spender.id))}`];
  }
};

/** The counters of these caps for what is spent in a place at a moment, in milliseconds since the epoch. */
export const listMeters = (caps: readonly Cap[], place: Place, spender: Spender, at: number): CapMeter[] =>
  caps.flatMap((cap) => {
    const { scope, unit, period } = cap;
    const until = findPeriodEnd(period, at);
    return nameOwners(scope, place, spender).map((owner) => ({
      cap,
      key: `${unit}:${period}:${namePeriod(period, at)}:${owner}`,
      place,
      until,
    }));
  });
