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
    const scheme = config.storeUrl.slice(0, config.storeUrl.indexOf(':'));
    // The store goes on without a record where it can, and only its log says that it is away.
    const fault = Promise.withResolvers<never>();
    fault.promise.catch(() => {});
    const log = openLog('warn', [], { write: (line) => fault.reject(new Error(`${scheme}: ${reason(line)}`)) });
    const opened = await openStore(config.storeUrl, log);
    try {
      const missed = await Promise.race([attempt(opened.shelf<string>(KIND)), fault.promise]);
      if (missed === undefined) return { ok: true, seen: `${scheme}: writes, reads and deletes` };
      return { ok: false, seen: `${scheme}: ${missed}`, remedy: store.remedy };
    } finally {
      // A store that cannot be reached may not be closable either.
      void opened.close().catch(() => {});
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

/** What a line of the log says of the error. */
const reason = (line: string): string => {
  const { err, msg } = JSON.parse(line);
  return err?.message || err?.code || msg;
};
