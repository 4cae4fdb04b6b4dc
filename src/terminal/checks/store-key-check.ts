import { makeCipher } from '../../store/cipher.ts';
import { openDatabase } from '../../store/open-database.ts';
import { countSeals, type SealCount } from '../../store/seals.ts';
import type { Check, Finding } from '../check.ts';
import { store } from './store-check.ts';
import { isUnmade } from './unmade-store.ts';

/** How many rows are looked at: a big store must not make the doctor slow. */
const MOST = 2_000;

/** In a file that isn't there yet. */
const NOTHING: SealCount = { plain: 0, newest: 0, older: 0, foreign: 0 };

const MAKE =
  'Make a key with "openssl rand -base64 32" and put it into STORE_KEY, so that nobody reads a copy of the store.';
const RENEW = 'Stop Parley and run: npm run reseal';

/** Whether what is stored is encrypted, and with a key that is there. */
export const storeKey: Check = {
  name: 'encryption',
  needs: ['STORE_URL', 'STORE_KEY'],
  after: [store],
  remedy: 'Check STORE_KEY, and whether what STORE_URL names can be reached.',
  run: async ({ config, clock }) => {
    const cipher = makeCipher(config.storeKeys);
    if (await isUnmade(config.storeUrl, clock)) return judge(NOTHING, cipher.seals);
    const database = await openDatabase(config.storeUrl, clock);
    try {
      return judge(await countSeals(database, cipher, MOST), cipher.seals);
    } finally {
      void database.close().catch(() => {});
    }
  },
};

const judge = ({ plain, newest, older, foreign }: SealCount, seals: boolean): Finding => {
  const of = `of ${plain + newest + older + foreign} records`;
  if (foreign > 0)
    return {
      ok: false,
      seen: `${foreign} ${of} are encrypted with a key that STORE_KEY doesn’t list`,
      remedy: 'Add the key they were encrypted with: STORE_KEY=NEW,OLD.',
    };
  if (!seals)
    return { ok: 'note', seen: 'words, handles and the tokens of replies are stored as they are', remedy: MAKE };
  if (plain > 0) return { ok: 'note', seen: `${plain} ${of} are from before there was a key`, remedy: RENEW };
  if (older > 0) return { ok: 'note', seen: `${older} ${of} are encrypted with an older key`, remedy: RENEW };
  return { ok: true, seen: 'everything is encrypted with the newest key' };
};
