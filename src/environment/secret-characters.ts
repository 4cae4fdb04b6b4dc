/**
 * What a header can't carry, and the quotes and brackets that get copied along. A gateway's key may contain everything
 * else.
 */
const STRANGE = /[^!-~]|["'`<>]/gu;

/** How many are listed at most. */
const MOST = 3;

/**
 * The characters in `secret` that no token or key contains, described for people and separated by spaces; empty if there
 * are none. It reveals no letter of the secret: a sign is shown, a letter is only called a letter, and an invisible
 * character is given by its number.
 */
export const findStrangeCharacters = (secret: string): string =>
  [...new Set((secret.match(STRANGE) ?? []).map(kindOf))].slice(0, MOST).join(' ');

const kindOf = (character: string): string => {
  if (/[\p{P}\p{S}]/u.test(character)) return character;
  if (/[\p{L}\p{M}\p{N}]/u.test(character)) return 'letters or digits of another alphabet';
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
};
