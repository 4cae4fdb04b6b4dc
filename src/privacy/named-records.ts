import { findSealer } from '../store/cipher.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import { decodeRecord, type RecordContent } from '../store/record-text.ts';
import type { Store } from '../store/store.ts';
import { type KindName, PERSONAL } from './personal-records.ts';

/** The names of all kinds of record. */
export const KIND_NAMES = Object.keys(PERSONAL) as KindName[];

const BY_PREFIX = new Map(KIND_NAMES.map((kind) => [RECORD_KINDS[kind].name, kind]));

/** Where unreadable records are set aside. Their keys end with those that they had. */
const ASIDE = 'aside';

/** A record's kind, and its id without the name of its kind. */
export type RecordId = { kind: KindName; id: string };

/** What a key says of its record; nothing if it's of no kind here. */
export const splitKey = (key: string): RecordId | undefined => {
  const end = key.indexOf(':');
  const kind = BY_PREFIX.get(key.slice(0, end));
  return kind && { kind, id: key.slice(end + 1) };
};

/** Reads a record's text. */
export const readContent = (kind: KindName, text: string): RecordContent =>
  decodeRecord(text, RECORD_KINDS[kind].version);

/**
 * A record that names a person, or one that doesn't say of whom it tells. Those that were set aside have no kind; what is
 * `sealed` by a key that isn't there may name anybody.
 */
export type NamedRecord =
  | { key: string; is: 'aside' }
  | { key: string; is: 'sealed'; sealer: string }
  | ({ key: string; text: string; is: 'record'; content: RecordContent } & RecordId);

/**
 * The records that name a person, given by id, and all recaps, in one look through the store. Only these are decoded: a store
 * may hold hundreds of thousands, and a person waits.
 *
 * @throws {StoreUnavailableError}
 */
export async function* findNamed(store: Pick<Store, 'list'>, person: string): AsyncGenerator<NamedRecord> {
  for await (const { key, text } of store.list('')) {
    const isNamed = text.includes(person) || key.includes(person);
    const record = splitKey(key);
    const sealer = isNamed ? undefined : findSealer(text);
    if (sealer !== undefined) yield { key, is: 'sealed', sealer };
    if (isNamed && key.startsWith(`${ASIDE}:`)) yield { key, is: 'aside' };
    if (!record || !(isNamed || record.kind === 'recap')) continue;
    const content = readContent(record.kind, text);
    if (isNamed || content.is === 'value') yield { key, text, is: 'record', ...record, content };
  }
}
