import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toServerArguments } from '../../../src/tools/mcp/mcp-arguments.ts';
import { toLiveSchema } from '../../../src/tools/mcp/mcp-schema.ts';
import { refuseDeclarations } from '../../../world/live/declaration-verdict.ts';
import { currentModels } from '../../../world/live/local-models.ts';

const [live] = currentModels;
assert.ok(live);

/** Whether the Live API takes a function with these parameters. */
const isTaken = (parameters: object | undefined): boolean => {
  const declaration = { name: 'a', description: 'b', ...(parameters && { parameters }) };
  return refuseDeclarations({ tools: [{ functionDeclarations: [declaration] }] } as never, live) === undefined;
};

const convert = (schema: object) => {
  const converted = toLiveSchema(schema);
  assert.ok(converted);
  assert.ok(isTaken(converted.parameters), JSON.stringify(converted.parameters));
  return converted;
};

/** What one property becomes, without the object around it. */
const convertOne = (schema: unknown): unknown => {
  const { parameters } = convert({ type: 'object', properties: { it: schema } });
  return (parameters?.properties as Record<string, unknown> | undefined)?.it;
};

test('plain types are said in the words of the Live API', () => {
  const { parameters } = convert({
    type: 'object',
    properties: {
      path: { type: 'string', description: 'Where  it\nis.' },
      depth: { type: 'integer', minimum: 1, maximum: 9, default: 3 },
      ratio: { type: 'number' },
      isDeep: { type: 'boolean' },
      kind: { enum: ['a', 'b'] },
      tags: { type: 'array', items: { type: 'string' }, minItems: 1 },
      at: { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] },
    },
    required: ['depth', 'path', 'nothing'],
  });
  assert.deepEqual(parameters, {
    type: 'OBJECT',
    properties: {
      path: { type: 'STRING', description: 'Where it is.' },
      depth: { type: 'INTEGER', description: 'Default: 3.', minimum: 1, maximum: 9 },
      ratio: { type: 'NUMBER' },
      isDeep: { type: 'BOOLEAN' },
      kind: { type: 'STRING', enum: ['a', 'b'] },
      tags: { type: 'ARRAY', items: { type: 'STRING' }, minItems: '1' },
      at: { type: 'OBJECT', properties: { x: { type: 'NUMBER' } }, required: ['x'] },
    },
    required: ['path', 'depth'],
  });
});

test('a tool without arguments has no parameters', () => {
  for (const schema of [{ type: 'object' }, { type: 'object', properties: {} }, {}, { type: 'string' }])
    assert.equal(convert(schema).parameters, undefined, JSON.stringify(schema));
});

test('what may be missing, and unions that are none, are said as they are', () => {
  assert.deepEqual(convertOne({ type: ['string', 'null'] }), { type: 'STRING', nullable: true });
  assert.deepEqual(convertOne({ anyOf: [{ type: 'integer' }, { type: 'null' }] }), { type: 'INTEGER', nullable: true });
  assert.deepEqual(convertOne({ oneOf: [{ const: 'a' }, { const: 'b' }] }), { type: 'STRING', enum: ['a', 'b'] });
  assert.deepEqual(convertOne({ allOf: [{ type: 'string' }, { description: 'A name.' }] }), {
    type: 'STRING',
    description: 'A name.',
  });
  assert.deepEqual(convertOne({ enum: [1, 2] }), { type: 'NUMBER', description: 'One of: 1, 2' });
});

test('what can’t be said is written as JSON, and read again before the server gets it', () => {
  const schema = {
    type: 'object',
    properties: {
      any: {},
      either: { anyOf: [{ type: 'string' }, { type: 'number' }] },
      free: { type: 'object', additionalProperties: { type: 'string' } },
      pairs: { type: 'array', items: [{ type: 'string' }, { type: 'number' }] },
    },
  };
  const { parameters, shape } = convert(schema);
  const properties = parameters?.properties as Record<string, { type: string; description: string }>;
  for (const key of ['any', 'either', 'free']) {
    assert.equal(properties[key]?.type, 'STRING', key);
    assert.match(properties[key]?.description ?? '', /JSON/, key);
  }
  const args = { any: '{"a":[1]}', either: 'plain', free: '{"k":"v"}', pairs: ['"a"', '1', 'x'] };
  assert.deepEqual(toServerArguments(args, shape), {
    any: { a: [1] },
    either: 'plain',
    free: { k: 'v' },
    pairs: ['a', 1, 'x'],
  });
});

