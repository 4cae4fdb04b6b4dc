import { holdProcess, systemClock } from '../base/clock.ts';
import { endWrongly, readArguments } from '../base/command-line.ts';
import { exitProcess } from '../base/exit.ts';
import { EXIT_CONFIG, loadOrEnd } from '../config.ts';
import { makeCipher } from '../store/cipher.ts';
import { isHalfCopied } from '../store/copy-marks.ts';
import type { Database } from '../store/database.ts';
import { openDatabase } from '../store/open-database.ts';
import { isParleyRunning } from '../store/presence.ts';
import { rewriteSeals, type SealCount } from '../store/seals.ts';
import { explainStore } from '../store/store-faults.ts';
import { StoreHold, StoreHoldLostError } from '../store/store-hold.ts';
import { readStoreSettings } from './present-store.ts';

const USAGE = `npm run reseal   Encrypts everything that is stored with the newest key of STORE_KEY.

  --anyway   do it although Parley seems to run
  --help     show this

Stop Parley first, every process of it: what it writes meanwhile could be lost. None starts before this is done. It needs STORE_URL and STORE_KEY, in the
environment or in .env.`;

const RUNNING = `Parley is running on this store, or was killed less than a minute and a half ago. Nothing was changed, because what it
writes meanwhile could be lost. Stop every process of it, and try again. If you’re sure that none runs, add --anyway.`;

const TAKEN =
  'The store is being copied or encrypted anew just now, or was until that was killed less than half a minute ago. Nothing was changed. Try again later.';

const HALF = 'What STORE_URL names is only half a copy of another store. Nothing was changed. Finish that copy first.';

/** An operator removes the old key after this, so an empty database mustn't look like a store that was done. */
const NOTHING =
  'Nothing is stored there, so nothing was encrypted. Check STORE_URL, and keep the old key until this has found the store.';

using _held = holdProcess();
const { anyway } = readArguments({ anyway: { type: 'boolean' }, help: { type: 'boolean' } }, USAGE);

const { storeUrl, storeKeys } = loadOrEnd(readStoreSettings);
if (storeKeys.length === 0) endWrongly('STORE_KEY names no key.', USAGE);

/** The database, which is closed whatever happens. */
const openDisposable = async () => {
  const database = await openDatabase(storeUrl, systemClock);
  return { ...database, [Symbol.asyncDispose]: () => database.close() };
};

/** Seals everything while no Parley starts there. Resolves to how all was sealed before, or to why nothing was done. */
const sealAnew = async (database: Database): Promise<SealCount | string> => {
  const hold = await StoreHold.take(database, 'still', systemClock);
  if (!hold) return TAKEN;
  try {
    if (await isHalfCopied(database)) return HALF;
    if (!anyway && (await isParleyRunning(database))) return RUNNING;
    return await rewriteSeals(database, makeCipher(storeKeys), systemClock.wall(), () => hold.keep());
  } finally {
    // What can't be given back runs out, and the reason why it can't is told already.
    await hold.release().catch(() => {});
  }
};

/** Runs it. Resolves to the exit code. */
const reseal = async (): Promise<number> => {
  try {
    await using database = await openDisposable();
    const sealed = await sealAnew(database);
    if (typeof sealed === 'string') {
      console.error(sealed);
      return 1;
    }
    const { plain, newest, older, foreign } = sealed;
    if (plain + newest + older + foreign === 0) {
      console.error(NOTHING);
      return 1;
    }
    console.log(`${plain + older} records were encrypted with the newest key; ${newest} were so before.`);
    if (foreign === 0) return 0;
    console.error(
      `${foreign} records were encrypted with a key that STORE_KEY doesn’t list. They’re left as they were.`,
    );
  } catch (error) {
    if (error instanceof StoreHoldLostError) {
      console.error(`This took too long, and ${error.message}. Run it again: what is encrypted already stays so.`);
      return 1;
    }
    const { wrong, remedy, lasting } = explainStore(error, storeUrl);
    console.error(`${wrong}. ${remedy}`);
    if (lasting) return EXIT_CONFIG;
  }
  return 1;
};

exitProcess(await reseal());
