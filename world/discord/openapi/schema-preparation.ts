import { nameOf, type Schema, type SchemasByName, together } from './schema.ts';

/**
 * Where else a value is judged: by the schema of a name, by the one that the value's own `type` tells, or by several, of
 * which exactly one must take it, or at least one.
 */
export type Elsewhere =
  | { is: 'named'; name: string }
  | { is: 'typed'; names: Readonly<Record<string, string>> }
  | { is: 'union'; members: readonly Schema[]; isExact: boolean };

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of a union by their types; undefined unless each has types that no other has. */
const typesOf = (members: readonly Schema[], named: SchemasByName): Record<string, string> | undefined => {
  const pairs = members.flatMap((member) => {
    const name = nameOf(member) ?? '';
    const { required = [], properties } = Object(named[name]);
    const types: unknown = Object(Object(properties).type).enum;
    return Array.isArray(types) && required.includes('type') ? types.map((type) => [String(type), name]) : [[name]];
  });
  const isTold = pairs.every(({ length }) => length === 2);
  return isTold && new Set(pairs.map(([type]) => type)).size === pairs.length ? Object.fromEntries(pairs) : undefined;
};

const unionOf = ({ type, oneOf, anyOf = oneOf }: Schema, named: SchemasByName): Schema | undefined => {
  if (!Array.isArray(anyOf)) return undefined;
  if (anyOf.every((one) => 'const' in one)) return { type, enum: anyOf.map((one) => one.const) };
  const names = typesOf(anyOf, named);
  const elsewhere: Elsewhere = names
    ? { is: 'typed', names }
    : { is: 'union', members: anyOf, isExact: oneOf !== undefined };
  return { elsewhere };
};

/**
 * A schema that is read in parts and is closed. In parts: what it refers to, and the members of its unions, are judged
 * `elsewhere`, when a value has come to them. Closed: a field that no schema names is a fault, unless the schema says that
 * there may be others; the description itself never says so, and a slip in a field's name must not go unseen.
 */
export const prepareSchema = (schema: unknown, named: SchemasByName): unknown => {
  if (Array.isArray(schema)) return schema.map((one) => prepareSchema(one, named));
  if (!isObject(schema)) return schema;
  const name = nameOf(schema);
  if (name !== undefined) return { elsewhere: { is: 'named', name } satisfies Elsewhere };
  if (Array.isArray(schema.allOf) && schema.enum === undefined)
    return prepareSchema(together(schema.allOf, named), named);
  const union = unionOf(schema, named);
  if (union) return union;
  // Words for people, and the wider kind of which an enumeration names some, say nothing more.
  const { title: _title, description: _description, allOf: _wider, ...telling } = schema;
  const { properties } = schema;
  const each = (parts: Schema) =>
    Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, prepareSchema(part, named)]));
  if (!isObject(properties)) return each(telling);
  return { additionalProperties: false, ...each(telling), properties: each(properties) };
};
