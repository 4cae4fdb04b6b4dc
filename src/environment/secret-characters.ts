/** What a header cannot carry, and the quotes and brackets that are copied along. A gateway's key may hold all the rest. */
const STRANGE = /[^!-~]|["'`<>]/gu;

/** So many are told at most. */
const MOST = 3;

/**
 * The characters in `secret` that no token or key has, as people read of them, apart by spaces; empty if there are none. It
 * gives no letter of the secret away: a sign is shown, a letter is only said to be one, and what nobody sees has its number.
 */
export const findStrangeCharacters = (secret: string): string =>
  [...new Set((secret.match(STRANGE) ?? []).map(kindOf))].slice(0, MOST).join(' ');

const kindOf = (character: string): string => {
  if (/[\p{P}\p{S}]/u.test(character)) return character;
  if (/[\p{L}\p{M}\p{N}]/u.test(character)) return 'letters or digits of another alphabet';
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
};
