import { MOMENTS } from '../base/moments.ts';
import type { LineMoment, TurnLine } from './turn-lines.ts';

/** The newest version of the form of a saved turn. */
const VERSION = 1;

/** A saved turn has far fewer characters, and fewer moments, than this. */
const MOST_CHARACTERS = 100_000;
const MOST_SAVED = 200;

/** No moment is later than this after its turn was asked, in milliseconds: a week. */
const LATEST = 7 * 86_400_000;

/**
 * Why a file isn't a turn: it's too big; it's something else; another version (`needed`) would be right; it isn't JSON; or a field has
 * a value that no turn has.
 */
export type TurnFileFault =
  | { is: 'too-big' | 'foreign' | 'damaged' }
  | { is: 'version'; needed: number }
  | { is: 'field'; name: string };

/** A file that was to be opened as a turn isn't one. The page has a sentence for each fault. */
export class TurnFileError extends Error {
  override name = 'TurnFileError';
  readonly fault: TurnFileFault;

  constructor(fault: TurnFileFault, options?: ErrorOptions) {
    super(`the file is no saved turn: ${JSON.stringify(fault)}`, options);
    this.fault = fault;
  }
}

/** A turn as a file, in JSON. */
export const writeTurnFile = (line: TurnLine): string =>
  `${JSON.stringify({ 'parley-turn': VERSION, ...line }, undefined, 2)}\n`;

/**
 * Reads a saved turn, which may come from anybody: everything in it is checked, and what it doesn't know is left out.
 *
 * @throws TurnFileError if it isn't a saved turn, is from a newer version, or has something in it that no turn has.
 */
export const readTurnFile = (json: string): TurnLine => {
  if (json.length > MOST_CHARACTERS) throw new TurnFileError({ is: 'too-big' });
  const file = fields(parse(json));
  const version = file?.['parley-turn'];
  if (!file || version === undefined) throw new TurnFileError({ is: 'foreign' });
  if (version !== VERSION) throw new TurnFileError({ is: 'version', needed: VERSION });
  const { id, server, channel, way, by, at, moments, lost, outcome } = file;
  return {
    id: readNumber('id', id, Number.MAX_SAFE_INTEGER),
    ...(server !== undefined && { server: readId('server', server) }),
    channel: readId('channel', channel),
    way: readWord('way', way, ['typed', 'spoken']),
    by: readWord('by', by, ['live', 'text']),
    at: readNumber('at', at, 8.64e15),
    moments: readMoments(moments),
    ...(lost !== undefined && { lost: readNumber('lost', lost, Number.MAX_SAFE_INTEGER) }),
    ...(outcome !== undefined && { outcome: readWord('outcome', outcome, OUTCOMES) }),
  };
};

const OUTCOMES = ['complete', 'interrupted', 'silent', 'broken', 'failed', 'yielded'];

const KINDS = [...MOMENTS, 'edited'] as const;

/** Codes, names of functions and outcomes; a sentence doesn't fit. */
const DETAIL = /^[\w.:-]{1,64}(?: [\w.:-]{1,32})?$/;

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new TurnFileError({ is: 'damaged' }, { cause: error });
  }
};

const fields = (value: unknown): { readonly [name: string]: unknown } | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;

const wrong = (name: string): TurnFileError => new TurnFileError({ is: 'field', name });

const readNumber = (name: string, value: unknown, most: number): number => {
  if (typeof value !== 'number' || !(value >= 0 && value <= most)) throw wrong(name);
  return value;
};

const readId = (name: string, value: unknown): string => {
  if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) throw wrong(name);
  return value;
};

const readWord = <Word extends string>(name: string, value: unknown, words: readonly Word[]): Word => {
  const found = words.find((word) => word === value);
  if (found === undefined) throw wrong(name);
  return found;
};

const readMoments = (value: unknown): LineMoment[] => {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_SAVED) throw wrong('moments');
  return value.map((one) => {
    const { what, at, detail } = fields(one) ?? {};
    const moment = { what: readWord('what', what, KINDS), at: readNumber('at', at, LATEST) };
    if (detail === undefined) return moment;
    return { ...moment, detail: readDetail(detail) };
  });
};

const readDetail = (value: unknown): string | number => {
  if (typeof value === 'number') return readNumber('detail', value, Number.MAX_SAFE_INTEGER);
  if (typeof value !== 'string' || !DETAIL.test(value)) throw wrong('detail');
  return value;
};
