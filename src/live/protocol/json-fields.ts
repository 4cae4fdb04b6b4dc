/** Parsed JSON that is only known to be an object. */
export type JsonFields = { readonly [name: string]: unknown };

/** A value as an object; anything else counts as missing. */
export const readFields = (value: unknown): JsonFields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonFields) : undefined;

/** A value as a list; anything else counts as an empty one. */
export const readList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A value as a text; anything else counts as missing. */
export const readString = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
