import { isBlank } from '../base/blank.ts';
import { sanitizeForeign } from './foreign-text.ts';

/** What a model has made up as arguments; reading one that makes no sense throws this. The message is told to the model. */
export class ArgumentError extends Error {
  override name = 'ArgumentError';
}

type Args = Readonly<Record<string, unknown>>;

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A text of one line; nothing if it's missing. @throws ArgumentError */
export const readOptionalText = (args: Args, name: string, most: number): string | undefined => {
  const value = args[name];
  if (isMissing(value)) return undefined;
  if (typeof value !== 'string') throw new ArgumentError(`${name} must be text.`);
  const line = sanitizeForeign(value, most * 2)
    .text.replace(/\s+/g, ' ')
    .trim();
  if (isBlank(line)) return undefined;
  if (line.length > most) throw new ArgumentError(`${name} must have at most ${most} characters.`);
  return line;
};

/** A text of one line. @throws ArgumentError */
export const readText = (args: Args, name: string, most: number): string => {
  const text = readOptionalText(args, name, most);
  if (text === undefined) throw new ArgumentError(`${name} must be text.`);
  return text;
};

/** How many texts a list has, and how many characters each of them has at most. */
type ListLimits = Record<'least' | 'most' | 'each', number>;

/** A list of texts of one line each. @throws ArgumentError */
export const readTexts = (args: Args, name: string, { least, most, each }: ListLimits): string[] => {
  const value = args[name];
  if (!Array.isArray(value)) throw new ArgumentError(`${name} must be a list.`);
  if (value.length > most) throw new ArgumentError(`${name} must have at most ${most} entries.`);
  if (value.length < least) throw new ArgumentError(`${name} must have at least ${least} entries.`);
  return value.map((one) => readText({ [name]: one }, name, each));
};

/** The same without those that were there before. @throws ArgumentError */
export const readDifferentTexts = (args: Args, name: string, limits: ListLimits): string[] => {
  const texts = [...new Set(readTexts(args, name, limits))];
  if (texts.length >= limits.least) return texts;
  throw new ArgumentError(`${name} must have at least ${limits.least} different entries.`);
};

/** A whole number; models write some of them as text. @throws ArgumentError */
export const readNumber = (
  args: Args,
  name: string,
  { least, most, usual }: { least: number; most: number; usual?: number },
): number => {
  const value = args[name];
  if (isMissing(value) && usual !== undefined) return usual;
  const number = typeof value === 'string' && /^-?\d{1,9}$/.test(value.trim()) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new ArgumentError(`${name} must be a whole number from ${least} to ${most}.`);
};

/** Whether something is wanted; not, if it's missing. @throws ArgumentError */
export const readFlag = (args: Args, name: string): boolean => {
  const value = args[name];
  if (isMissing(value) || value === false || value === 'false') return false;
  if (value === true || value === 'true') return true;
  throw new ArgumentError(`${name} must be true or false.`);
};

/** A schema for text in a declaration. */
export const makeTextSchema = (description: string) => ({ type: 'STRING', description });

/** A schema for a whole number. */
export const makeNumberSchema = (description: string) => ({ type: 'INTEGER', description });

/** A schema for a list of texts. */
export const makeTextsSchema = (description: string) => ({ type: 'ARRAY', description, items: { type: 'STRING' } });
