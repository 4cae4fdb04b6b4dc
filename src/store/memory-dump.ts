import { systemClock } from '../base/clock.ts';
import { PAGE } from './database.ts';
import type { DumpTable } from './dump.ts';

/** What is kept under a key. */
type MapEntry<Item> = Omit<Item, 'key'> & { expires: number };

/** All that a map holds, in the order of its keys. */
export const openMapDump = <Item extends { key: string; expires: number }>(
  map: Map<string, MapEntry<Item>>,
): DumpTable<Item> => {
  const find = (key: string): Item | undefined => {
    const kept = map.get(key);
    return kept && kept.expires > systemClock.wall() ? ({ key, ...kept } as unknown as Item) : undefined;
  };
  return {
    page: async (cursor = '') => {
      const keys = [...map.keys()].filter((key) => key > cursor).sort((one, other) => (one < other ? -1 : 1));
      const page = keys.slice(0, PAGE);
      const next = keys.length > PAGE ? page.at(-1) : undefined;
      return { items: page.flatMap((key) => find(key) ?? []), ...(next !== undefined && { next }) };
    },
    find: async (keys) => keys.map(find),
    put: async (items) => {
      for (const { key, ...kept } of items) map.set(key, kept);
    },
    remove: async (keys) => {
      for (const key of keys) map.delete(key);
    },
  };
};