test('references are followed within the schema, and nowhere else', () => {
  const { parameters } = convert({
    type: 'object',
    properties: {
      a: { $ref: '#/$defs/name~1first' },
      b: { $ref: 'https://example.com/schema.json' },
      c: { $ref: '#/$defs/__proto__' },
      d: { $ref: '#/properties/d' },
    },
    $defs: { 'name/first': { type: 'string', maxLength: 9 } },
  });
  const { a, b, c, d } = (parameters as { properties: Record<string, object> }).properties;
  assert.deepEqual(a, { type: 'STRING' });
  for (const one of [b, c, d]) assert.match(JSON.stringify(one), /As JSON/);
});

test('odd names of properties become names that the Live API knows, and the server gets its own', () => {
  const keys = [
    '$filter',
    'foo-bar',
    'foo_bar',
    'foo bar',
    '1st',
    '',
    'ü',
    '__proto__',
    'constructor',
    'x'.repeat(200),
  ];
  const properties = Object.fromEntries(keys.map((key) => [key, { type: 'string' }]));
  const { parameters, shape } = convert({ type: 'object', properties, required: keys });
  const names = Object.keys(parameters?.properties as object);
  assert.equal(new Set(names).size, keys.length);
  const restored = toServerArguments(Object.fromEntries(names.map((name) => [name, name])), shape);
  assert.deepEqual(Object.keys(restored as object).toSorted(), keys.toSorted());
  assert.equal(Object.getPrototypeOf(restored), Object.prototype);
});

test('arguments that the model makes up stay with us', () => {
  const { shape } = convert({ type: 'object', properties: { a: { type: 'string' } } });
  assert.deepEqual(toServerArguments({ a: 'x', b: 'y' }, shape), { a: 'x' });
  assert.deepEqual(toServerArguments({ a: 'x' }, convert({ type: 'object' }).shape), {});
});

/** A schema nested this deeply. */
const nest = (depth: number): object =>
  depth === 0 ? { type: 'string' } : { type: 'object', properties: { in: nest(depth - 1) } };

test('schema bombs end, are small, and are taken by the Live API', { timeout: 20_000 }, () => {
  const wide = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`p${at}`, { type: 'string' }]));
  const self = { $ref: '#' };
  const bombs: Record<string, object> = {
    deep: nest(500),
    wide: { type: 'object', properties: wide },
    recursive: { type: 'object', properties: Object.fromEntries('abcdefghij'.split('').map((key) => [key, self])) },
    'recursive list': { type: 'object', properties: { all: { type: 'array', items: self } } },
    'all of itself': { type: 'object', allOf: Array.from({ length: 50 }, () => self), properties: { a: self } },
    'any of itself': { type: 'object', properties: { a: { anyOf: [self, self] } }, anyOf: [self, self] },
    circle: {
      type: 'object',
      properties: { a: { $ref: '#/$defs/b' } },
      $defs: { b: { $ref: '#/$defs/c' }, c: { $ref: '#/$defs/b' } },
    },
    'huge enum': { type: 'object', properties: { a: { enum: Array.from({ length: 5_000 }, (_, at) => `v${at}`) } } },
    words: {
      type: 'object',
      properties: Object.fromEntries(
        Object.keys(wide)
          .slice(0, 60)
          .map((key) => [key, { type: 'string', description: 'x'.repeat(900) }]),
      ),
    },
  };
  for (const [name, schema] of Object.entries(bombs)) {
    const { parameters } = convert(schema);
    assert.ok(JSON.stringify(parameters ?? {}).length <= 8 * 1024, name);
  }
});

test('what is too big to look at isn’t offered', () => {
  // Deeper than what can be printed as JSON.
  let endless: object = { type: 'string' };
  for (let depth = 0; depth < 100_000; depth += 1) endless = { type: 'object', properties: { in: endless } };
  assert.equal(toLiveSchema(endless), undefined);
  assert.equal(toLiveSchema({ type: 'object', description: 'x'.repeat(70_000) }), undefined);
  for (const odd of [undefined, null, 'object', [], 7]) assert.equal(toLiveSchema(odd), undefined);
});

test('whatever JSON a server calls a schema, the Live API takes what becomes of it', () => {
  const leaf = fc.oneof(
    fc.constantFrom('string', 'object', 'array', 'null', 'integer', '#', '#/properties/a', 'date'),
    fc.boolean(),
    fc.double(),
    fc.string(),
  );
  const key = fc.constantFrom(
    ...['type', 'properties', 'items', 'enum', 'const', 'anyOf', 'oneOf', 'allOf', '$ref', 'required', 'default'],
    ...['description', 'format', 'minimum', 'maxItems', 'a', 'b-c', '__proto__', 'toString'],
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, tree, { maxKeys: 6 }), (schema) => {
      const converted = toLiveSchema({ type: 'object', ...schema });
      if (!converted) return;
      assert.ok(isTaken(converted.parameters), JSON.stringify(converted.parameters));
      toServerArguments({ a: 'x', b_c: [1], toString: {} }, converted.shape);
    }),
    { numRuns: 2_000 },
  );
});
