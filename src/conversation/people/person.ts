import { memoize } from '../../base/memo.ts';
import { listLooks, toSkeleton } from './lookalikes.ts';

/** A person in a conversation: Discord's id, and the name that the others see. */
export type Person = { id: string; name: string };

/** Who a person is. Nothing else that the way in knows of them, such as their roles, reaches the model or the store. */
export const toPerson = ({ id, name }: Person): Person => ({ id, name });

/** A longer name doesn't identify anyone better, but costs tokens in every turn. */
export const MOST_NAME = 32;

/** What replaces a name that shows nothing, or that only pretended to be something else. */
const NOBODY = 'someone';

/** Words that a transcript or a chat template would take for a role or an instruction when a colon follows them. */
const ROLES = 'system assistant model user human developer tool function parley gemini instruction instructions'.split(
  ' ',
);

let roles: Set<string> | undefined;

/** Characters that every renderer may leave out (UAX 44), and formatting characters, aren't part of a name. */
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\p{Co}\p{Cn}]+/gu;

/** White space, controls, and the Braille pattern without dots. */
const GAP = /[\p{Z}\p{Cc}\s\u2800]+/gu;

/**
 * Brackets and quotation marks of any script, and the characters that Markdown, mentions and our own lines are made of.
 */
const MARKUP = /[\p{Ps}\p{Pe}\p{Pi}\p{Pf}<>:;"`|\\/#*_~@]/u;

/** More accents than this on one letter hide what is around it. */
const PILED = /(\p{M}{3})\p{M}+/gu;

/**
 * A person's name as the model may read it: one line, without brackets, colons, quotes, invisible characters or
 * anything that looks like them, without a word at its start that pretends to be a role, and at most 32 characters
 * long. Display names can be chosen freely, so the name is hostile text. If nothing is left of it, it's "someone".
 */
export const sanitizeName: (name: string) => string = memoize((name) => {
  let rest = toBareLine(name);
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = withoutRole(rest);
  }
  const short = shortenName(rest, MOST_NAME);
  return /[\p{L}\p{N}\p{S}\p{P}]/u.test(short) ? short : NOBODY;
});

/** The beginning of a name: whole characters, and no blank at its end. */
export const shortenName = (name: string, most: number): string => [...name].slice(0, most).join('').trim();

/**
 * Text as one line without invisible characters, brackets, quotes and other marks, or anything that looks like one of
 * them. Those of `keep` stay.
 */
export const toBareLine = (text: string, keep = ''): string => {
  const plain = text.replace(IGNORABLE, '').normalize('NFKC').replace(IGNORABLE, '');
  const letters = [...plain.replace(PILED, '$1')].map((letter) =>
    isMarkup(letter) && !keep.includes(letter) ? ' ' : letter,
  );
  return letters.join('').normalize('NFKC').replace(GAP, ' ').trim();
};

/**
 * Whether a character is one of our marks, or looks like one: `∶` and `꞉` are drawn like a colon. A letter isn't a
 * mark, whatever it looks like.
 */
const isMarkup = (letter: string): boolean =>
  MARKUP.test(letter) || (!/[\p{L}\p{N}\p{M}\p{ASCII}]/u.test(letter) && MARKUP.test(toSkeleton(letter)));

const withoutRole = (name: string): string => {
  const [word = ''] = name.match(/^[\p{L}\p{N}\p{M}]+/u) ?? [];
  return isRoleWord(word) ? name.slice(word.length).replace(/^[\s\-–—.,=]+/u, '') : name;
};

/** Whether a word is one of the role words that divide a chat, or looks like one. */
export const isRoleWord = (word: string): boolean => {
  roles ??= new Set(ROLES.flatMap(listLooks));
  return word !== '' && listLooks(word).some((look) => roles?.has(look));
};
