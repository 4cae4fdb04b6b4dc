import type { en } from './en/index.ts';

/** Every sentence for people in one language: its words, or how they are made from values. English says which there are. */
export type Catalogue = typeof en;

/** What a sentence is known by: the file of the catalogue that it is in, a dot, and a name. */
export type Code = keyof Catalogue;

/** The codes of sentences that have no values. */
export type PlainCode = { [C in Code]: Catalogue[C] extends string ? C : never }[Code];

type Flat<T> = { [K in keyof T]: T[K] };

/**
 * A sentence for people before it is said in anybody's language: its code, and the values that are in it. It is plain data:
 * it can be compared, logged by its code, and carried from room to room.
 */
export type Text<C extends Code = Code> = {
  [K in C]: Catalogue[K] extends (values: infer V) => string ? Flat<{ code: K } & V> : { code: K };
}[C];

/** Says a sentence in the language of a catalogue. */
export const render = (text: Text, catalogue: Catalogue): string => {
  const entry = catalogue[text.code] as string | ((values: Text) => string);
  return typeof entry === 'string' ? entry : entry(text);
};
