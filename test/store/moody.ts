import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../../src/store/database.ts';
import { openMemory } from '../../src/store/in-memory.ts';

/** A database in memory that is as slow, or as broken, as a test wants, and what is in it. */
export const moody = (clock: Clock) => {
  const memory = openMemory(clock);
  const keys = new Set<string>();
  /** `slow` is how many milliseconds each query takes; after `writes` more of them the database is gone. */
  const asked: string[] = [];
  const mood = { slow: 0, writes: Number.POSITIVE_INFINITY };
  const gate = async () => {
    if (mood.slow > 0) await clock.sleep(mood.slow);
  };
  const database: Database = {
    ...memory,
    read: async (wanted) => {
      asked.push(...wanted);
      await gate();
      return memory.read(wanted);
    },
    write: async (changes) => {
      await gate();
      if (mood.writes <= 0) throw new Error('no connection');
      mood.writes -= 1;
      for (const { key, text } of changes) text === undefined ? keys.delete(key) : keys.add(key);
      return memory.write(changes);
    },
    raise: async (changes) => {
      await gate();
      if (mood.writes <= 0) throw new Error('no connection');
      return memory.raise(changes);
    },
  };
  /** The keys of records of a kind. */
  const kept = (kind: string) => [...keys].filter((key) => key.startsWith(`${kind}:`)).toSorted();
  /** How often a record of a kind was asked for. */
  const reads = (kind: string) => asked.filter((key) => key.startsWith(`${kind}:`)).length;
  return { database, mood, kept, reads };
};
