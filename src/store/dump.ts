/** One row as the database has it, sealed or not. `expires` is in milliseconds since the epoch. */
export type DumpedRow = { key: string; text: string; expires: number };

/** One counter as the database has it; `expires` as of rows. */
export type DumpedMeter = { key: string; spent: number; expires: number };

/** Some of what is there, and where to go on if there may be more. */
export type DumpPage<Item> = { items: Item[]; next?: string };

/** What a database has of one kind, for a copy of all of it. Nothing that has expired is there. Everything may reject. */
export type DumpTable<Item> = {
  /** Some items, from a cursor on that an earlier page has named. What is there all the while comes at least once. */
  page(cursor?: string): Promise<DumpPage<Item>>;
  /** What is under these keys, in their order. */
  find(keys: string[]): Promise<(Item | undefined)[]>;
  /** Writes items as they are, whatever is under their keys. */
  put(items: Item[]): Promise<void>;
  remove(keys: string[]): Promise<void>;
};

/** All of a database but its leases, which belong to processes. */
export type Dump = { rows: DumpTable<DumpedRow>; meters: DumpTable<DumpedMeter> };

/** When something expires that a person has put there without an end: the last moment that a `Date` knows. */
export const NEVER_EXPIRES = 8_640_000_000_000_000;

/** What is under `keys`, in their order, of items in any order. */
export const sortByKeys = <Item extends { key: string }>(keys: string[], items: Item[]): (Item | undefined)[] => {
  const found = new Map(items.map((item) => [item.key, item]));
  return keys.map((key) => found.get(key));
};
