import type { Cipher, SealedText } from './cipher.ts';
import { isCopyMark } from './copy-marks.ts';
import type { Database } from './database.ts';
import { readExpiry } from './record-text.ts';

/** How many of the rows that were looked at are plain, sealed with the newest or an older key, or with one that isn't there. */
export type SealCount = Record<SealedText['is'], number>;

/** How long a row is kept on whose text doesn't say it, in milliseconds: as long as records that were set aside. */
const LIFETIME = 30 * 24 * 60 * 60_000;

/** Counts how rows are sealed, and looks at `most` of them or a few more. Marks of copies never are. */
export const countSeals = async (database: Database, cipher: Cipher, most: number): Promise<SealCount> => {
  const count: SealCount = { plain: 0, newest: 0, older: 0, foreign: 0 };
  let seen = 0;
  for await (const { key, text } of readRows(database)) {
    count[cipher.open(key, text).is] += 1;
    seen += 1;
    if (seen >= most) break;
  }
  return count;
};

/**
 * Seals every row with the newest key, whatever it was sealed with, and leaves those that no key opens. Only for a store that
 * nobody writes to meanwhile: what was written between reading a row and writing it would be lost. `now` is in milliseconds
 * since the epoch. `keep` is called now and then; what it throws ends this.
 *
 * @returns how the rows were sealed before.
 */
export const rewriteSeals = async (
  database: Database,
  cipher: Cipher,
  now: number,
  keep: () => Promise<void>,
): Promise<SealCount> => {
  const count: SealCount = { plain: 0, newest: 0, older: 0, foreign: 0 };
  for await (const { key, text } of readRows(database)) {
    // Also for what stays as it is: where this was begun before, that may be more than is read in half a minute.
    await keep();
    const opened = cipher.open(key, text);
    count[opened.is] += 1;
    if (opened.is !== 'plain' && opened.is !== 'older') continue;
    const expires = readExpiry(opened.text) ?? now + LIFETIME;
    await database.write([{ key, text: cipher.seal(key, opened.text), expires }]);
  }
  return count;
};

async function* readRows(database: Database) {
  let cursor: string | undefined;
  do {
    const page = await database.list('', cursor);
    yield* page.rows.filter(({ key }) => !isCopyMark(key));
    cursor = page.next;
  } while (cursor !== undefined);
}
