import { isBlank } from '../../base/blank.ts';
import type { Block } from '../../markdown/block.ts';
import { makeTextBlock } from './answer-blocks.ts';
import type { Buttons } from './answer-buttons.ts';
import { divideBlocks } from './block-pages.ts';
import { breakLinks } from './links.ts';
import type { MessageContent } from './reply-target.ts';
import type { Concessions } from './send-attempts.ts';

/** In how many messages at most, below what, and in which form an answer is shown. */
type SheetForm = { opening: string; most: number; given: Concessions };

/** What stands below the blocks: buttons, under the end of an answer, or with `always` under what is shown of it. */
type SheetButtons = { buttons?: Buttons | undefined; when?: 'always' | undefined };

/** The messages that show these blocks: all of them, unless they're too long. */
export const divideIntoSheets = (
  blocks: readonly Block[],
  { opening, most, given }: SheetForm,
  { buttons, when }: SheetButtons,
): { now: MessageContent[]; is: 'whole' | 'too long' } => {
  if (blocks.every(({ text }) => isBlank(text))) return { now: [], is: 'whole' };
  const plain = given.has('plain');
  const pages = [...divideBlocks(putBelow(opening, blocks)).take(most + 1)];
  const all = given.has('unlinked') ? pages.map(breakLinks) : pages;
  const is = all.length > most ? 'too long' : 'whole';
  const now = all.slice(0, most).map((content): MessageContent => ({ content, ...(plain && { plain }) }));
  const last = now.at(-1);
  if (last && buttons && !plain && (is === 'whole' || when === 'always')) last.buttons = buttons;
  return { now, is };
};

const putBelow = (opening: string, blocks: readonly Block[]): readonly Block[] => {
  const [first, ...others] = blocks;
  return opening === '' || !first ? blocks : [makeTextBlock(opening.trimEnd()), { ...first, gap: '\n' }, ...others];
};
