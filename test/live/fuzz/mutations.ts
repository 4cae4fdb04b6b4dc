import fc from 'fast-check';
import { type Document, documentOf, Fields, objects, Raw, slots, written } from './document.ts';
import { MARK } from './messages.ts';

const deep = (depth: number) => new Raw(`${'[{"a":'.repeat(depth)}0${'}]'.repeat(depth)}`);
const base64 = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');

/** Values that no field expects, by the name that a report shows. */
const ODD: Record<string, () => unknown> = {
  null: () => null,
  true: () => true,
  false: () => false,
  zero: () => 0,
  negative: () => -17,
  fraction: () => 0.1,
  infinite: () => new Raw('1e999'),
  'minus infinite': () => new Raw('-1e999'),
  'minus zero': () => new Raw('-0'),
  unsafe: () => new Raw('9007199254740993'),
  'empty text': () => '',
  text: () => MARK,
  'NaN as text': () => 'NaN',
  'number as text': () => '12',
  'true as text': () => 'true',
  'half a surrogate': () => new Raw('"\\ud800"'),
  'zero byte': () => `\0${MARK}`,
  'long text': () => MARK.repeat(20_000),
  'long base64': () => base64(150_000),
  'odd base64': () => base64(4_801),
  'no base64': () => `!${MARK}?`.repeat(50),
  'empty array': () => [],
  array: () => [MARK, 1, null, [], {}],
  'array of null': () => [null],
  'long array': () => Array.from({ length: 10_000 }, () => ({})),
  'empty object': () => ({}),
  object: () => ({ text: MARK, data: MARK, length: 3 }),
  'array-like': () => ({ length: 100_000_000 }),
  'buffer-like': () => ({ type: 'Buffer', data: [1, 2, 3] }),
  'no primitive': () => ({ toString: MARK, valueOf: MARK }),
  'thenable-like': () => new Fields([['then', MARK]]),
  prototype: () => new Fields([['__proto__', new Fields([[MARK, true]])]]),
  constructor: () => ({ constructor: { prototype: { [MARK]: true } } }),
  'deep nesting': () => deep(2_000),
};

const odd = fc.constantFrom(...Object.keys(ODD));
const madeOf = (name: string): Document => documentOf((ODD[name] ?? (() => null))());

const NAMES = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'then', 'toJSON', 'length', ''],
  ...['text', 'data', 'error', 'setupComplete', 'serverContent', 'toolCall', 'goAway', 'usageMetadata', 'modelTurn'],
  ...['parts', 'inlineData', 'interrupted', 'turnComplete', 'generationComplete', 'sessionResumptionUpdate', MARK],
];
const name = fc.constantFrom(...NAMES);

/** One change to one place of a message. `at` counts its places and starts over after the last one. */
export type Mutation =
  | { is: 'drop'; at: number }
  | { is: 'double'; at: number }
  | { is: 'grow'; at: number }
  | { is: 'turn'; at: number }
  | { is: 'put'; at: number; what: string }
  | { is: 'double with'; at: number; what: string }
  | { is: 'rename'; at: number; name: string }
  | { is: 'add'; at: number; name: string; what: string };

const at = fc.nat({ max: 60 });

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ is: fc.constant('drop' as const), at }) },
  { weight: 8, arbitrary: fc.record({ is: fc.constant('put' as const), at, what: odd }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('double' as const), at }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('turn' as const), at }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('double with' as const), at, what: odd }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('grow' as const), at }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('rename' as const), at, name }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('add' as const), at, name, what: odd }) },
);

/** How large a place grows: to this many characters, or to this many items with no more characters than that in all. */
const HUGE = { characters: 100_000, items: 10_000 };

const grown = (value: Document): Document => {
  if (typeof value === 'string') {
    const seed = value || MARK;
    return seed.repeat(Math.ceil(HUGE.characters / seed.length));
  }
  // Each item is raw text, so that later mutations of the message aren't applied ten thousand times.
  const items = (Array.isArray(value) && value.length > 0 ? value : [value]).map((item) => new Raw(written(item)));
  const room = Math.floor((HUGE.characters * items.length) / written(items).length);
  return Array.from({ length: Math.min(HUGE.items, room) }, (_, index) => items[index % items.length] ?? null);
};

/** Applies a mutation to a document. */
export const mutate = (document: Document, done: Mutation): void => {
  const inside = objects(document);
  const object = inside[done.at % inside.length];
  const places = slots(document);
  const slot = places[done.at % places.length];
  switch (done.is) {
    case 'add':
      object?.entries.push([done.name, madeOf(done.what)]);
      break;
    case 'turn':
      object?.entries.reverse();
      break;
    case 'drop':
      slot?.drop();
      break;
    case 'double':
      slot?.double(slot.value);
      break;
    case 'double with':
      slot?.double(madeOf(done.what));
      break;
    case 'put':
      slot?.put(madeOf(done.what));
      break;
    case 'grow':
      slot?.put(grown(slot.value));
      break;
    case 'rename':
      slot?.rename(done.name);
      break;
  }
};
