import {
  hasValues,
  isNull,
  isRecord,
  type JsonSchema,
  listBranches,
  listProperties,
  listTypes,
  listValues,
  makeMerge,
  pickNumbers,
} from './json-schema.ts';
import { type ArgumentShape, nameParameters } from './mcp-arguments.ts';
import { sanitizeLine, shortenJson } from './mcp-text.ts';

/** What a tool's arguments are, for the model, and how what the model sends becomes what the server wants. */
export type ConvertedSchema = { parameters: Record<string, unknown> | undefined; shape: ArgumentShape };

/** Characters of a schema as it comes, and of what the model is told of it, both as JSON. */
const MOST_GIVEN = 64 * 1024;
const MOST_TOLD = 8 * 1024;

/** How deep arguments may be nested, and how many properties one object has. */
const MOST_DEPTH = 5;
const MOST_PROPERTIES = 40;

/** How many values a choice names for the model, and how long each and a description are, in characters. */
const MOST_VALUES = 40;
const MOST_VALUE = 100;
const MOST_ABOUT = 300;

/** How much is told: how many parts, and how many characters of what the server says of each. Less, if that's too much. */
const DETAILS = [
  { parts: 120, words: MOST_ABOUT },
  { parts: 120, words: 0 },
  { parts: 30, words: 0 },
] as const;
type Detail = (typeof DETAILS)[number];

/** The Live API's names of the types that need no more than a name, by those of JSON schema. */
const TYPES = new Map([
  ['string', 'STRING'],
  ['number', 'NUMBER'],
  ['integer', 'INTEGER'],
  ['boolean', 'BOOLEAN'],
]);

/** What is told of one part, and how it's turned back. */
type Part = { schema: Record<string, unknown>; shape: ArgumentShape };

const SAME: ArgumentShape = { is: 'same' };

/**
 * Says a JSON schema in the subset that the Live API knows. What can't be said there (a union of types, an object without named
 * properties, what is nested too deeply) becomes a text in which the model writes JSON. A schema without an end ends
 * at the depth and at the number of parts that are allowed. One with too many words loses its words.
 *
 * @returns parameters that are missing if the tool takes none; nothing, if the schema is too big
 */
export const toLiveSchema = (root: unknown): ConvertedSchema | undefined => {
  if (!isRecord(root) || measure(root) > MOST_GIVEN) return undefined;
  for (const detail of DETAILS) {
    const converted = new Conversion(root, detail).convert();
    if (measure(converted.parameters ?? {}) <= MOST_TOLD) return converted;
  }
  return undefined;
};

