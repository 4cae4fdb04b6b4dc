import { randomUUID } from 'node:crypto';
import { openLog } from '../../ops/log.ts';
import { openStore, type Shelf } from '../../store/store.ts';
import type { Check } from '../check.ts';

/** A record that only the doctor makes, and takes away again; if it cannot, the record goes by itself. */
const KIND = { name: 'doctor', version: 1, lifetime: 60_000 };

/** Writes, reads and deletes a record. */
export const store: Check = {
  name: 'store',
  needs: ['STORE_URL'],
  remedy:
    'Check STORE_URL: for sqlite:// whether the directory can be written to and the disk has room, ' +
    'otherwise whether the server runs, can be reached from here, and takes this name and password.',
  run: async ({ config }) => {
    const faults: string[] = [];
    const log = openLog('error', [], { write: (line) => void faults.push(line) });
    const opened = await openStore(config.storeUrl, log);
    try {
      const missed = await attempt(opened.shelf<string>(KIND));
      const scheme = config.storeUrl.slice(0, config.storeUrl.indexOf(':'));
      if (missed === undefined) return { ok: true, seen: `${scheme}: writes, reads and deletes` };
      // The store does not fail where it can go on without a record, so the reason is in its log only.
      return { ok: false, seen: `${scheme}: ${missed}${reason(faults[0])}`, remedy: store.remedy };
    } finally {
      await opened.close().catch(() => {});
    }
  },
};

/** What did not work, or nothing. */
const attempt = async (shelf: Shelf<string>): Promise<string | undefined> => {
  const id = randomUUID();
  await shelf.set(id, id);
  if ((await shelf.get(id)) !== id) return 'a record that was written cannot be read';
  await shelf.delete([id]);
  if ((await shelf.get(id)) !== undefined) return 'a record cannot be deleted';
};

const reason = (line: string | undefined): string => {
  const message = line && JSON.parse(line).err?.message;
  return message ? ` (${message})` : '';
};
