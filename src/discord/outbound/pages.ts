import { isBlank } from '../../base/blank.ts';
import { advanceFence, type CodeFence, NO_CODE_FENCE, reopenFence } from './code-fence.ts';

/**
 * The longest message (Discord docs, resources/message), in UTF-16 units, of which there are never fewer than Discord
 * counts.
 */
export const PAGE_LENGTH = 2_000;

/** What closes a code block at the end of a page. */
const CLOSING = '\n```';

/** A break before this part of the page is used only if there's no later one; otherwise pages would become stubs. */
const EARLIEST = 0.5;

/** Where a page may end, best first. Each match ends where the page's text ends. */
const BREAKS = [
  /[^\n](?=[^\S\n]*\n[^\S\n]*\n)/g, // Before an empty line.
  /[^\n](?=\n)/g,
  /[.!?…][)\]"'’”»*_]*(?=\s)|[。！？]/g,
] as const;
const SPACE = /\S(?=\s)/g;

/** What breaks when it's cut: a mention, a custom emoji or a timestamp; a link with its label. */
const WHOLE =
  /<(?:@[!&]?|#|a?:\w{1,32}:|t:|id:)[-\w:]{1,24}>|<\/[^<>\n]{1,100}:\d{1,20}>|\[[^\]\n]{0,300}\]\([^)\s]{0,1000}\)/g;

/** The beginning of one of these at the very end of the text so far. How it goes on isn't known yet. */
const BEGUN =
  /(?:<(?:(?:@[!&]?|#|a?:\w{1,32}:|t:|id:)[-\w:]{0,24}|a?:\w{0,32}|a|t|i|id|\/[^<>\n]{0,120})?|\[[^\]\n]{0,300}(?:\](?:\([^)\s]{0,1000})?)?)$/;

/**
 * What is never cut, even if a link is longer than a page: a character and the backslash that escapes it, a row of
 * backticks, a character of two units.
 */
const ATOM = /\\[^0-9A-Za-z\s]|`+|[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
const ATOM_BEGUN = /(?:\\|`+|[\uD800-\uDBFF])$/;

/**
 * Splits an answer into messages of at most `limit` characters. A full page never changes as the text grows: its end
 * depends only on the text up to the first word that didn't fit. Words, mentions, links and emoji stay whole unless one
 * alone is longer than a page. A code block that crosses pages is closed on one and reopened, with its language, on the
 * next; one that is still open at the end is closed too, so that Discord shows it as code. White space at a break is
 * dropped, and text that would show nothing has no page. On the first page there's room for `first` characters.
 */
export function* splitPages(text: string, limit = PAGE_LENGTH, first = limit): Generator<string, void, void> {
  let fence: CodeFence = NO_CODE_FENCE;
  let room = first;
  for (let rest = text.trimStart(); rest !== ''; ) {
    const opening = reopenFence(fence);
    const overflow = firstTooMuch(rest, fence, room - opening.length);
    const end = overflow === undefined ? rest.length : cut(rest.slice(0, overflow), fence);
    const body = rest.slice(0, end).trimEnd();
    const after = advanceFence(fence, body);
    if (!isBlank(body)) yield `${opening}${body}${after.is === 'open' ? CLOSING : ''}`;
    ({ fence, rest } = continuePage(after, rest.slice(end)));
    room = limit;
  }
}

/** Closes the last code block of a text, so that a sentence below it isn't shown as code. */
export const closeCodeBlock = (text: string): string =>
  advanceFence(NO_CODE_FENCE, text).is === 'open' ? `${text.trimEnd()}${CLOSING}` : text;

/** The index of the first character with which the page, as it would be shown, exceeds `room`. */
const firstTooMuch = (rest: string, before: CodeFence, room: number): number | undefined => {
  const roomInCode = room - CLOSING.length;
  for (let at = Math.max(0, roomInCode); at < rest.length; at += 1) {
    if (/\s/.test(rest.charAt(at))) continue;
    const inCode = at < room && advanceFence(before, rest.slice(0, at + 1)).is === 'open';
    if (at + 1 > (inCode ? roomInCode : room)) return at;
  }
  return undefined;
};

/** Where to end the page, if `window` is all that fits. */
const cut = (window: string, before: CodeFence): number => {
  const first = window.search(/\S/) + 1;
  const atoms = spans(window, ATOM, ATOM_BEGUN);
  const whole = [...atoms, ...spans(window, WHOLE, BEGUN), ...openings(window, before)];
  const last = (pattern: RegExp, from: number) =>
    [...window.matchAll(pattern)]
      .map(({ index, 0: { length } }) => index + length)
      .findLast((at) => at >= from && whole.every(isOutside(at)));
  for (const pattern of BREAKS) {
    const at = last(pattern, Math.max(first, window.length * EARLIEST));
    if (at !== undefined) return at;
  }
  const hard = (kept: readonly Span[]) => {
    for (let at = window.length; at >= Math.max(first, 1); at -= 1) if (kept.every(isOutside(at))) return at;
    return undefined;
  };
  return last(SPACE, first) ?? hard(whole) ?? hard(atoms) ?? window.length;
};

/** A part of a text from one index to another. */
type Span = readonly [from: number, to: number];

const isOutside =
  (at: number) =>
  ([from, to]: Span): boolean =>
    at <= from || at >= to;

/** The parts of `window` that match. One that only begins at its end reaches beyond it. */
const spans = (window: string, pattern: RegExp, begun: RegExp): Span[] => {
  const unfinished = begun.exec(window);
  return [
    ...[...window.matchAll(pattern)].map(({ index, 0: { length } }): Span => [index, index + length]),
    ...(unfinished ? [[unfinished.index, window.length + 1] as const] : []),
  ];
};

/** A page that ended right after an opening fence would show an empty code block. */
const openings = (window: string, before: CodeFence): Span[] => {
  const { openedAt, codeAt } = advanceFence(before, window);
  return openedAt === undefined || codeAt === undefined ? [] : [[openedAt, codeAt + 1]];
};

/** The rest, for the next page. A block that would close before its first word isn't reopened. */
const continuePage = (fence: CodeFence, rest: string): { fence: CodeFence; rest: string } => {
  if (fence.is === 'closed') return { fence, rest: rest.trimStart() };
  const ending = /^\s*`{3,}/.exec(rest);
  if (ending) return { fence: NO_CODE_FENCE, rest: rest.slice(ending[0].length).trimStart() };
  // Indentation matters in code, so only the line break is dropped.
  return { fence, rest: rest.trim() === '' ? '' : rest.replace(/^(?:[^\S\n]*\n)+|^ /, '') };
};
