/** A JSON schema as Discord's description writes it. */
export type Schema = { [keyword: string]: unknown };

/** Schemas by name. */
export type SchemasByName = Readonly<Record<string, Schema>>;

const PREFIX = '#/components/schemas/';

/** A reference to a schema by its name. */
export const ref = (name: string): Schema => ({ $ref: `${PREFIX}${name}` });

/** The name of the schema that a reference leads to; undefined for anything else. */
export const nameOf = (schema: unknown): string | undefined => {
  const { $ref } = Object(schema);
  return typeof $ref === 'string' && $ref.startsWith(PREFIX) ? $ref.slice(PREFIX.length) : undefined;
};

/** A list of things. */
export const listOf = (items: Schema): Schema => ({ type: 'array', items });

/** One out of several things. */
export const union = (...names: string[]): Schema => ({ oneOf: names.map(ref) });

/** An object of these fields, all of which it must have unless they are `optional`. */
export const fields = (
  properties: Record<string, Schema>,
  { optional = [] }: { optional?: string[] } = {},
): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((field) => !optional.includes(field)),
});

/** Everything that several schemas say of one object; of a field that more than one names, the last says what it is. */
export const together = (parts: readonly Schema[], named: SchemasByName): Schema => {
  const whole = parts.map((part) => named[nameOf(part) ?? ''] ?? part);
  return {
    type: 'object',
    properties: Object.assign({}, ...whole.map(({ properties }) => properties)),
    required: whole.flatMap(({ required }) => (Array.isArray(required) ? required : [])),
  };
};
