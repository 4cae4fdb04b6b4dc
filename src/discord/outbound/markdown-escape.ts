/** Line breaks of any kind are spaces, so nothing can begin a line: no heading, quote, list, and no small print. */
const SPACES = /[\s\u0085\u2028\u2029]+/g;

/** Controls, and what turns the direction of all that follows on the line; joiners stay, for emoji and scripts need them. */
const UNSEEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069\p{Co}\p{Cs}]/gu;

/**
 * What Discord reads as Markdown, a mention, an emoji, a timestamp, a command, a link or an invitation, wherever it stands.
 * A backslash makes any of them a plain character, and is not shown.
 */
const MARKUP = /[\\`*_~|<>[\]()#@:/]/g;

/** What makes a list or small print at the start of a line, which a long text's next message begins with. */
const LISTS = /[-+](?=[\s\\#])/g;

/**
 * What a member wrote or said, as one line of Discord Markdown that shows just these characters: it formats nothing, leads
 * nowhere, names nobody and hides nothing.
 */
export const toVerbatim = (text: string): string =>
  text.replace(SPACES, ' ').replace(UNSEEN, '').replace(MARKUP, '\\$&').replace(LISTS, '\\$&').trim();
