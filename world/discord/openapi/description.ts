import { readFileSync } from 'node:fs';
import { correctSchemas } from './deviations.ts';
import type { Schema, SchemasByName } from './schema.ts';

/** One parameter of a route, in its path or its query. */
export type Parameter = { name: string; in: string; required?: boolean; schema: Schema };

/** What Discord says of one route. */
export type Operation = {
  /** Its method and path, the variable parts by their names: `GET /channels/{channel_id}`. */
  route: string;
  parameters: readonly Parameter[];
  /** Of the body as JSON; undefined if it takes none. */
  request: Schema | undefined;
  needsBody: boolean;
  /** By status, or by its hundreds: `4XX`; undefined where an answer has no body. */
  answers: ReadonlyMap<string, Schema | undefined>;
};

type Content = { content?: Record<string, { schema: Schema }> };
type Answer = Content | { $ref: string };
type RawOperation = {
  parameters?: Parameter[];
  requestBody?: Content & { required?: boolean };
  responses: Record<string, Answer>;
};
type Path = { parameters?: Parameter[] } & { [method: string]: RawOperation };
type File = { paths: Record<string, Path>; components: { schemas: SchemasByName; responses: Record<string, Content> } };

const isVariable = (part: string) => part.startsWith('{');

const fits = (template: readonly string[], parts: readonly string[]) =>
  template.length === parts.length && template.every((part, index) => isVariable(part) || part === parts[index]);

/** Discord's own description of its HTTP API, with what it is known to have wrong put right. */
export class Description {
  readonly schemas: SchemasByName;
  readonly #file: File;
  readonly #templates: readonly (readonly string[])[];
  readonly #operations = new Map<string, Operation | undefined>();

  /** Reads the file, which takes about 10 ms. */
  constructor() {
    const file: File = JSON.parse(readFileSync(new URL('./discord.json', import.meta.url), 'utf8'));
    this.#file = file;
    this.schemas = correctSchemas(file.components.schemas);
    const split = Object.keys(file.paths).map((path) => path.split('/'));
    // Of two that fit, that with the fewer variable parts is meant: `/users/@me`, not `/users/{user_id}`.
    const variables = (template: readonly string[]) => template.filter(isVariable).length;
    this.#templates = split.toSorted((one, other) => variables(one) - variables(other));
  }

  /** What there is to know of a request's route; undefined if Discord describes none such. */
  operation(method: string, path: string): Operation | undefined {
    const parts = path.split('/');
    const template = this.#templates.find((one) => fits(one, parts))?.join('/');
    if (template === undefined) return undefined;
    const route = `${method} ${template}`;
    if (!this.#operations.has(route)) this.#operations.set(route, this.#read(method, template, route));
    return this.#operations.get(route);
  }

  #read(method: string, template: string, route: string): Operation | undefined {
    const path = this.#file.paths[template];
    const found = path?.[method.toLowerCase()];
    if (!found) return undefined;
    const answers = Object.entries(found.responses).map(([status, answer]) => [status, this.#answer(answer)] as const);
    return {
      route,
      parameters: [...(path?.parameters ?? []), ...(found.parameters ?? [])],
      request: found.requestBody?.content?.['application/json']?.schema,
      needsBody: found.requestBody?.required ?? false,
      answers: new Map(answers),
    };
  }

  #answer(answer: Answer): Schema | undefined {
    const { content }: Content =
      '$ref' in answer ? (this.#file.components.responses[answer.$ref.split('/').at(-1) ?? ''] ?? {}) : answer;
    return content?.['application/json']?.schema;
  }
}

/** The values of a route's variable parts in a path, by name. */
export const variablesOf = ({ route }: Operation, path: string): Map<string, string> => {
  const template = route.slice(route.indexOf('/')).split('/');
  const pairs = template.map((part, index) => [part, path.split('/')[index] ?? ''] as const);
  return new Map(pairs.filter(([part]) => isVariable(part)).map(([part, value]) => [part.slice(1, -1), value]));
};
