import type { NumberedTurn } from '../conversation/turns/stored-turn.ts';

/** How many links are told, the newest, and how long each may be. */
const MOST_LINKS = 8;
const MOST_LENGTH = 200;

const LINK = /https?:\/\/[^\s<>"'`|\\^{}[\]]+/giu;

/** What ends a sentence around a link, and no link. */
const TRAILING = /[.,;:!?)*_~\u2019\u201d]+$/u;

/** An address as it's written without anything that looks like something else; nothing if it's none, or too long. */
const toLink = (text: string): string | undefined => {
  const address = URL.parse(text.replace(TRAILING, ''));
  if (address === null) return undefined;
  const { href, username, password } = address;
  // What stands before an `@` is there to look like the host.
  return username + password === '' && href.length <= MOST_LENGTH && !/[<>\s]/.test(href) ? href : undefined;
};

/** The links in what was said and written, each once, oldest first. They're read from the turns, because a model makes some up. */
export const findLinks = (turns: readonly NumberedTurn[]): string[] => {
  const texts = turns.flatMap(({ asked, answered, written = [] }) => [
    asked,
    answered,
    ...written.map(({ markdown }) => markdown),
  ]);
  const links = texts.flatMap((text) => (text.match(LINK) ?? []).flatMap((found) => toLink(found) ?? []));
  return [...new Set(links)].slice(-MOST_LINKS);
};
