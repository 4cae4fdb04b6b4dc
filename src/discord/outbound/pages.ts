import { isBlank } from '../../base/blank.ts';
import { advanceFence, type CodeFence, NO_CODE_FENCE, reopenFence } from './code-fence.ts';

/** The most that one message may hold (Discord docs, resources/message). Counted in UTF-16 units, which is never less than Discord counts. */
export const PAGE_LENGTH = 2_000;

/** What closes a code block at the end of a page. */
const CLOSING = '\n```';

/** A break earlier than this part of the page is only taken if nothing later will do, or pages would become stubs. */
const EARLIEST = 0.5;

/** Where a page may end, best first. Each match ends where the page's text ends. */
const BREAKS = [
  /[^\n](?=[^\S\n]*\n[^\S\n]*\n)/g, // Before an empty line.
  /[^\n](?=\n)/g,
  /[.!?…][)\]"'’”»*_]*(?=\s)|[。！？]/g,
] as const;
const SPACE = /\S(?=\s)/g;

/** What falls apart when it is cut: a mention, custom emoji or timestamp; a link with its label. */
const WHOLE =
  /<(?:@[!&]?|#|a?:\w{1,32}:|t:|id:)[-\w:]{1,24}>|<\/[^<>\n]{1,100}:\d{1,20}>|\[[^\]\n]{0,300}\]\([^)\s]{0,1000}\)/g;

/** The beginning of one of these at the very end of what there is: nobody knows yet how it goes on. */
const BEGUN =
  /(?:<(?:(?:@[!&]?|#|a?:\w{1,32}:|t:|id:)[-\w:]{0,24}|a?:\w{0,32}|a|t|i|id|\/[^<>\n]{0,120})?|\[[^\]\n]{0,300}(?:\](?:\([^)\s]{0,1000})?)?)$/;

/**
 * What is never cut, not even where a link is longer than a page: a character and the backslash that takes its meaning from
 * it, a row of backticks, a character of two units.
 */
const ATOM = /\\[^0-9A-Za-z\s]|`+|[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
const ATOM_BEGUN = /(?:\\|`+|[\uD800-\uDBFF])$/;

/**
 * Divides an answer into messages of at most `limit` characters. A page that is full never changes as the text grows:
 * where it ends depends only on the text up to the first word that did not fit. Words, mentions, links and emoji stay
 * whole unless one alone is longer than a page. A code block that crosses a page is closed on it and opened again, with
 * its language, on the next; one that is still open at the end is closed too, so that Discord shows it as code.
 * White space at a break is dropped, and what would show nothing at all has no page.
 */
export function* splitPages(text: string, limit = PAGE_LENGTH): Generator<string, void, void> {
  let fence: CodeFence = NO_CODE_FENCE;
  for (let rest = text.trimStart(); rest !== ''; ) {
    const opening = reopenFence(fence);
    const overflow = firstTooMuch(rest, fence, limit - opening.length);
    const end = overflow === undefined ? rest.length : cut(rest.slice(0, overflow), fence);
    const body = rest.slice(0, end).trimEnd();
    const after = advanceFence(fence, body);
    if (!isBlank(body)) yield `${opening}${body}${after.is === 'open' ? CLOSING : ''}`;
    ({ fence, rest } = continuePage(after, rest.slice(end)));
  }
}

/** The text with its last code block closed, so that a sentence put beneath it is not shown as code. */
export const closeCodeBlock = (text: string): string =>
  advanceFence(NO_CODE_FENCE, text).is === 'open' ? `${text.trimEnd()}${CLOSING}` : text;

/** The index of the first character that makes the page, as it would be shown, longer than `room`. */
const firstTooMuch = (rest: string, before: CodeFence, room: number): number | undefined => {
  const roomInCode = room - CLOSING.length;
  for (let at = Math.max(0, roomInCode); at < rest.length; at += 1) {
    if (/\s/.test(rest.charAt(at))) continue;
    const inCode = at < room && advanceFence(before, rest.slice(0, at + 1)).is === 'open';
    if (at + 1 > (inCode ? roomInCode : room)) return at;
  }
  return undefined;
};

/** Where to end the page of which `window` is all that fits. */
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

/** The parts of `window` that match; what is only begun at its end reaches beyond it. */
const spans = (window: string, pattern: RegExp, begun: RegExp): Span[] => {
  const unfinished = begun.exec(window);
  return [
    ...[...window.matchAll(pattern)].map(({ index, 0: { length } }): Span => [index, index + length]),
    ...(unfinished ? [[unfinished.index, window.length + 1] as const] : []),
  ];
};

/** A page that ended right behind an opening fence would show an empty code block. */
const openings = (window: string, before: CodeFence): Span[] => {
  const { openedAt, codeAt } = advanceFence(before, window);
  return openedAt === undefined || codeAt === undefined ? [] : [[openedAt, codeAt + 1]];
};

/** What is left for the next page. A block that would end before its first word is not opened again. */
const continuePage = (fence: CodeFence, rest: string): { fence: CodeFence; rest: string } => {
  if (fence.is === 'closed') return { fence, rest: rest.trimStart() };
  const ending = /^\s*`{3,}/.exec(rest);
  if (ending) return { fence: NO_CODE_FENCE, rest: rest.slice(ending[0].length).trimStart() };
  // Indentation means something in code, so only the line's end goes.
  return { fence, rest: rest.trim() === '' ? '' : rest.replace(/^(?:[^\S\n]*\n)+|^ /, '') };
};
