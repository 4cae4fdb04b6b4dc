import type { LocalModel } from './local-models.ts';
import type { Refusal, SetupMessage } from './wire.ts';

type Declaration = NonNullable<NonNullable<SetupMessage['tools']>[number]['functionDeclarations']>[number];

const INVALID: Refusal = { code: 1007, reason: 'Request contains an invalid argument.' };

/** The fields of a declaration, by the types of @google/genai 3.3.0. */
const FIELDS = new Set(
  'name description behavior parameters parametersJsonSchema response responseJsonSchema'.split(' '),
);

/** What a function may be called: see `FunctionDeclaration.name` of the SDK. */
const NAME = /^[A-Za-z_][\w.:-]{0,127}$/;

/** What a parameter may be called: see `FunctionDeclaration.parameters` of the SDK. */
const PARAMETER = /^[A-Za-z_]\w{0,63}$/;

/** The types of a schema in the API's own form. */
const TYPES = new Set(['OBJECT', 'STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'ARRAY']);

const BEHAVIORS = new Set([undefined, 'UNSPECIFIED', 'BLOCKING', 'NON_BLOCKING']);

/** The declared functions of a setup. */
export const listDeclared = ({ tools = [] }: Pick<SetupMessage, 'tools'>): Declaration[] =>
  tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations);

/** Why a setup's functions can't be declared for a model; nothing if they can. */
export function refuseDeclarations(setup: SetupMessage, model: LocalModel): Refusal | undefined {
  const declared = listDeclared(setup);
  if (new Set(declared.map(({ name }) => name)).size < declared.length) {
    return { code: 1007, reason: 'Duplicate function declaration found.' };
  }
  for (const declaration of declared) {
    const unknown = Object.keys(declaration).find((field) => !FIELDS.has(field));
    if (unknown) {
      const at = 'setup.tools[0].function_declarations[0]';
      return {
        code: 1007,
        reason: `Invalid JSON payload received. Unknown name "${unknown}" at '${at}': Cannot find field.`,
      };
    }
    const { name = '', behavior, parameters, parametersJsonSchema } = declaration;
    if (!NAME.test(name)) return { code: 1007, reason: `Invalid function name "${name}".` };
    if (!BEHAVIORS.has(behavior) || (behavior === 'BLOCKING' && !model.blocking)) return INVALID;
    if (parameters && parametersJsonSchema) return INVALID;
    if (parameters && !isSchema(parameters)) return INVALID;
  }
  return undefined;
}

const isSchema = ({ type, properties = {}, required = [] }: NonNullable<Declaration['parameters']>): boolean =>
  TYPES.has(type ?? '') &&
  Object.keys(properties).every((name) => PARAMETER.test(name)) &&
  Object.values(properties).every(isSchema) &&
  required.every((name) => Object.hasOwn(properties, name));
