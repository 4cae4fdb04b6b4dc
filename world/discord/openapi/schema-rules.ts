import { FORMATS } from './formats.ts';
import type { Schema } from './schema.ts';

/** Says what is wrong with a value by what one keyword of a schema wants; undefined if nothing is. */
type Rule = (value: unknown, wanted: unknown) => string | undefined;

const isText = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => Number.isFinite(value);

/** Whether a value is an object of fields, and neither a list nor null. */
export const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  array: Array.isArray,
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  null: (value) => value === null,
  number: isNumber,
  object: isFields,
  string: isText,
};

/** A rule for values of one type that a number limits. Values of other types are none of its business. */
const limit = (
  isOf: (value: unknown) => boolean,
  fits: (value: never, limit: number) => boolean,
  explain: (limit: number) => string,
): Rule => {
  return (value, wanted) =>
    isOf(value) && !fits(value as never, wanted as number) ? explain(wanted as number) : undefined;
};

const characters = (text: string) => [...text].length;
const count = (fields: object) => Object.keys(fields).length;
const isUnique = (items: readonly unknown[]) =>
  new Set(items.map((item) => JSON.stringify(item))).size === items.length;

const expressions = new Map<string, RegExp>();

const readPattern = (pattern: string): RegExp => {
  const expression = expressions.get(pattern) ?? new RegExp(pattern, 'u');
  expressions.set(pattern, expression);
  return expression;
};

/** These say what is in a value, which whoever walks through it looks at, or nothing that can be wrong. */
const NO_RULES = ['properties', 'required', 'additionalProperties', 'items', 'contentEncoding'];

const RULES: Readonly<Record<string, Rule>> = {
  const: (value, wanted) => (value === wanted ? undefined : 'must be equal to constant'),
  enum: (value, wanted) =>
    (wanted as unknown[]).includes(value)
      ? undefined
      : `must be equal to one of the allowed values: ${(wanted as unknown[]).join(', ')}`,
  format: (value, wanted) => (FORMATS[`${wanted}`]?.(value) ? undefined : `must match format "${wanted}"`),
  pattern: (value, wanted) =>
    typeof value !== 'string' || readPattern(`${wanted}`).test(value) ? undefined : `must match pattern "${wanted}"`,
  minimum: limit(
    isNumber,
    (value: number, least) => value >= least,
    (least) => `must be >= ${least}`,
  ),
  maximum: limit(
    isNumber,
    (value: number, most) => value <= most,
    (most) => `must be <= ${most}`,
  ),
  minLength: limit(
    isText,
    (value: string, least) => characters(value) >= least,
    (least) => fewer(least, 'characters'),
  ),
  maxLength: limit(
    isText,
    (value: string, most) => value.length <= most || characters(value) <= most,
    (most) => more(most, 'characters'),
  ),
  minItems: limit(
    Array.isArray,
    ({ length }: unknown[], least) => length >= least,
    (least) => fewer(least, 'items'),
  ),
  maxItems: limit(
    Array.isArray,
    ({ length }: unknown[], most) => length <= most,
    (most) => more(most, 'items'),
  ),
  minProperties: limit(
    isFields,
    (value: object, least) => count(value) >= least,
    (least) => fewer(least, 'properties'),
  ),
  maxProperties: limit(
    isFields,
    (value: object, most) => count(value) <= most,
    (most) => more(most, 'properties'),
  ),
  uniqueItems: (value, wanted) =>
    wanted && Array.isArray(value) && !isUnique(value) ? 'must NOT have duplicate items' : undefined,
  ...Object.fromEntries(NO_RULES.map((keyword) => [keyword, () => undefined])),
};

const fewer = (least: number, of: string) => `must NOT have fewer than ${least} ${of}`;
const more = (most: number, of: string) => `must NOT have more than ${most} ${of}`;

const isOfType = (value: unknown, type: unknown): boolean =>
  Array.isArray(type) ? type.some((one) => isOfType(value, one)) : (TYPES[`${type}`]?.(value) ?? false);

/**
 * What is wrong with a value by a schema, apart from what is in the value; one of another type only has the wrong type.
 *
 * @throws a plain error if the schema has a keyword that is not known, because then nobody knows what is wrong.
 */
export const judgeValue = (schema: Schema, value: unknown): string[] => {
  const { type, ...others } = schema;
  if (type !== undefined && !isOfType(value, type)) return [`must be ${type}`];
  return Object.entries(others).flatMap(([keyword, wanted]) => {
    const rule = RULES[keyword];
    if (!rule) throw new Error(`"${keyword}" is no keyword of a schema that anything is known of.`);
    return rule(value, wanted) ?? [];
  });
};