/** Characters of JSON. What is nested too deeply for JSON is too big. */
const measure = (value: object): number => {
  try {
    return JSON.stringify(value).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
};

class Conversion {
  readonly #root: JsonSchema;
  readonly #merge: (part: JsonSchema) => JsonSchema;
  readonly #words: number;
  #left: number;

  constructor(root: JsonSchema, { parts, words }: Detail) {
    this.#root = root;
    this.#merge = makeMerge(root);
    this.#words = words;
    this.#left = parts;
  }

  convert(): ConvertedSchema {
    const { description: _, title: __, ...root } = this.#merge(this.#root);
    const [first, ...others] = listBranches(root).map(this.#merge);
    // Whichever of a union it is, all that any of them has may be there.
    const all = first
      ? { ...root, properties: Object.assign({}, ...[root, first, ...others].map((one) => one.properties)) }
      : root;
    const { schema, shape } = this.#object(all, 0) ?? { schema: undefined, shape: SAME };
    return { parameters: schema, shape: schema ? shape : { is: 'object', fields: [] } };
  }

  #convert(given: unknown, depth: number): Part {
    this.#left -= 1;
    const part = isRecord(given) ? this.#merge(given) : {};
    const { schema, shape } = this.#say(part, depth) ?? this.#writeAsJson(part);
    const isNullable = listTypes(part).includes('null') || listBranches(part).some(isNull);
    return { schema: { ...schema, ...(isNullable && { nullable: true }) }, shape };
  }

  /** Says a part by its only type. Nothing, if it can't be said. */
  #say(part: JsonSchema, depth: number): Part | undefined {
    if (depth >= MOST_DEPTH || this.#left <= 0) return undefined;
    const branches = listBranches(part).filter((branch) => !isNull(branch));
    const [only, ...rest] = branches;
    if (only && rest.length > 0)
      return branches.every(hasValues) ? this.#choose(part, branches.flatMap(listValues)) : undefined;
    if (only) return this.#say({ ...part, ...this.#merge(only), anyOf: [], oneOf: [] }, depth + 1);
    if (hasValues(part)) return this.#choose(part, listValues(part));
    const [type, ...others] = listTypes(part).filter((each) => each !== 'null');
    if (others.length > 0) return undefined;
    if (type === 'object' || (type === undefined && isRecord(part.properties))) return this.#object(part, depth);
    if (type === 'array') return this.#list(part, depth);
    const known = TYPES.get(type ?? '');
    const range = Object.fromEntries(pickNumbers(part, ['minimum', 'maximum']));
    return known === undefined
      ? undefined
      : { schema: { type: known, ...this.#describe(part), ...range }, shape: SAME };
  }

  #list(part: JsonSchema, depth: number): Part {
    const { schema: items, shape: of } = this.#convert(part.items, depth + 1);
    const bounds = pickNumbers(part, ['minItems', 'maxItems']).map(([key, value]) => [key, String(value)]);
    const schema = { type: 'ARRAY', ...this.#describe(part), items, ...Object.fromEntries(bounds) };
    return { schema, shape: { is: 'list', of } };
  }

  /** Says an object with named properties; nothing if there are none. */
  #object(part: JsonSchema, depth: number): Part | undefined {
    const known = listProperties(part).slice(0, Math.min(MOST_PROPERTIES, Math.max(0, this.#left)));
    if (known.length === 0) return undefined;
    const names = nameParameters(known.map(({ key }) => key));
    const all = known.flatMap((one, at) => {
      // Others may have taken the room. What the server doesn't need can be missing.
      if (this.#left <= 0 && !one.isNeeded) return [];
      return [{ ...one, name: names[at] ?? '', ...this.#convert(one.of, depth + 1) }];
    });
    const required = all.filter(({ isNeeded }) => isNeeded).map(({ name }) => name);
    return {
      schema: {
        type: 'OBJECT',
        ...this.#describe(part),
        properties: Object.fromEntries(all.map(({ name, schema }) => [name, schema])),
        ...(required.length > 0 && { required }),
      },
      shape: { is: 'object', fields: all.map(({ name, key, shape }) => ({ name, key, shape })) },
    };
  }

  /** A choice of a few texts is a choice for the model, too. Of any other, the values are told. */
  #choose(part: JsonSchema, values: readonly unknown[]): Part {
    const areTexts = values.every((value) => typeof value === 'string');
    const areShort = values.every((value) => typeof value === 'string' && value !== '' && value.length <= MOST_VALUE);
    if (areShort && values.length <= MOST_VALUES)
      return { schema: { type: 'STRING', ...this.#describe(part), enum: [...new Set(values)] }, shape: SAME };
    const shown = values.slice(0, MOST_VALUES).map((value) => shortenJson(value, MOST_VALUE));
    const more = values.length > shown.length ? `, … (${values.length} values)` : '';
    const type = values.every((value) => typeof value === 'number') ? 'NUMBER' : 'STRING';
    const schema = { type, ...this.#describe(part, `One of: ${shown.join(', ')}${more}`) };
    return { schema, shape: areTexts || type === 'NUMBER' ? SAME : { is: 'json' } };
  }

  /** The model writes as JSON what can't be said otherwise. It's told how the server describes it. */
  #writeAsJson(part: JsonSchema): Part {
    const { description: _, ...rest } = part;
    const how = this.#words === 0 ? 'As JSON.' : `As JSON, by this schema: ${shortenJson(rest, MOST_ABOUT)}`;
    const schema = { type: 'STRING', ...this.#describe(part, how) };
    return { schema, shape: { is: 'json' } };
  }

  /** What a part means, in one line: the server's words, its format, its default, and ours. */
  #describe({ description, title, default: usual, format }: JsonSchema, ours = ''): { description?: string } {
    const theirs = [description, title].find((one) => typeof one === 'string' && one !== '');
    const parts = [
      typeof theirs === 'string' ? theirs.slice(0, MOST_ABOUT) : '',
      typeof format === 'string' ? `Format: ${format.slice(0, MOST_VALUE)}.` : '',
      usual === undefined ? '' : `Default: ${shortenJson(usual, MOST_VALUE)}.`,
    ];
    const words = this.#words === 0 ? '' : sanitizeLine(parts.filter(Boolean).join(' '), this.#words);
    const text = sanitizeLine(`${words} ${ours}`, this.#words === 0 ? MOST_VALUE : 3 * MOST_ABOUT);
    return text === '' ? {} : { description: text };
  }
}
