import { memoize } from '../../base/memo.ts';
import { listLooks, toSkeleton } from './lookalikes.ts';

/** Somebody who speaks in a conversation: Discord's id, and the name that the others see. */
export type Person = { id: string; name: string };

/** Longer names say nothing more about who speaks, but cost tokens in every turn. */
export const MOST_NAME = 32;

/** What is left of a name that was nothing a reader can see, or only pretended to be somebody it is not. */
const NOBODY = 'someone';

/** Words that a transcript or a chat template would take for a role or an instruction when a colon follows them. */
const ROLES = 'system assistant model user human developer tool function parley gemini instruction instructions'.split(
  ' ',
);

let roles: Set<string> | undefined;

/** Every renderer may leave these out (UAX 44), and those that format a text are not part of a name either. */
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\p{Co}\p{Cn}]+/gu;

/** White space, controls, and the Braille pattern without dots. */
const GAP = /[\p{Z}\p{Cc}\s\u2800]+/gu;

/** Brackets and quotation marks of any script, and the marks that Markdown, mentions and our own lines are made of. */
const MARKUP = /[\p{Ps}\p{Pe}\p{Pi}\p{Pf}<>:;"`|\\/#*_~@]/u;

/** More accents than this on one letter hide what is around it. */
const PILED = /(\p{M}{3})\p{M}+/gu;

/**
 * A person's name as the model may read it: one line, no brackets, colons, quotes or invisible characters and nothing that
 * looks like them, no word at its start that pretends to be a role, and at most 32 characters. Anybody can choose any
 * display name, so the name is hostile text. What is left of a name that was nothing else is "someone".
 */
export const sanitizeName: (name: string) => string = memoize((name) => {
  let rest = bare(name);
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = withoutRole(rest);
  }
  const short = shortenName(rest, MOST_NAME);
  return /[\p{L}\p{N}\p{S}\p{P}]/u.test(short) ? short : NOBODY;
});

/** The beginning of a name, whole characters and no blank at its end. */
export const shortenName = (name: string, most: number): string => [...name].slice(0, most).join('').trim();

const bare = (name: string): string => {
  const plain = name.replace(IGNORABLE, '').normalize('NFKC').replace(IGNORABLE, '');
  const letters = [...plain.replace(PILED, '$1')].map((letter) => (isMarkup(letter) ? ' ' : letter)).join('');
  return letters.normalize('NFKC').replace(GAP, ' ').trim();
};

/** Whether it is a mark of ours, or looks like one: `∶` and `꞉` are drawn as a colon. A letter is none, like what it may. */
const isMarkup = (letter: string): boolean =>
  MARKUP.test(letter) || (!/[\p{L}\p{N}\p{M}\p{ASCII}]/u.test(letter) && MARKUP.test(toSkeleton(letter)));

const withoutRole = (name: string): string => {
  const [word = ''] = name.match(/^[\p{L}\p{N}\p{M}]+/u) ?? [];
  return isRoleWord(word) ? name.slice(word.length).replace(/^[\s\-–—.,=]+/u, '') : name;
};

/** Whether a word is, or looks like, one of the words that a chat is divided by. */
export const isRoleWord = (word: string): boolean => {
  roles ??= new Set(ROLES.flatMap(listLooks));
  return word !== '' && listLooks(word).some((look) => roles?.has(look));
};
