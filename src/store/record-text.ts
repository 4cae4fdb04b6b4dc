import { KeyvJsonSerializer } from 'keyv';

/** The value of a key and the version of its shape. */
export type VersionedValue = { version: number; value: unknown };

/** What a key holds, for a reader that knows one version of its shape. */
export type RecordContent = { is: 'value'; value: unknown } | { is: 'missing' } | { is: 'unreadable' };

const serializer = new KeyvJsonSerializer();

/** Encodes a record in Keyv's envelope. `expires` is in milliseconds since the epoch. */
export const encodeRecord = (row: VersionedValue, expires: number): string =>
  serializer.stringify({ value: row, expires });

/**
 * Decodes what a key holds. An older version counts as missing; a newer one, or anything that isn't a record, is
 * unreadable.
 */
export const decodeRecord = (text: unknown, version: number): RecordContent => {
  if (text === undefined) return { is: 'missing' };
  const row = parse(text);
  if (!row || row.version > version) return { is: 'unreadable' };
  return row.version < version ? { is: 'missing' } : { is: 'value', value: row.value };
};

/** When a record expires, in milliseconds since the epoch; nothing if the text isn't a record. */
export const readExpiry = (text: string): number | undefined => {
  try {
    const { expires } = serializer.parse<{ expires?: unknown }>(text) ?? {};
    return typeof expires === 'number' ? expires : undefined;
  } catch {
    return undefined;
  }
};

const parse = (text: unknown): VersionedValue | undefined => {
  if (typeof text !== 'string') return;
  try {
    const row = serializer.parse<{ value?: Partial<VersionedValue> | null } | null>(text)?.value;
    if (typeof row?.version === 'number' && 'value' in row) return { version: row.version, value: row.value };
  } catch {
    // It isn't even JSON.
  }
};
