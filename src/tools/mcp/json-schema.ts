/** A JSON schema as a server sends it, of which nothing is certain. */
export type JsonSchema = Record<string, unknown>;

/** What is read of a schema; all else is passed over. */
const KEYWORDS = [
  ...['type', 'properties', 'required', 'items', 'enum', 'const', 'anyOf', 'oneOf', 'description', 'title'],
  ...['default', 'format', 'minimum', 'maximum', 'minItems', 'maxItems'],
];

/** How many properties of an object and how many parts of a union are looked at. */
export const MOST_KEYS = 120;
const MOST_BRANCHES = 16;

/** How many references in a row are followed, and how many parts of a schema are merged in all. */
const MOST_HOPS = 8;
const MOST_MERGES = 500;

export const isRecord = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const toRecord = (value: unknown): JsonSchema => (isRecord(value) ? value : {});
const toList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The types that a part may have. */
export const listTypes = ({ type }: JsonSchema): string[] =>
  (Array.isArray(type) ? type.slice(0, MOST_BRANCHES) : [type]).filter((one) => typeof one === 'string');

/** What a part may be, one or the other. */
export const listBranches = ({ anyOf, oneOf }: JsonSchema): JsonSchema[] =>
  [...toList(anyOf), ...toList(oneOf)].slice(0, MOST_BRANCHES).filter(isRecord);

/** Whether a part of a union only says that there may be nothing. */
export const isNull = (branch: JsonSchema): boolean =>
  branch.type === 'null' || (Object.hasOwn(branch, 'const') && branch.const === null);

/** Whether a part names all values that it may have. */
export const hasValues = (part: JsonSchema): boolean => Array.isArray(part.enum) || Object.hasOwn(part, 'const');

/** Those values. */
export const listValues = (part: JsonSchema): unknown[] =>
  (Array.isArray(part.enum) ? part.enum : [part.const]).filter((value) => value !== null);

/** The properties of an object, those that have to be there first, so that they aren't what is left out. */
export const listProperties = ({
  properties,
  required,
}: JsonSchema): { key: string; isNeeded: boolean; of: unknown }[] => {
  const needed = new Set(toList(required));
  return Object.entries(toRecord(properties))
    .slice(0, MOST_KEYS)
    .map(([key, of]) => ({ key, of, isNeeded: needed.has(key) }))
    .sort((a, b) => Number(b.isNeeded) - Number(a.isNeeded));
};

/** The numbers among these keywords. */
export const pickNumbers = (part: JsonSchema, keys: readonly string[]): [key: string, value: number][] =>
  keys.flatMap((key) => {
    const value = part[key];
    return typeof value === 'number' && Number.isFinite(value) ? [[key, value] satisfies [string, number]] : [];
  });

/**
 * Makes what resolves a part of a schema: it comes with what it refers to, and with all that it has to be at once. References
 * lead around in circles as often as somebody likes, so there's an end to that.
 */
export const makeMerge = (root: JsonSchema): ((part: JsonSchema) => JsonSchema) => {
  let left = MOST_MERGES;
  const merge = (part: JsonSchema, hops: number): JsonSchema => {
    left -= 1;
    const own = pickKeywords(part);
    if (hops >= MOST_HOPS || left <= 0) return own;
    const { $ref: reference, allOf } = part;
    const found = typeof reference === 'string' ? find(root, reference) : undefined;
    const others = toList(allOf).slice(0, MOST_BRANCHES).filter(isRecord);
    return [...(found ? [found] : []), ...others].reduce((sum, one) => join(merge(one, hops + 1), sum), own);
  };
  return (part) => merge(part, 0);
};

const pickKeywords = (part: JsonSchema): JsonSchema =>
  Object.fromEntries(KEYWORDS.filter((key) => Object.hasOwn(part, key)).map((key) => [key, part[key]]));

/** What a reference within the schema leads to (RFC 6901). Others aren't followed. */
const find = (root: JsonSchema, reference: string): JsonSchema | undefined => {
  if (!reference.startsWith('#')) return undefined;
  let found: unknown = root;
  for (const step of reference.split('/').slice(1, 20)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, key) ? Reflect.get(found, key) : undefined;
  }
  return isRecord(found) ? found : undefined;
};

/** Two schemas of which both hold. What `closer` says of the same thing counts. */
const join = (wider: JsonSchema, closer: JsonSchema): JsonSchema => {
  const properties = [...Object.entries(toRecord(wider.properties)), ...Object.entries(toRecord(closer.properties))];
  const required = [...toList(wider.required), ...toList(closer.required)].slice(0, MOST_KEYS);
  return {
    ...wider,
    ...closer,
    ...(properties.length > 0 && { properties: Object.fromEntries(properties.slice(0, MOST_KEYS)) }),
    ...(required.length > 0 && { required }),
  };
};
