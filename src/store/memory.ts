import type { Clock } from '../clock.ts';
import type { Change, Database, Fence } from './database.ts';

type Held = { fence: number; expires: number };

/** A store that ends with the process. Nobody else can reach it, but its leases follow the same rules. */
export const openMemory = (clock: Clock): Database => {
  const rows = new Map<string, { text: string; expires: number }>();
  const leases = new Map<string, Held>();
  const current = ({ id, fence }: Fence) => leases.get(id)?.fence === fence;
  const read = (key: string) => {
    const row = rows.get(key);
    if (row && row.expires > Date.now()) return row.text;
    rows.delete(key);
  };
  const change = ({ key, text, expires }: Change) => {
    if (text === undefined) rows.delete(key);
    else rows.set(key, { text, expires });
  };
  return {
    read: async (keys) => keys.map(read),
    write: async (changes) => {
      const allowed = changes.filter(({ fence }) => !fence || current(fence));
      allowed.forEach(change);
      return allowed.map(({ key }) => key);
    },
    take: async (id, lifetime) => {
      const before = leases.get(id);
      if (before && before.expires > clock.now()) return;
      const fence = (before?.fence ?? 0) + 1;
      leases.set(id, { fence, expires: clock.now() + lifetime });
      return fence;
    },
    renew: async (asked, lifetime) => {
      const renewed = asked.filter(current);
      for (const { id, fence } of renewed) leases.set(id, { fence, expires: clock.now() + lifetime });
      return renewed.map(({ id }) => id);
    },
    release: async (given) => {
      for (const { id, fence } of given.filter(current)) leases.set(id, { fence, expires: 0 });
    },
    reset: () => {},
    close: async () => {},
  };
};
