import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { FORMATS } from './formats.ts';
import type { Schema, SchemasByName } from './schema.ts';
import { type Elsewhere, prepareSchema } from './schema-preparation.ts';

/** What is wrong with a value, and where in it, as a JSON pointer (RFC 6901). */
export type SchemaFault = { at: string; what: string };

/** Where ajv is in a value. */
type Context = Parameters<ValidateFunction>[1];

type Errors = readonly Partial<ErrorObject>[];

/** Says what is wrong with a value by one schema. */
type Judge = (value: unknown, context?: Context) => Errors;

/** The keyword `elsewhere`, as ajv asks for one. */
type Keyword = {
  (elsewhere: Elsewhere, value: unknown, parent?: unknown, context?: Context): boolean;
  /** Where ajv looks for what was wrong. */
  errors?: Partial<ErrorObject>[];
};

/**
 * Discord's schemas by name, checked by ajv. Each is compiled when a value first comes to it: all that a message can hold
 * takes a quarter of a second to compile, in every test file anew, and most of it no test ever sees.
 */
export class Schemas {
  readonly #named: SchemasByName;
  readonly #ajv: Ajv2020;
  /** By name, or by the schema itself where that has none. */
  readonly #judges = new Map<string | Schema, Judge>();

  constructor(named: SchemasByName) {
    this.#named = named;
    this.#ajv = new Ajv2020({
      strict: false,
      allErrors: true,
      validateSchema: false,
      meta: false,
      code: { optimize: false },
      formats: FORMATS,
    });
    const follow: Keyword = (elsewhere, value, _parent, context) => {
      const errors = this.#errors(elsewhere, value, context);
      follow.errors = [...errors];
      return errors.length === 0;
    };
    this.#ajv.addKeyword({ keyword: 'elsewhere', errors: 'full', validate: follow });
  }

  /** What is wrong with a value by a schema. Throws a plain error for a name that there is no schema of. */
  faults(schema: Schema, value: unknown): SchemaFault[] {
    return this.#errorsBy(schema, value).map(({ instancePath = '', ...error }) => ({
      at: instancePath,
      what: explainFault(error),
    }));
  }

  #errors(elsewhere: Elsewhere, value: unknown, context: Context): Errors {
    if (elsewhere.is === 'named') return this.#errorsBy(elsewhere.name, value, context);
    const here = { instancePath: context?.instancePath ?? '' };
    if (elsewhere.is === 'typed') {
      const name = elsewhere.names[String(Object(value).type)];
      if (name !== undefined) return this.#errorsBy(name, value, context);
      return [{ ...here, message: `must have one of the types ${Object.keys(elsewhere.names).join(', ')}` }];
    }
    const judged = elsewhere.members.map((member) => this.#errorsBy(member, value, context));
    const fitting = judged.filter(({ length }) => length === 0).length;
    if (fitting === 1 || (fitting > 1 && !elsewhere.isExact)) return [];
    return fitting > 1 ? [{ ...here, message: `must be one thing, and could be ${fitting}` }] : likeliest(judged);
  }

  #errorsBy(schema: string | Schema, value: unknown, context?: Context): Errors {
    const judge = this.#judges.get(schema) ?? this.#compiled(schema);
    return judge(value, context);
  }

  #compiled(schema: string | Schema): Judge {
    const found = typeof schema === 'string' ? this.#named[schema] : schema;
    if (!found) throw new Error(`Discord describes no ${schema}.`);
    const judge = this.#judge(Object(prepareSchema(found, this.#named)));
    this.#judges.set(schema, judge);
    return judge;
  }

  #judge(schema: Schema & { elsewhere?: Elsewhere }): Judge {
    const { elsewhere } = schema;
    if (elsewhere) return (value, context) => this.#errors(elsewhere, value, context);
    const validate = this.#ajv.compile(schema);
    return (value, context) => (validate(value, context) ? [] : (validate.errors ?? []));
  }
}

const strangers = (errors: Errors) => errors.filter(({ keyword }) => keyword === 'additionalProperties').length;

/**
 * Of what is wrong by each member of a union that which the value was most likely meant to be: the one that knows the most of
 * its fields, and then has the least against it. That it is not null helps nobody.
 */
const likeliest = (judged: readonly Errors[]): Errors => {
  const telling = judged.filter(([first]) => first?.message !== 'must be null');
  const order = (one: Errors, other: Errors) => strangers(one) - strangers(other) || one.length - other.length;
  return telling.toSorted(order)[0] ?? [];
};

const explainFault = ({ message = 'is wrong', params }: Partial<ErrorObject>): string => {
  if (params?.additionalProperty !== undefined) return `must not have a field '${params.additionalProperty}'`;
  return params?.allowedValues ? `${message}: ${params.allowedValues.join(', ')}` : message;
};
