import { toText, UserError } from '../src/base/errors.ts';
import { en } from '../src/text/en/index.ts';
import { makeLanguages, toLanguage } from '../src/text/languages.ts';
import type { Code, Text } from '../src/text/text.ts';

/** The languages of Parley. */
export const ENGLISH = makeLanguages({ en: toLanguage(en) }, 'en');

/** Sentences as an English reader sees them. */
export const sentence = ENGLISH.to('en');

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** A message that holds these sentences in this order, whatever else it says. */
export const holding = (...texts: Text[]): RegExp =>
  new RegExp(texts.map((text) => escaped(sentence(text))).join('[\\s\\S]*'));

/** A message that begins with a sentence. */
export const begins = (text: Text): RegExp => new RegExp(`^${escaped(sentence(text))}`);

/** The first sentence of several: what happened, and not yet what to do, which may depend on the time. */
export const opening = (text: Text): string => /^.*?[.?!](?= |$)/.exec(sentence(text))?.[0] ?? '';

/** A message that begins with the first sentence of several. */
export const opens = (text: Text): RegExp => new RegExp(`^${escaped(opening(text))}`);

/** What one of these sentences begins with, as a warning. */
export const warning = (...texts: Text[]): RegExp =>
  new RegExp(`^⚠️ (?:${texts.map((text) => escaped(opening(text))).join('|')})`);

/** The sentence that an error is for the person who asked. It fails for an error that is not for them. */
export const textIn = (error: unknown): Text => {
  if (!(error instanceof UserError)) throw new Error('this error is not for a person', { cause: error });
  return toText(error);
};

export const codeIn = (error: unknown): Code => textIn(error).code;

/** When it is worth trying again by an error, in milliseconds since the epoch, if it says so. */
export const retryIn = (error: unknown): number | undefined => {
  const text = textIn(error);
  return 'at' in text ? text.at : undefined;
};
