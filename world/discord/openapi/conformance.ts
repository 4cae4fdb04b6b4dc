import { Description, type Operation, variablesOf } from './description.ts';
import { eventSchemas } from './event-schemas.ts';
import type { Schema } from './schema.ts';
import { type SchemaFault, Schemas } from './schemas.ts';

/** A request, as far as Discord describes it. */
export type DescribedRequest = { method: string; path: string; query: URLSearchParams; body: unknown };

/** An answer to one. */
export type DescribedResponse = { status: number; body: unknown };

/** A text of a path or a query as the type that it stands for. */
const toTyped = (text: string, { type }: Schema): unknown => {
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return type === 'integer' || type === 'number' ? Number(text) : text;
};

const formatFault = ({ at, what }: SchemaFault) => `${at || 'the whole of it'} ${what}`;

/** Holds what goes over the wire against Discord's own description. */
export class Conformance {
  readonly #description = new Description();
  readonly #schemas = new Schemas(this.#description.schemas);
  readonly #events = eventSchemas(this.#description.schemas);

  /** What is wrong with a request, and with its answer, in sentences that name the route. */
  exchange(asked: DescribedRequest, answered: DescribedResponse): string[] {
    const operation = this.#description.operation(asked.method, asked.path);
    if (!operation) return [`${asked.method} ${asked.path} is no route of Discord's`];
    return [
      ...this.#request(operation, asked).map((fault) => `the request ${operation.route}: ${fault}`),
      ...this.#answer(operation, answered).map(
        (fault) => `the answer ${answered.status} to ${operation.route}: ${fault}`,
      ),
    ];
  }

  /** A route by its parts' names; undefined if Discord has none such. */
  routeOf(method: string, path: string): string | undefined {
    return this.#description.operation(method, path)?.route;
  }

  /** What is wrong with an event of the gateway. */
  event(event: string, payload: unknown): string[] {
    const schema = this.#events[event];
    return schema
      ? this.#schemas.faults(schema, payload).map((fault) => `the event ${event}: ${formatFault(fault)}`)
      : [];
  }

  #request(operation: Operation, { path, query, body }: DescribedRequest): string[] {
    const { parameters, request, needsBody } = operation;
    const variables = variablesOf(operation, path);
    const given = parameters.flatMap((parameter) => {
      const text = parameter.in === 'path' ? variables.get(parameter.name) : (query.get(parameter.name) ?? undefined);
      if (text === undefined) return parameter.required ? [`${parameter.name} is missing`] : [];
      return this.#schemas
        .faults(parameter.schema, toTyped(text, parameter.schema))
        .map(({ what }) => `${parameter.name} ${what}`);
    });
    const known = parameters.map(({ name }) => name);
    const unknown = [...query.keys()]
      .filter((name) => !known.includes(name))
      .map((name) => `${name} is no parameter of it`);
    if (body === undefined) return [...given, ...unknown, ...(needsBody ? ['it has no body'] : [])];
    const faults = request ? this.#schemas.faults(request, body).map(formatFault) : ['it takes no body'];
    return [...given, ...unknown, ...faults];
  }

  #answer({ answers }: Operation, { status, body }: DescribedResponse): string[] {
    // Discord describes no answer of a server that is out of order.
    if (status >= 500) return [];
    const key = [`${status}`, `${Math.floor(status / 100)}XX`].find((one) => answers.has(one));
    if (key === undefined) return [`it is answered with ${[...answers.keys()].join(', ')} only`];
    const schema = answers.get(key);
    if (!schema) return body === undefined ? [] : ['it has no body'];
    return this.#schemas.faults(schema, body).map(formatFault);
  }
}

let conformance: Conformance | undefined;

/** The one that all worlds of this process share, because reading the description takes time. */
export const shareConformance = (): Conformance => {
  conformance ??= new Conformance();
  return conformance;
};
