import type { Schema, SchemasByName } from './schema.ts';
import { type Elsewhere, prepareSchema } from './schema-preparation.ts';
import { isFields, judgeValue } from './schema-rules.ts';

/** What is wrong with a value, and where in it, as a JSON pointer (RFC 6901). */
export type SchemaFault = { at: string; what: string };

/** Also whether it is a field that there is not. */
type Fault = SchemaFault & { isStranger?: true };

/** A prepared schema, as far as it says what is in a value. */
type SchemaPart = {
  elsewhere?: Elsewhere;
  items?: SchemaPart;
  properties?: Readonly<Record<string, SchemaPart>>;
  required?: readonly string[];
  additionalProperties?: SchemaPart | boolean;
};

/**
 * Discord's schemas by name. They're read while a value is checked, not compiled: most test files see each kind of value a few
 * times, and compiling all that a message can hold takes a quarter of a second, in every process anew.
 */
export class Schemas {
  readonly #named: SchemasByName;
  /** By name, or by the schema itself where that has none. */
  readonly #prepared = new Map<string | Schema, SchemaPart>();

  constructor(named: SchemasByName) {
    this.#named = named;
  }

  /** What is wrong with a value by a schema. Throws a plain error for a name that there is no schema of. */
  faults(schema: Schema, value: unknown): SchemaFault[] {
    return this.#faultsBy(schema, value).map(({ at, what }) => ({ at, what }));
  }

  #faultsBy(schema: string | Schema, value: unknown): Fault[] {
    return this.#faultsIn(this.#prepared.get(schema) ?? this.#prepare(schema), value);
  }

  #prepare(schema: string | Schema): SchemaPart {
    const found = typeof schema === 'string' ? this.#named[schema] : schema;
    if (!found) throw new Error(`Discord describes no ${schema}.`);
    const prepared = Object(prepareSchema(found, this.#named));
    this.#prepared.set(schema, prepared);
    return prepared;
  }

  #faultsIn(schema: SchemaPart, value: unknown): Fault[] {
    if (schema.elsewhere) return this.#faultsElsewhere(schema.elsewhere, value);
    const own = judgeValue(schema, value).map((what) => ({ at: '', what }));
    const { items } = schema;
    if (Array.isArray(value) && items)
      return [...own, ...value.flatMap((item, index) => below(index, this.#faultsIn(items, item)))];
    return isFields(value) ? [...own, ...this.#faultsOfFields(schema, value)] : own;
  }

  #faultsOfFields(schema: SchemaPart, value: Record<string, unknown>): Fault[] {
    const { properties = {}, required = [], additionalProperties = true } = schema;
    const missing = required
      .filter((name) => value[name] === undefined)
      .map((name) => ({ at: '', what: `must have required property '${name}'` }));
    const faults = Object.entries(value).flatMap(([name, field]): Fault[] => {
      const known = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      if (known === false) return [{ at: '', what: `must not have a field '${name}'`, isStranger: true }];
      return field === undefined || known === undefined || known === true
        ? []
        : below(name, this.#faultsIn(known, field));
    });
    return [...missing, ...faults];
  }

  #faultsElsewhere(elsewhere: Elsewhere, value: unknown): Fault[] {
    if (elsewhere.is === 'named') return this.#faultsBy(elsewhere.name, value);
    if (elsewhere.is === 'typed') {
      const name = elsewhere.names[String(Object(value).type)];
      if (name !== undefined) return this.#faultsBy(name, value);
      return [{ at: '', what: `must have one of the types ${Object.keys(elsewhere.names).join(', ')}` }];
    }
    const judged = elsewhere.members.map((member) => this.#faultsBy(member, value));
    const fitting = judged.filter(({ length }) => length === 0).length;
    if (fitting === 1 || (fitting > 1 && !elsewhere.isExact)) return [];
    return fitting > 1 ? [{ at: '', what: `must be one thing, and could be ${fitting}` }] : likeliest(judged);
  }
}

/** The same faults, one step further up. */
const below = (step: string | number, faults: Fault[]): Fault[] => {
  if (faults.length === 0) return faults;
  const part = `${step}`.replaceAll('~', '~0').replaceAll('/', '~1');
  return faults.map((fault) => ({ ...fault, at: `/${part}${fault.at}` }));
};

const strangers = (faults: readonly Fault[]) => faults.filter(({ isStranger }) => isStranger).length;

/**
 * Of what is wrong by each member of a union that which the value was most likely meant to be: the one that knows the most of
 * its fields, and then has the least against it. That it is not null helps nobody.
 */
const likeliest = (judged: readonly Fault[][]): Fault[] => {
  const telling = judged.filter(([first]) => first?.what !== 'must be null');
  const order = (one: Fault[], other: Fault[]) => strangers(one) - strangers(other) || one.length - other.length;
  return telling.toSorted(order)[0] ?? [];
};
