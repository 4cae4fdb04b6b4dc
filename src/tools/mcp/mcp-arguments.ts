/**
 * How arguments that the model sends become those that a server wants. `json`: the model writes JSON into a text. An `object`
 * has properties whose names the Live API may not know: `name` is for the model, `key` for the server.
 */
export type ArgumentShape =
  | { is: 'same' }
  | { is: 'json' }
  | { is: 'list'; of: ArgumentShape }
  | { is: 'object'; fields: readonly { name: string; key: string; shape: ArgumentShape }[] };

/** How long the name of a parameter may be; see `FunctionDeclaration.parameters` of @google/genai. */
const MOST_NAME = 64;

/** What every object has, so it can't be a name. */
const INHERITED = ['__proto__', 'constructor', 'prototype'];

/** Names as the Live API takes them, one for each key: of letters, digits and `_`, each once. */
export const nameParameters = (keys: readonly string[]): string[] => {
  const taken = new Set(INHERITED);
  return keys.map((key) => {
    const plain = key
      .slice(0, MOST_NAME - 1)
      .replace(/\W/g, '_')
      .replace(/^(?=\d|$)/, '_');
    let name = plain;
    for (let count = 2; taken.has(name); count += 1) name = `${plain.slice(0, MOST_NAME - 5)}_${count}`;
    taken.add(name);
    return name;
  });
};

/** The arguments as the server wants them. What isn't in the shape, because the model made it up, is left out. */
export const toServerArguments = (args: unknown, shape: ArgumentShape): unknown => {
  if (shape.is === 'json') return typeof args === 'string' ? parseJson(args) : args;
  if (shape.is === 'list') return Array.isArray(args) ? args.map((one) => toServerArguments(one, shape.of)) : args;
  if (shape.is === 'same' || typeof args !== 'object' || args === null) return args;
  const given = args as Record<string, unknown>;
  return Object.fromEntries(
    shape.fields
      .filter(({ name }) => Object.hasOwn(given, name) && given[name] !== undefined)
      .map(({ name, key, shape: inner }) => [key, toServerArguments(given[name], inner)]),
  );
};

/** What isn't JSON is meant as the text that it is. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
