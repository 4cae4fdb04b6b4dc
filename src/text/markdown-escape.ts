/** Line breaks of any kind become spaces, so nothing can begin a line: no heading, quote, list or small print. */
const SPACES = /[\s\u0085\u2028\u2029]+/g;

/**
 * Control characters, and those that change the direction of the rest of the line. Joiners stay, because emoji and some
 * scripts need them.
 */
const UNSEEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069\p{Co}\p{Cs}]/gu;

/**
 * Everything that Discord reads as Markdown, a mention, an emoji, a timestamp, a command, a link or an invitation,
 * anywhere in a text. A backslash makes it a plain character, and isn't shown.
 */
const MARKUP = /[\\`*_~|<>[\]()#@:/]/g;

/** What starts a list or small print at the beginning of a line, because a long text's next message begins a line. */
const LISTS = /[-+](?=[\s\\#])/g;

/**
 * What a member wrote or said, as one line of Discord Markdown that shows exactly these characters: it formats nothing,
 * links nowhere, mentions nobody and hides nothing.
 */
export const toVerbatim = (text: string): string =>
  text.replace(SPACES, ' ').replace(UNSEEN, '').replace(MARKUP, '\\$&').replace(LISTS, '\\$&').trim();

/** More of a file's name doesn't help anyone to find the file, in characters. */
const MOST_NAME = 60;

/** A file's name as Discord Markdown that shows exactly its characters, and not too many of them. */
export const formatFileName = (name: string): string => {
  const letters = [...name];
  return toVerbatim(letters.length > MOST_NAME ? `${letters.slice(0, MOST_NAME - 1).join('')}…` : name);
};
