import { randomUUID } from 'node:crypto';
import type { Diagnosis } from '../../base/diagnosis.ts';
import { openLog } from '../../ops/log.ts';
import { makeCipher } from '../../store/cipher.ts';
import { COPY_MARKS, findCopyTrouble } from '../../store/copy-marks.ts';
import { openDatabase } from '../../store/open-database.ts';
import { makeSealedDatabase } from '../../store/sealed-database.ts';
import { makeStore, type Shelf, type Store } from '../../store/store.ts';
import { StoreUnavailableError } from '../../store/store-errors.ts';
import { explainStore } from '../../store/store-faults.ts';
import type { Check, Finding, Tools } from '../check.ts';
import { isUnmade } from './unmade-store.ts';

/** A record that only the doctor writes and deletes. If it can't delete it, the record expires by itself. */
const KIND = { name: 'doctor', version: 1, lifetime: 60_000 };

/** Writes, reads and deletes a record. A file that isn't there yet is only looked for. */
export const store: Check = {
  name: 'store',
  needs: ['STORE_URL', 'STORE_KEY'],
  remedy: 'Check STORE_URL, and whether what it names can be reached.',
  run: async (tools) => {
    const url = tools.config.storeUrl;
    let opened: Store | undefined;
    try {
      if (await isUnmade(url, tools.clock))
        return { ok: true, seen: 'sqlite: isn’t there yet, and Parley makes it when it starts' };
      const { store: available, copied } = await open(tools);
      opened = available;
      if (copied) return { ok: false, seen: copied.wrong, remedy: copied.remedy };
      await attempt(opened.shelf<string>(KIND));
      return { ok: true, seen: `${url.slice(0, url.indexOf(':'))}: writes, reads and deletes` };
    } catch (error) {
      return toFinding(error instanceof StoreUnavailableError ? (opened?.trouble() ?? error.cause) : error, url);
    } finally {
      // A store that can't be reached may be impossible to close.
      void opened?.close().catch(() => {});
    }
  },
};

/** The store, if it's available, and what is wrong with it if it's a matter of a copy. @throws its database's error. */
const open = async ({ config, clock }: Tools): Promise<{ store: Store; copied: Diagnosis | undefined }> => {
  const database = makeSealedDatabase(await openDatabase(config.storeUrl, clock), makeCipher(config.storeKeys));
  const opened = await makeStore(database, openLog('silent', []), { clock });
  const trouble = opened.trouble();
  if (trouble === undefined) return { store: opened, copied: findCopyTrouble(await database.read(COPY_MARKS)) };
  void opened.close().catch(() => {});
  throw trouble;
};

/** @throws if a record doesn't appear, or doesn't go away. */
const attempt = async (shelf: Shelf<string>): Promise<void> => {
  const id = randomUUID();
  await shelf.set(id, id);
  if ((await shelf.get(id)) !== id) throw new Error('a record that was written cannot be read');
  await shelf.delete([id]);
  if ((await shelf.get(id)) !== undefined) throw new Error('a record cannot be deleted');
};

const toFinding = (error: unknown, url: string): Finding => {
  const { wrong, remedy } = explainStore(error, url);
  return { ok: false, seen: wrong, remedy };
};
