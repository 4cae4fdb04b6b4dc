import type { en } from './en/index.ts';

/** Every sentence for people in one language: its words, or a function that makes them from values. English defines the list. */
export type Catalogue = typeof en;

/** The name of a sentence: its subject, a dot, and what it says about that. */
export type Code = keyof Catalogue;

/** The codes of sentences without values. */
export type PlainCode = { [C in Code]: Catalogue[C] extends string ? C : never }[Code];

type Flat<T> = { [K in keyof T]: T[K] };

/**
 * A sentence for people before it's put into a language: its code and its values. It's plain data, so it can be compared, passed
 * from room to room, and logged by its code.
 */
export type Text<C extends Code = Code> = {
  [K in C]: Catalogue[K] extends (values: infer V) => string ? Flat<{ code: K } & V> : { code: K };
}[C];

/** Puts a sentence into the language of a catalogue. */
export const render = (text: Text, catalogue: Catalogue): string => {
  const entry = catalogue[text.code] as string | ((values: Text) => string);
  return typeof entry === 'string' ? entry : entry(text);
};
