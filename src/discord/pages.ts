import { type Fence, fenceAfter, fenceLine, NO_FENCE } from './fence.ts';

/** The most that one message may hold (Discord docs, resources/message). Counted in UTF-16 units, which is never less than Discord counts. */
export const PAGE = 2_000;

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

/** What falls apart when it is cut: a mention, custom emoji or timestamp; a link with its label; a row of backticks. */
const WHOLE =
  /<[@#:/ait][^\s<>][^<>\n]{0,120}>|\[[^\]\n]{0,300}\]\([^)\s]{0,1000}\)|`+|[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/** The beginning of one of these at the very end of what there is: nobody knows yet how it goes on. */
const BEGUN = /(?:<(?:[@#:/ait][^<>\n]{0,120})?|\[[^\]\n]{0,300}(?:\](?:\([^)\s]{0,1000})?)?|`+|[\uD800-\uDBFF])$/;

/**
 * Divides an answer into messages of at most `limit` characters. A page that is full never changes as the text grows:
 * where it ends depends only on the text up to the first word that did not fit. Words, mentions, links and emoji stay
 * whole unless one alone is longer than a page. A code block that crosses a page is closed on it and opened again, with
 * its language, on the next; one that is still open at the end is closed too, so that Discord shows it as code.
 * White space at a break is dropped, and a text of nothing else has no pages.
 */
export function* pages(text: string, limit = PAGE): Generator<string, void, void> {
  let fence: Fence = NO_FENCE;
  for (let rest = text.trimStart(); rest !== ''; ) {
    const opening = fenceLine(fence);
    const overflow = firstTooMuch(rest, fence, limit - opening.length);
    const end = overflow === undefined ? rest.length : cut(rest.slice(0, overflow), fence);
    const body = rest.slice(0, end).trimEnd();
    const after = fenceAfter(fence, body);
    if (body !== '') yield `${opening}${body}${after.is === 'open' ? CLOSING : ''}`;
    ({ fence, rest } = continued(after, rest.slice(end)));
  }
}

/** The text with its last code block closed, so that a sentence put beneath it is not shown as code. */
export const closed = (text: string): string =>
  fenceAfter(NO_FENCE, text).is === 'open' ? `${text.trimEnd()}${CLOSING}` : text;

/** The index of the first character that makes the page, as it would be shown, longer than `room`. */
const firstTooMuch = (rest: string, before: Fence, room: number): number | undefined => {
  const roomInCode = room - CLOSING.length;
  for (let at = Math.max(0, roomInCode); at < rest.length; at += 1) {
    if (/\s/.test(rest.charAt(at))) continue;
    const inCode = at < room && fenceAfter(before, rest.slice(0, at + 1)).is === 'open';
    if (at + 1 > (inCode ? roomInCode : room)) return at;
  }
  return undefined;
};

/** Where to end the page of which `window` is all that fits. */
const cut = (window: string, before: Fence): number => {
  const first = window.search(/\S/) + 1;
  const whole = uncuttable(window, before);
  const allowed = (at: number) => !whole.some(([from, to]) => from < at && at < to);
  const last = (pattern: RegExp, from: number) =>
    [...window.matchAll(pattern)]
      .map(({ index, 0: { length } }) => index + length)
      .findLast((at) => at >= from && allowed(at));
  for (const pattern of BREAKS) {
    const at = last(pattern, Math.max(first, window.length * EARLIEST));
    if (at !== undefined) return at;
  }
  const space = last(SPACE, first);
  if (space !== undefined) return space;
  for (let at = window.length; at > first; at -= 1) if (allowed(at)) return at;
  return /[\uD800-\uDBFF]$/.test(window) ? window.length - 1 : window.length;
};

/** The parts of `window` that must not be cut, as pairs of indices; what is begun at its end reaches beyond it. */
const uncuttable = (window: string, before: Fence): [from: number, to: number][] => {
  const whole = [...window.matchAll(WHOLE)].map(({ index, 0: { length } }): [number, number] => [
    index,
    index + length,
  ]);
  const begun = BEGUN.exec(window);
  if (begun) whole.push([begun.index, window.length + 1]);
  const { openedAt, codeAt } = fenceAfter(before, window);
  // A page that ended right behind an opening fence would show an empty code block.
  if (openedAt !== undefined && codeAt !== undefined) whole.push([openedAt, codeAt + 1]);
  return whole;
};

/** What is left for the next page. A block that would end before its first word is not opened again. */
const continued = (fence: Fence, rest: string): { fence: Fence; rest: string } => {
  if (fence.is === 'closed') return { fence, rest: rest.trimStart() };
  const ending = /^\s*`{3,}/.exec(rest);
  if (ending) return { fence: NO_FENCE, rest: rest.slice(ending[0].length).trimStart() };
  // Indentation means something in code, so only the line's end goes.
  return { fence, rest: rest.trim() === '' ? '' : rest.replace(/^(?:[^\S\n]*\n)+|^ /, '') };
};
