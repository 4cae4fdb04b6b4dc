import fc from 'fast-check';
import { documentOf, written } from './document.ts';
import { MARK, message } from './messages.ts';
import { type Mutation, mutate, mutation } from './mutations.ts';

/** One message and the mutations of it. */
type Mutant = { json: unknown; mutations: Mutation[] };

/** How a message is sent: binary as by the real server, as text, in several fragments, or padded to a number of bytes. */
type Way = 'binary' | 'text' | 'fragments' | number;

/** Frames that aren't messages at all. */
const RUBBISH = {
  empty: () => Buffer.alloc(0),
  space: () => ' \n\t',
  words: () => `This is a ${MARK}.`,
  page: () => `<!DOCTYPE html><html><body>502 ${MARK}</body></html>`,
  'zero bytes': () => Buffer.alloc(64),
  'binary rubbish': () => Buffer.from(Array.from({ length: 999 }, (_, index) => (index * 7_919) % 256)),
  'no UTF-8': () => Buffer.from(`{"serverContent":{"outputTranscription":{"text":"\xff\xfe${MARK}"}}}`, 'latin1'),
  'a mark of byte order': () => `\ufeff{"setupComplete":{}}`,
  'a bare number': () => '5',
  'a bare null': () => 'null',
  'a bare text': () => JSON.stringify(MARK),
  'a bare array': () => `[{"serverContent":{"outputTranscription":{"text":"${MARK}"}}}]`,
  'single quotes': () => `{'serverContent':{}}`,
  'no number': () => '{"goAway":{"timeLeft":NaN}}',
  'a comma too many': () => '{"serverContent":{},}',
} satisfies Record<string, () => string | Buffer>;

/** A frame of a mutated stream. */
export type Frame =
  | ({ is: 'message'; way: Way } & Mutant)
  | { is: 'joined'; glue: string; mutants: Mutant[] }
  | ({ is: 'half' } & Mutant)
  | { is: 'rubbish'; what: keyof typeof RUBBISH; binary: boolean };

/** What is sent for a frame, in pieces. */
export type Sent = { pieces: (string | Buffer)[]; binary: boolean; messages: number };

/** The lengths at which a frame's header changes. */
const EDGES = [125, 126, 127, 65_535, 65_536, 65_537];

const mutant = fc.record({ json: message, mutations: fc.array(mutation, { maxLength: 3 }) });
const way: fc.Arbitrary<Way> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('binary' as const) },
  { weight: 2, arbitrary: fc.constantFrom('text', 'fragments') },
  { weight: 1, arbitrary: fc.constantFrom(...EDGES) },
);

/** Most frames are messages that a parser accepts, because any other one ends the connection. */
export const frame: fc.Arbitrary<Frame> = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.tuple(mutant, way).map(([mutated, how]): Frame => ({ is: 'message', way: how, ...mutated })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('joined' as const),
      glue: fc.constantFrom('', '\n', ','),
      mutants: fc.array(mutant, { minLength: 2, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: mutant.map((mutated): Frame => ({ is: 'half', ...mutated })) },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('rubbish' as const),
      what: fc.constantFrom(...Object.keys(RUBBISH)) as fc.Arbitrary<keyof typeof RUBBISH>,
      binary: fc.boolean(),
    }),
  },
);

const mutatedText = ({ json, mutations }: Mutant): string => {
  const document = documentOf(json);
  for (const done of mutations) mutate(document, done);
  return written(document);
};

/** The bytes of a frame. */
export const sentAs = (one: Frame): Sent => {
  switch (one.is) {
    case 'rubbish':
      return { pieces: [RUBBISH[one.what]()], binary: one.binary, messages: 1 };
    case 'joined':
      return { pieces: [one.mutants.map(mutatedText).join(one.glue)], binary: true, messages: one.mutants.length };
    case 'half': {
      const text = mutatedText(one);
      return { pieces: [text.slice(0, text.length / 2)], binary: true, messages: 1 };
    }
    case 'message':
      return { pieces: travelling(mutatedText(one), one.way), binary: one.way !== 'text', messages: 1 };
  }
};

/** Pads with spaces, which JSON allows, because only the length of the frame matters. */
const travelling = (text: string, way: Way): string[] => {
  if (typeof way === 'number') return [text.padEnd(way - (Buffer.byteLength(text) - text.length))];
  if (way !== 'fragments') return [text];
  const third = Math.ceil(text.length / 3);
  return [text.slice(0, third), text.slice(third, 2 * third), text.slice(2 * third)];
};
