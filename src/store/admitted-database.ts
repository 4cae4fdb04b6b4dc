import { ConfigError } from '../base/errors.ts';
import type { Cipher } from './cipher.ts';
import { COPY_MARKS, findCopyTrouble } from './copy-marks.ts';
import type { Database } from './database.ts';
import type { RecordKind } from './shelf.ts';
import { toChange } from './shelf.ts';

/** The record by which it's found out whether there's the key of what is stored. It's kept for ten years. */
const PROOF_KIND: RecordKind = { name: 'store-key', version: 1, lifetime: 10 * 365 * 24 * 60 * 60_000 };
const PROOF = 'proof';

type Admission = { cipher: Cipher; onRefusal(error: ConfigError): void };

/**
 * The same database, of which nothing is asked and to which nothing is written before it's known that the cipher has the key
 * of what is stored, and that it's neither half a copy nor being copied. That is found out as soon as the database can be asked, at the start or later, and until then everything
 * is refused as by a database that is away. `sealed` is the same database as `raw`, with the cipher.
 *
 * @throws {ConfigError} from everything, if what is stored was sealed with a key that isn't among the cipher's, or if it's a
 *   matter of a copy; see {@link findCopyTrouble}
 */
export const makeAdmittedDatabase = (raw: Database, sealed: Database, { cipher, onRefusal }: Admission): Database => {
  const key = `${PROOF_KIND.name}:${PROOF}`;
  const admit = async () => {
    const [found, ...marks] = await raw.read([key, ...COPY_MARKS]);
    const isForeign = typeof found === 'string' && cipher.open(key, found).is === 'foreign';
    const refusal = findRefusal(marks, isForeign);
    if (refusal) {
      onRefusal(refusal);
      throw refusal;
    }
    const { name: _, version, lifetime: ttl } = PROOF_KIND;
    if (cipher.seals) await sealed.write([toChange({ key, value: { version, value: PROOF }, ttl })]);
  };
  let admission: Promise<void> | undefined;
  const waitForAdmission = () => {
    admission ??= admit().catch((error) => {
      admission = undefined;
      throw error;
    });
    return admission;
  };
  const once =
    <A extends unknown[], R>(ask: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await waitForAdmission();
      return ask(...args);
    };
  return {
    ...sealed,
    read: once(sealed.read),
    write: once(sealed.write),
    list: once(sealed.list),
    purge: once(sealed.purge),
    raise: once(sealed.raise),
    readMeters: once(sealed.readMeters),
    take: once(sealed.take),
    renew: once(sealed.renew),
    release: once(sealed.release),
  };
};

const findRefusal = (marks: unknown[], isForeign: boolean): ConfigError | undefined => {
  const copied = findCopyTrouble(marks);
  if (copied) return new ConfigError(`${copied.wrong}. ${copied.remedy}`);
  return isForeign ? makeRefusal() : undefined;
};

const makeRefusal = (): ConfigError =>
  new ConfigError(
    'What is stored was encrypted with another key. Put the key it was encrypted with into STORE_KEY, after a comma ' +
      'if there is a new one: STORE_KEY=NEW,OLD. If it’s lost, so is what was stored: name another place in STORE_URL.',
  );
