import type { Place } from './place.ts';

/**
 * Tokens by what they stand for, because each kind has its own price. `searches` are searches, not tokens. A difference
 * of two counts may be negative in one kind, where Google told later what the tokens really were.
 */
export type TokenKinds = {
  textIn: number;
  soundIn: number;
  imageIn: number;
  textOut: number;
  soundOut: number;
  thoughts: number;
  searches: number;
};

/** What one model has spent: tokens by their kinds, without those of which there are none. `estimated`: Google didn't tell all kinds. */
export type SpentTokens = { model: string; tokens: Partial<TokenKinds>; estimated?: true };

/**
 * Who pays for something: a person, by their Discord id; only the `place`, for a turn of its conversation that nobody asked
 * for, as a greeting; or Parley itself, as for a recap. `aside`: it's no turn of the conversation, so its session knows nothing of
 * what was said before.
 */
export type Spender = { is: 'person'; id: string; aside?: true } | { is: 'place'; aside?: true } | { is: 'parley' };

/** Whether something is paid for that is no turn of a conversation. */
export const isAside = (spender: Spender): boolean => spender.is === 'parley' || spender.aside === true;

/**
 * What Google counted for a turn, a recap, or a decision whether Parley was meant, since its last count: where, for whom, and of
 * which model, by its kind and its name. The expenses of one turn add up to what it has cost. `estimated`: Google didn't tell all kinds.
 */
export type Expense = {
  place: Place;
  spender: Spender;
  by: 'live' | 'text' | 'decision';
  model: string;
  kinds: TokenKinds;
  estimated: boolean;
};

/** Google counts so many tokens for a second of sound, heard or said (ai.google.dev, "Tokens"). */
export const SOUND_TOKENS = 25;

/** For how much of an answer a hold has room from the beginning, in milliseconds of sound. */
export const ANSWER_ROOM = 30_000;

/**
 * What is known of a turn's cost before its model is asked: tokens of its words, milliseconds of its sound that are known
 * already, how many pictures it has, and how many searches of the web it probably takes at most. `model` is the one whose
 * prices it's foreseen at, if that isn't the conversations'. `isNoQuestion`: accounts and the limits of a minute don't count it. `measurePast` is for who has seen no count of what was said before: the tokens that
 * this has at most, if they can be told. It may reject.
 */
export type Foresight = {
  questionTokens: number;
  soundMs: number;
  pictures: number;
  searches?: number;
  model?: string;
  isNoQuestion?: true;
  measurePast?: () => Promise<TokenKinds | undefined>;
};

/** The room that a running turn has in every cap. */
export type Hold = {
  /**
   * More is going to be spent: for `soundMs` more of a question or `answerMs` more of an answer. Resolves to what the
   * person is told if a cap is full, so that the turn has to stop. It never rejects.
   */
  grow(more: { soundMs?: number; answerMs?: number }): Promise<Error | undefined>;
  /**
   * Ends it, once; what wasn't spent is given back. `asked`: a model was asked, so an estimate stays until its count
   * comes. It never rejects.
   */
  close(asked: boolean): Promise<void>;
};

/** A hold where nothing is limited. */
export const NO_HOLD: Hold = {
  grow: async () => undefined,
  close: async () => {},
};

/** Makes room in every cap for the worst that a turn may cost. @throws UserError if a cap is full. */
export type OpenHold = (place: Place, spender: Spender, foresight: Foresight) => Promise<Hold>;

/** No tokens. */
export const NO_TOKENS: TokenKinds = {
  textIn: 0,
  soundIn: 0,
  imageIn: 0,
  textOut: 0,
  soundOut: 0,
  thoughts: 0,
  searches: 0,
};

const KINDS = Object.keys(NO_TOKENS) as (keyof TokenKinds)[];

/** Each kind of `one`, and `times` as much of `other`. */
export const addKinds = (one: TokenKinds, other: TokenKinds, times = 1): TokenKinds => {
  const sum = { ...one };
  for (const kind of KINDS) sum[kind] += times * other[kind];
  return sum;
};

/** Only the kinds of which there are some. */
export const pickSpent = (kinds: TokenKinds): Partial<TokenKinds> =>
  Object.fromEntries(KINDS.filter((kind) => kinds[kind] !== 0).map((kind) => [kind, kinds[kind]]));

/** All tokens of a count, without its searches. */
export const sumTokens = ({ searches: _, ...tokens }: TokenKinds): number =>
  Object.values(tokens).reduce((sum, each) => sum + each, 0);
