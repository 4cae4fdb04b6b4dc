import type { Cipher } from './cipher.ts';
import type { Change, Database } from './database.ts';

/**
 * The same database, in which every text is sealed. Keys of records, which are ids, and counters stay as they are. A text
 * that none of the keys opens is given as it was found, so that it counts as unreadable and nothing overwrites it.
 */
export const makeSealedDatabase = (database: Database, cipher: Cipher): Database => {
  const open = (key: string, text: unknown): unknown => {
    if (typeof text !== 'string') return text;
    const opened = cipher.open(key, text);
    return opened.is === 'foreign' ? text : opened.text;
  };
  const seal = (change: Change): Change =>
    change.text === undefined ? change : { ...change, text: cipher.seal(change.key, change.text) };
  return {
    ...database,
    read: async (keys) => {
      const texts = await database.read(keys);
      return keys.map((key, index) => open(key, texts[index]));
    },
    write: (changes) => database.write(changes.map(seal)),
    list: async (prefix, cursor) => {
      const page = await database.list(prefix, cursor);
      return { ...page, rows: page.rows.map(({ key, text }) => ({ key, text: String(open(key, text)) })) };
    },
  };
};
