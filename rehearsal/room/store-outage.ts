import { DatabaseSync } from 'node:sqlite';
import { RoomRefusal } from './room-refusal.ts';

/** How long the store is asked for before it's said that it can't be taken away, in milliseconds. */
const PATIENCE = 2_000;

/** What is put behind the name of a table that is away. */
const AWAY = ' away';

/**
 * Takes the bot's store away: nothing can be read and nothing can be written, as if its server were gone. SQLite lets nobody keep
 * others from reading, so the tables get other names; and an open transaction keeps the bot from making new ones in their place.
 */
export class StoreOutage {
  readonly #file: string;
  #database: DatabaseSync | undefined;

  /** `file` is an SQLite database. */
  constructor(file: string) {
    this.#file = file;
  }

  /** Begins it, unless it has begun. @throws an error if somebody else is writing for too long */
  begin(): void {
    if (this.#database) return;
    const database = new DatabaseSync(this.#file, { timeout: PATIENCE });
    try {
      const renamed = listTables(database).map((name) => `ALTER TABLE "${name}" RENAME TO "${name}${AWAY}";`);
      database.exec(`BEGIN IMMEDIATE; ${renamed.join(' ')} COMMIT; BEGIN IMMEDIATE;`);
      this.#database = database;
    } catch (error) {
      database.close();
      throw new RoomRefusal({ code: 'refusal.store-busy' }, { cause: error });
    }
  }

  /** Ends it, if it has begun. Everything is there as it was. */
  end(): void {
    const database = this.#database;
    this.#database = undefined;
    if (!database) return;
    const tables = listTables(database);
    const away = tables.filter((name) => name.endsWith(AWAY)).map((name) => name.slice(0, -AWAY.length));
    // In the moment between the two transactions a bot that was starting may have made empty ones.
    const empty = away.filter((name) => tables.includes(name)).map((name) => `DROP TABLE "${name}";`);
    const back = away.map((name) => `ALTER TABLE "${name}${AWAY}" RENAME TO "${name}";`);
    database.exec(`${empty.join(' ')} ${back.join(' ')} COMMIT;`);
    database.close();
  }
}

const listTables = (database: DatabaseSync): string[] =>
  database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
    .map(({ name }) => String(name));
