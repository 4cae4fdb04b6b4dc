import { isBlank } from '../../base/blank.ts';
import { type Block, breakFences, encloseCode } from '../../markdown/block.ts';
import { PAGE_LENGTH, splitPages } from './pages.ts';

/** Running text isn't begun in less room than this part of a page if it doesn't fit there. */
const LEAST_ROOM = 0.25;

type CodeBlock = Extract<Block, { is: 'code' }>;

/**
 * Divides blocks into messages of at most `limit` characters. Only running text is cut where the message is full; whatever
 * else doesn't fit begins a new message, together with the heading above it. What's longer than a message is cut: code
 * between its lines, and closed and opened again. A full page never changes as the last block grows, or others follow.
 */
export function* divideBlocks(blocks: readonly Block[], limit = PAGE_LENGTH): Generator<string, void, void> {
  const page = new Page(limit);
  for (const block of joinText(blocks)) {
    const text = block.is === 'code' ? encloseCode(block.text.trimEnd(), block.language) : block.text.trimEnd();
    if (isBlank(text) || page.add(block.gap, text, block)) continue;
    if (block.is === 'text' && page.room(block.gap) >= limit * LEAST_ROOM) {
      yield* page.fill(block.gap, splitPages(text, limit, page.room(block.gap)));
      continue;
    }
    yield* page.turn();
    if (page.add(block.gap, text, block)) continue;
    yield* page.fill(block.gap, cutBlock(block, text, { limit, first: page.room(block.gap) }));
  }
  yield* page.end();
}

/** Running text that follows running text is one text. */
const joinText = (blocks: readonly Block[]): Block[] => {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (last?.is === 'text' && block.is === 'text')
      joined[joined.length - 1] = { ...last, text: last.text + block.gap + block.text };
    else joined.push(block);
  }
  return joined;
};

/** The room on the pages, in characters: on the first, and on the others. */
type Room = { limit: number; first: number };

function* cutBlock(block: Block, text: string, { limit, first }: Room): Generator<string, void, void> {
  if (block.is === 'code') return yield* cutCode(block, { limit, first });
  const prefix = block.is === 'fixed' ? (block.prefix ?? '') : '';
  let isFirst = true;
  for (const part of splitPages(text, limit - prefix.length, first)) {
    yield isFirst ? part : prefix + part;
    isFirst = false;
  }
}

/** The parts of code that's longer than a page, each closed and, with its language, opened again. */
function* cutCode({ text, language }: CodeBlock, { limit, first }: Room): Generator<string, void, void> {
  const around = encloseCode('', language).length;
  let room = first - around;
  let part = '';
  for (const line of breakFences(text.trimEnd())
    .split('\n')
    .flatMap((one) => cutLine(one, limit - around))) {
    const longer = part === '' ? line : `${part}\n${line}`;
    if (longer.length <= room) part = longer;
    else {
      if (!isBlank(part)) yield encloseCode(part, language);
      room = limit - around;
      part = line;
    }
  }
  if (!isBlank(part)) yield encloseCode(part, language);
}

/** A line in pieces of at most `most` characters, without cutting a character of two units. */
const cutLine = (line: string, most: number): string[] => {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > most) {
    const end = /[\uD800-\uDBFF]/.test(rest[most - 1] ?? '') ? most - 1 : most;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
};

/** The page that's being filled. */
class Page {
  readonly #limit: number;
  #text = '';
  /** Where the headings begin that nothing follows yet. */
  #heading: number | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many characters there's room for. */
  room(gap: string): number {
    return this.#limit - this.#text.length - (this.#text === '' ? 0 : gap.length);
  }

  /** Adds a whole block. Returns whether there was room for it. */
  add(gap: string, text: string, block: Block): boolean {
    if (text.length > this.room(gap)) return false;
    const isHeading = block.is === 'fixed' && block.keepsNext;
    this.#heading = isHeading ? (this.#heading ?? this.#text.length) : undefined;
    this.#text += (this.#text === '' ? '' : gap) + text;
    return true;
  }

  /** Adds the first of some parts. Yields every page that's full; the last part begins the page that isn't. */
  *fill(gap: string, parts: Iterable<string>): Generator<string, void, void> {
    let isFirst = true;
    for (const part of parts) {
      if (!isFirst) yield* this.end();
      this.#text += (isFirst && this.#text !== '' ? gap : '') + part;
      isFirst = false;
    }
    this.#heading = undefined;
  }

  /** Begins a new page with the headings at the end of this one. */
  *turn(): Generator<string, void, void> {
    const heading = this.#heading === undefined ? '' : this.#text.slice(this.#heading).trimStart();
    this.#text = this.#text.slice(0, this.#heading);
    yield* this.end();
    this.#text = heading;
    this.#heading = heading === '' ? undefined : 0;
  }

  /** Ends the page. */
  *end(): Generator<string, void, void> {
    const text = this.#text.trimEnd();
    this.#text = '';
    if (!isBlank(text)) yield text;
  }
}
