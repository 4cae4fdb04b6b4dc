import type { Diagnosis } from '../base/diagnosis.ts';
import type { Database, Fence } from './database.ts';
import { type RecordKind, toChange, toDeletion } from './shelf.ts';

/** These records say that a store is being copied. No copy has them. That they're there is what counts, sealed or not. */
const KIND: RecordKind = { name: 'store-copy', version: 1, lifetime: 10 * 365 * 24 * 60 * 60_000 };

/** On the store that a copy is made in, from its beginning until it was found complete, however often it's begun again. */
const HALF = `${KIND.name}:half`;
/** On the store that a copy is made from, while that is done. */
const SOURCE = `${KIND.name}:source`;

/** The keys of both, for whoever reads them together with something else; see {@link findCopyTrouble}. */
export const COPY_MARKS = [HALF, SOURCE];

export const isCopyMark = (key: string): boolean => key.startsWith(`${KIND.name}:`);

type Rows = Pick<Database, 'read' | 'write'>;

const mark = async (database: Rows, key: string, ttl: number): Promise<void> => {
  await database.write([toChange({ key, value: { version: KIND.version, value: true }, ttl })]);
};

/** From now on nobody takes this store for a whole one. */
export const markHalf = (database: Rows): Promise<void> => mark(database, HALF, KIND.lifetime);
/** For `ttl` milliseconds, no Parley starts on this store. */
export const markSource = (database: Rows, ttl: number): Promise<void> => mark(database, SOURCE, ttl);

/** Removes a mark, unless somebody else has the store now. Resolves to whether that was done. */
const unmark = async (database: Rows, key: string, fence: Fence): Promise<boolean> =>
  (await database.write([{ ...toDeletion(key), fence }])).length > 0;

/** The copy in this store is complete, as far as whoever holds it under this number can tell. */
export const removeHalfMark = (database: Rows, fence: Fence): Promise<boolean> => unmark(database, HALF, fence);

/** This store isn't being copied any longer, unless somebody else has begun that. */
export const removeSourceMark = (database: Rows, fence: Fence): Promise<boolean> => unmark(database, SOURCE, fence);

/** Whether a copy into this store was begun and isn't complete. */
export const isHalfCopied = async (database: Rows): Promise<boolean> => {
  const [half] = await database.read([HALF]);
  return half !== undefined;
};

/** Why nobody may work with a store now, by what is under {@link COPY_MARKS}. */
export const findCopyTrouble = ([half, source]: unknown[]): Diagnosis | undefined => {
  if (half !== undefined) return HALF_COPY;
  return source === undefined ? undefined : BEING_COPIED;
};

const HALF_COPY: Diagnosis = {
  wrong: 'What STORE_URL names is only half a copy of a store: “parley store copy” hasn’t finished there',
  remedy: 'Run the same copy again, which makes it whole, or set STORE_URL to the store that it’s made from.',
  lasting: true,
};

const BEING_COPIED: Diagnosis = {
  wrong:
    'The store that STORE_URL names is being copied just now by “parley store copy”, so nothing may be written there',
  remedy: 'Start Parley when that’s done, on the copy or here. If the copying was killed, wait half a minute.',
  lasting: true,
};
