/**
 * Bytes of UTF-8 that make a token. Google's page on tokens says "about 4 characters", meant for Latin letters; other
 * scripts take more tokens for a character, much as they take more bytes. It is an estimate: a third more or less
 * is possible.
 */
const BYTES = 4;

/** What a message costs besides its words: its role and its borders. */
const FRAME = 4;

const CUT = ' […]';

/** About how many tokens a text is. */
export const countTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / BYTES);

/** About how many tokens a question and its answer are, as two messages. */
export const countPairTokens = ({ asked, answered }: { asked: string; answered: string }): number =>
  countTokens(asked) + countTokens(answered) + 2 * FRAME;

/** The beginning of a text that is too long, with a sign that there was more; never more than so many tokens. */
export const shorten = (text: string, tokens: number): string => {
  if (countTokens(text) <= tokens) return text;
  const room = Math.max(0, tokens * BYTES - Buffer.byteLength(CUT));
  // A decoder that waits for more leaves out the character that was cut in the middle.
  return `${new TextDecoder().decode(Buffer.from(text).subarray(0, room), { stream: true })}${CUT}`;
};

/** A pair of messages shortened to so many tokens; of a long question at most half of them are kept. */
export const shortenPair = <T extends { asked: string; answered: string }>(pair: T, tokens: number): T => {
  const room = tokens - 2 * FRAME;
  const asked = shorten(pair.asked, Math.max(room - countTokens(pair.answered), Math.floor(room / 2)));
  return { ...pair, asked, answered: shorten(pair.answered, room - countTokens(asked)) };
};
