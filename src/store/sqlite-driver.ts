import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDriver } from '@keyv/sqlite';
import { BoundedMap } from '../base/bounded-map.ts';

/** How many statements stay compiled. The store writes with one statement, and reads with one for each number of keys. */
const MOST_COMPILED = 50;

/**
 * Node's own SQLite, as Keyv's driver of that name opens it, except that each statement is compiled once. Compiling the
 * one that writes takes longer than running it.
 */
export const sqliteDriver: SqliteDriver = {
  name: 'node:sqlite',
  async connect({ filename, busyTimeout = 0, wal }) {
    const database = new DatabaseSync(filename, { timeout: busyTimeout });
    if (wal) database.exec('PRAGMA journal_mode = WAL');
    const compiled = new BoundedMap<string, StatementSync>(MOST_COMPILED);
    const compile = (text: string): StatementSync => {
      const known = compiled.get(text);
      if (known) return known;
      const statement = database.prepare(text);
      compiled.set(text, statement);
      return statement;
    };
    return {
      query: async (text, ...values) => compile(text).all(...(values as SQLInputValue[])),
      close: async () => database.close(),
    };
  },
};
