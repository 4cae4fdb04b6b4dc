import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDriver } from '@keyv/sqlite';

/** So many statements stay compiled. The store writes by one text and reads by one for each number of keys. */
const MOST_COMPILED = 50;

/**
 * Node's own SQLite, as Keyv's driver of that name opens it, but for this: a statement is compiled once. To compile the one
 * that writes takes longer than to run it.
 */
export const sqliteDriver: SqliteDriver = {
  name: 'node:sqlite',
  async connect({ filename, busyTimeout = 0, wal }) {
    const database = new DatabaseSync(filename, { timeout: busyTimeout });
    if (wal) database.exec('PRAGMA journal_mode = WAL');
    const compiled = new Map<string, StatementSync>();
    const compile = (text: string): StatementSync => {
      const known = compiled.get(text);
      if (known) return known;
      const statement = database.prepare(text);
      const [oldest] = compiled.keys();
      if (oldest !== undefined && compiled.size >= MOST_COMPILED) compiled.delete(oldest);
      compiled.set(text, statement);
      return statement;
    };
    return {
      query: async (text, ...values) => compile(text).all(...(values as SQLInputValue[])),
      close: async () => database.close(),
    };
  },
};
