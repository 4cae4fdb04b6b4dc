import { randomUUID } from 'node:crypto';
import type { Diagnosis } from '../base/diagnosis.ts';
import type { Database, Fence } from './database.ts';
import { decodeRecord } from './record-text.ts';
import { type RecordKind, toChange, toDeletion } from './shelf.ts';

/** These records say that a store is being copied. No copy has them, and they're never sealed. */
const KIND: RecordKind = { name: 'store-copy', version: 1, lifetime: 10 * 365 * 24 * 60 * 60_000 };

/** On the store that a copy is made in, from its beginning until it was found complete, however often it's begun again. */
const HALF = `${KIND.name}:half`;
/** On the store that a copy is made from, while that is done; and on one that is being sealed anew. */
const SOURCE = `${KIND.name}:source`;
/** On a store that a copy was made from: what distinguishes it from all others. */
const IDENTITY = `${KIND.name}:identity`;

/** The keys of the first two, for whoever reads them together with something else; see {@link findCopyTrouble}. */
export const COPY_MARKS = [HALF, SOURCE];

export const isCopyMark = (key: string): boolean => key.startsWith(`${KIND.name}:`);

type Rows = Pick<Database, 'read' | 'write'>;

const mark = async (database: Rows, key: string, ttl: number, value: unknown = true): Promise<void> => {
  await database.write([toChange({ key, value: { version: KIND.version, value }, ttl })]);
};

/** From now on nobody takes this store for a whole one. It's being made the same as the store of this identity. */
export const markHalf = (database: Rows, identity: string): Promise<void> =>
  mark(database, HALF, KIND.lifetime, identity);

/** What distinguishes a store from all others. It's made when it's first asked for. */
export const findIdentity = async (database: Rows): Promise<string> => {
  const [known] = await readMarks(database, [IDENTITY]);
  if (typeof known === 'string') return known;
  const identity = randomUUID();
  await mark(database, IDENTITY, KIND.lifetime, identity);
  return identity;
};

/** What is in these marks; nothing where there is none. */
const readMarks = async (database: Rows, keys: string[]): Promise<unknown[]> =>
  (await database.read(keys)).map((text) => {
    const content = decodeRecord(text, KIND.version);
    return content.is === 'value' ? content.value : undefined;
  });

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

/** Whether a copy from the store of this identity into this one was begun and isn't complete. */
export const isHalfCopyOf = async (database: Rows, identity: string): Promise<boolean> => {
  const [half] = await readMarks(database, [HALF]);
  return half === identity;
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
    'The store that STORE_URL names is being copied or encrypted anew just now, by “parley store copy” or “parley reseal”, so nothing may be written there',
  remedy: 'Start Parley when that’s done, on the copy or here. If it was killed, wait half a minute.',
  lasting: true,
};
