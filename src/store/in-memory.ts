import { type Clock, systemClock } from '../base/clock.ts';
import {
  type Change,
  type Database,
  type Fence,
  LEASE_MEMORY,
  type LeaseTable,
  type MeterTable,
  PAGE,
} from './database.ts';
import type { DumpedMeter, DumpedRow } from './dump.ts';
import { openMapDump } from './memory-dump.ts';

type MemoryLease = { fence: number; expires: number };

/** A store that ends with the process. No other process can reach it, but its leases follow the same rules. */
export const openMemory = (clock: Clock): Database => {
  const rows = new Map<string, { text: string; expires: number }>();
  const meters = new Map<string, { spent: number; expires: number }>();
  const { isCurrent, ...leases } = openLeases(clock);
  const read = (key: string) => {
    const row = rows.get(key);
    if (row && row.expires > systemClock.wall()) return row.text;
    rows.delete(key);
  };
  const change = ({ key, text, expires }: Change) => {
    if (text === undefined) rows.delete(key);
    else rows.set(key, { text, expires });
  };
  const dump = { rows: openMapDump<DumpedRow>(rows), meters: openMapDump<DumpedMeter>(meters) };
  return {
    ...leases,
    ...openMeters(meters),
    read: async (keys) => keys.map(read),
    write: async (changes) => {
      const allowed = changes.filter(({ fence }) => !fence || isCurrent(fence));
      allowed.forEach(change);
      return allowed.map(({ key }) => key);
    },
    list: async (prefix, cursor = '') => {
      const wanted = (key: string) => key.startsWith(prefix) && key > cursor && read(key) !== undefined;
      const keys = [...rows.keys()].filter(wanted).sort(compareCodes);
      const page = keys.slice(0, PAGE);
      const next = keys.length > PAGE ? page.at(-1) : undefined;
      const found = page.map((key) => ({ key, text: rows.get(key)?.text ?? '' }));
      return { rows: found, ...(next !== undefined && { next }) };
    },
    dump,
    purge: async () => {
      for (const key of rows.keys()) read(key);
      return false;
    },
    reset: () => {},
    close: async () => {},
  };
};

/** In the order of `<` for texts, which isn't that of a language. */
const compareCodes = (one: string, other: string): number => (one < other ? -1 : 1);

const openMeters = (meters: Map<string, { spent: number; expires: number }>): MeterTable => {
  const read = (key: string) => {
    const meter = meters.get(key);
    if (meter && meter.expires > systemClock.wall()) return meter.spent;
    meters.delete(key);
    return 0;
  };
  return {
    raise: async (changes) => {
      const full = changes.findIndex(({ key, limit }) => limit !== undefined && read(key) >= limit);
      if (full >= 0) return { is: 'full', index: full };
      for (const { key, add, expires } of changes) meters.set(key, { spent: read(key) + add, expires });
      return { is: 'raised', totals: changes.map(({ key }) => meters.get(key)?.spent ?? 0) };
    },
    readMeters: async (keys) => keys.map(read),
  };
};

/** `isCurrent` tells whether nobody else has taken that lease since. */
type MemoryLeases = LeaseTable & { isCurrent(lease: Fence): boolean };

const openLeases = (clock: Clock): MemoryLeases => {
  /** In the order in which they were last taken, renewed or released. */
  const leases = new Map<string, MemoryLease>();
  let newest = 0;
  const isCurrent = ({ id, fence }: Fence) => leases.get(id)?.fence === fence;
  const keep = (id: string, held: MemoryLease) => {
    leases.delete(id);
    leases.set(id, held);
  };
  const sweep = () => {
    for (const [id, { expires }] of leases) {
      if (expires > clock.now() - LEASE_MEMORY) return;
      leases.delete(id);
    }
  };
  return {
    isCurrent,
    take: async (id, lifetime) => {
      const before = leases.get(id);
      if (before && before.expires > clock.now()) return;
      newest += 1;
      keep(id, { fence: newest, expires: clock.now() + lifetime });
      sweep();
      return newest;
    },
    renew: async (asked, lifetime) => {
      const renewed = asked.filter(isCurrent);
      for (const { id, fence } of renewed) keep(id, { fence, expires: clock.now() + lifetime });
      return renewed.map(({ id }) => id);
    },
    release: async (given) => {
      for (const { id, fence } of given.filter(isCurrent)) keep(id, { fence, expires: clock.now() });
    },
  };
};
