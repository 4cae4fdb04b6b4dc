import type { Block } from './block.ts';
import { holdBack } from './open-end.ts';
import { parseBlocks, parseText } from './parse.ts';
import { type Progress, renderSegment } from './segment-blocks.ts';
import { cutSegment, type Segment } from './segments.ts';

/** The end of a whole source, which nothing can follow. */
const END = '\n\n';

/**
 * Markdown that may still grow, as blocks that Discord can show. A block never changes once another follows it, so it's
 * made once: the cost of a call is that of what was added.
 */
export class MarkdownDocument {
  #source = '';
  #state: 'growing' | 'whole' = 'growing';
  #progress: Progress = { at: 0 };
  /** The blocks that nothing can change any more. */
  #settled: Block[] = [];
  #shown: readonly Block[] = [];

  /**
   * The blocks of a source. While it's `growing`, its end may be held back until it's clear how that's shown. A source
   * that doesn't begin like the last one begins anew.
   */
  render(source: string, state: 'growing' | 'whole'): readonly Block[] {
    if (source === this.#source && state === this.#state) return this.#shown;
    if (!source.startsWith(this.#source.slice(0, this.#progress.at))) {
      this.#progress = { at: 0 };
      this.#settled = [];
    }
    this.#source = source;
    this.#state = state;
    this.#advance(source);
    this.#shown = [...this.#settled, ...renderTail(source, state, this.#progress)];
    return this.#shown;
  }

  #advance(source: string): void {
    for (;;) {
      const segment = cutSegment(source, this.#progress.at, this.#progress.table !== undefined);
      if (!segment?.settled) return;
      const { blocks, progress } = renderSegment(source, segment, this.#progress);
      this.#settled.push(...blocks);
      this.#progress = progress;
    }
  }
}

const renderTail = (source: string, state: 'growing' | 'whole', before: Progress): Block[] => {
  if (state === 'growing') {
    const segment = cutSegment(source, before.at, before.table !== undefined);
    return segment ? renderGrowing(source, segment, before) : [];
  }
  const whole = source.trimEnd() + END;
  const blocks: Block[] = [];
  for (let progress = before; ; ) {
    const segment = cutSegment(whole, progress.at, progress.table !== undefined);
    if (!segment) return blocks;
    const next = renderSegment(whole, segment, progress);
    blocks.push(...next.blocks);
    progress = next.progress;
  }
};

/** The last segment, as far as it's clear how that will be shown. */
const renderGrowing = (source: string, segment: Segment, before: Progress): Block[] => {
  const { kind, code } = segment;
  if (kind === 'table' || kind === 'math' || kind === 'rule') return [];
  if (code) return code.text.trim() === '' ? [] : renderSegment(source, segment, before).blocks;
  const { from, to } = segment;
  const visible = holdBack(source.slice(from, to), kind === 'text' ? parseText : parseBlocks).trimEnd();
  if (visible.trim() === '') return [];
  return renderSegment(source.slice(0, from) + visible, { ...segment, to: from + visible.length }, before).blocks;
};
