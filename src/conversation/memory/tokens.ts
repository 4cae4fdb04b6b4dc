/**
 * How many bytes of UTF-8 make a token. Google's page on tokens says "about 4 characters", which is true of Latin
 * letters. Other scripts need more tokens for a character, much as they need more bytes. The estimate can be off by a
 * third.
 */
const BYTES = 4;

/** How many tokens a message costs besides its words, for its role and its borders. */
const FRAME = 4;

const CUT = ' […]';

/** Estimates how many tokens a text is. */
export const countTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / BYTES);

/** Estimates how many tokens a question and its answer are, as two messages. */
export const countPairTokens = ({ asked, answered }: { asked: string; answered: string }): number =>
  countTokens(asked) + countTokens(answered) + 2 * FRAME;

/** Shortens a text to at most this many tokens. If it's cut, it ends with a sign that there was more. */
export const shorten = (text: string, tokens: number): string => {
  if (countTokens(text) <= tokens) return text;
  const room = Math.max(0, tokens * BYTES - Buffer.byteLength(CUT));
  // A streaming decoder waits for the rest of the last character, so half a character is left out.
  return `${new TextDecoder().decode(Buffer.from(text).subarray(0, room), { stream: true })}${CUT}`;
};

/** Shortens a question and its answer to this many tokens together. A long question gets at most half of them. */
export const shortenPair = <T extends { asked: string; answered: string }>(pair: T, tokens: number): T => {
  const room = tokens - 2 * FRAME;
  const asked = shorten(pair.asked, Math.max(room - countTokens(pair.answered), Math.floor(room / 2)));
  return { ...pair, asked, answered: shorten(pair.answered, room - countTokens(asked)) };
};
