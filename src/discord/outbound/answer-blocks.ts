import type { AnswerPart } from '../../conversation/turns/answer-part.ts';
import type { Block } from '../../markdown/block.ts';
import type { MarkdownDocument } from '../../markdown/document.ts';
import type { Markdown } from '../../markdown/load-markdown.ts';
import type { Say } from '../../text/languages.ts';
import { toInline, toVerbatim } from '../../text/markdown-escape.ts';
import { type FoundOnWeb, makeSourceBlocks } from './answer-sources.ts';
import { divideBlocks } from './block-pages.ts';
import type { MessageFile } from './reply-target.ts';
import { makeWrittenFile, type SeenPart } from './written-file.ts';

/** A written part that needs more messages than this becomes a file. */
const MOST_PAGES = 2;

/** So does one of more bytes. */
const MOST_BYTES = 50_000;

/** A written part as messages show it, and its file if it's too long for them. */
type ShownPart = { blocks: readonly Block[]; file?: MessageFile };

/** An answer as blocks. `files` are the parts that are too long for messages; of these the blocks contain only the names. */
export type AnswerSheet = { blocks: readonly Block[]; files: readonly MessageFile[] };

/**
 * A whole answer with the note under its end: `text` is its source, and `inMessages` shows its files from one on where no file
 * can be sent. `isFound`: what was found on the web stands under it.
 */
export type WholeAnswer = AnswerSheet & { text: string; isFound: boolean; inMessages(from: number): readonly Block[] };

/** Shows the parts of one answer as blocks, as it grows. What has been rendered once is kept. */
export class AnswerBlocks {
  readonly #markdown: Markdown;
  readonly #say: Say;
  readonly #said: MarkdownDocument[] = [];
  readonly #written = new WeakMap<SeenPart, ShownPart>();

  constructor(markdown: Markdown, say: Say) {
    this.#markdown = markdown;
    this.#say = say;
  }

  /** The blocks of the answer so far. Only the end of a `growing` one may still change. */
  render(parts: readonly AnswerPart[], state: 'growing' | 'whole'): AnswerSheet {
    const files: MessageFile[] = [];
    let said = 0;
    const blocks = parts.flatMap((part, at): readonly Block[] => {
      if (part.is === 'said') {
        const isLast = at === parts.length - 1;
        this.#said[said] ??= this.#markdown.open();
        const document = this.#said[said];
        said += 1;
        return setGap(document?.render(part.text.trimStart(), isLast ? state : 'whole') ?? [], at === 0 ? '' : '\n\n');
      }
      const { blocks: shown, file } = this.#show(part.part);
      if (file) files.push(file);
      const text = file && this.#say({ code: 'delivery.written-file', name: toInline(file.name) });
      return setGap(text === undefined ? shown : [{ is: 'text', gap: '', text }], at === 0 ? '' : '\n\n');
    });
    return { blocks, files };
  }

  /** The whole answer, and below it `note`, unless that's empty, and what was `found` on the web. */
  compose(parts: readonly AnswerPart[], note: string, found?: FoundOnWeb): WholeAnswer {
    const { blocks, files } = this.render(parts, 'whole');
    const below = note === '' ? [] : [makeTextBlock(note)];
    const sources = makeSourceBlocks(found, this.#say);
    return {
      blocks: [...blocks, ...below, ...sources],
      files,
      isFound: sources.length > 0,
      text: [toSource(parts), note].filter(Boolean).join('\n\n'),
      inMessages: (from) => this.renderFiles(parts, from),
    };
  }

  /** The blocks of the parts that are files, except for the first so many, for a channel where no more files can be sent. */
  renderFiles(parts: readonly AnswerPart[], from: number): readonly Block[] {
    const shown = parts.flatMap((part) => (part.is === 'written' ? this.#show(part.part) : []));
    const files = shown.filter(({ file }) => file).slice(from);
    return files.flatMap(({ blocks }) => setGap(blocks, '\n\n'));
  }

  #show(part: SeenPart): ShownPart {
    const found = this.#written.get(part);
    if (found) return found;
    const { markdown } = part;
    // A part of this size is a file in any case, and rendering it would take long.
    const isBig = Buffer.byteLength(markdown) > MOST_BYTES;
    const start = isBig ? markdown.slice(0, MOST_BYTES) : markdown;
    const blocks = this.#markdown.open().render(start, 'whole');
    const title = part.title && toVerbatim(part.title);
    const head: Block[] = title ? [{ is: 'fixed', gap: '', text: `**${title}**`, keepsNext: true }] : [];
    const all = head.length > 0 ? [...head, ...setGap(blocks, '\n')] : blocks;
    const isLong = isBig || [...divideBlocks(all).take(MOST_PAGES + 1)].length > MOST_PAGES;
    const shown = isLong ? { blocks: all, file: makeWrittenFile(part) } : { blocks: all };
    this.#written.set(part, shown);
    return shown;
  }
}

const setGap = ([first, ...others]: readonly Block[], gap: string): readonly Block[] =>
  first === undefined ? [] : [{ ...first, gap }, ...others];

/** A sentence below an answer, or in its place. */
export const makeTextBlock = (text: string, gap = '\n\n'): Block => ({ is: 'text', gap, text });

/** An answer as it came, for a file. */
const toSource = (parts: readonly AnswerPart[]): string =>
  parts
    .map((part) => {
      if (part.is === 'said') return part.text.trim();
      const { title, markdown } = part.part;
      return [title, markdown.trim()].filter(Boolean).join('\n\n');
    })
    .join('\n\n');
