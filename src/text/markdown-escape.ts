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

/** Scripts that are written from right to left, by the blocks that Unicode keeps for them (UAX 9, table of default classes), and their mark. */
const RIGHT_TO_LEFT = /[\u200F\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * A text in the middle of a line that isn't its own. If it's written from right to left, it stands between the marks that isolate it
 * (FSI and PDI), which nobody sees: without them it would turn around numbers, brackets and full stops beside it. A language that is
 * itself written from right to left isolates what comes from left to right.
 */
export const isolate = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);

/** What a member wrote, or is called, in the middle of a line: verbatim, and without an effect on the rest of the line. */
export const toInline = (text: string): string => isolate(toVerbatim(text));

/** More of a file's name doesn't help anyone to find the file, in characters. */
const MOST_NAME = 60;

/** A file's name as Discord Markdown that shows exactly its characters, and not too many of them. */
export const formatFileName = (name: string): string => {
  const letters = [...name];
  return toInline(letters.length > MOST_NAME ? `${letters.slice(0, MOST_NAME - 1).join('')}…` : name);
};
