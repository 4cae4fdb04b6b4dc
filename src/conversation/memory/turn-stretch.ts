import type { NumberedTurn } from '../turns/stored-turn.ts';
import { countPairTokens } from './tokens.ts';
import type { TranscriptChapter } from './transcript-chapter.ts';

/**
 * The newest turns of a conversation, oldest first, and why they begin where they do: the turn before them was `found`, they're
 * `full`, so that older ones are left out, older ones are `gone`, or there never were any before the `first`.
 */
export type TurnStretch = { turns: NumberedTurn[]; ends: 'found' | 'full' | 'gone' | 'first' };

/** Which turns are wanted: those after the first `after` turns up to `last` and after the last one that `isBefore`; see {@link readStretch}. */
type StretchBounds = {
  after: number;
  last: number;
  isBefore(turn: NumberedTurn): boolean;
  isKept(turn: NumberedTurn): boolean;
  /** Once what was read makes so many tokens, it's enough. */
  tokens: number;
};

/** How many turns are read at once. */
const PAGE = 50;

/** Reads the newest turns of a chapter. It ends where those before have expired. @throws {StoreUnavailableError} */
export const readStretch = async (
  chapter: Pick<TranscriptChapter, 'readBack'>,
  { after, last, isBefore, isKept, tokens }: StretchBounds,
): Promise<TurnStretch> => {
  const pages: NumberedTurn[][] = [];
  let room = tokens;
  for await (const entries of chapter.readBack(after, last, PAGE)) {
    const kept = entries.filter(isKept);
    const border = kept.findLastIndex(isBefore);
    const page = kept.slice(border + 1);
    for (const entry of page) room -= countPairTokens(entry);
    pages.unshift(page);
    if (border >= 0) return { turns: pages.flat(), ends: 'found' };
    if (kept.length < entries.length) break;
    if (room < 0) return { turns: pages.flat(), ends: 'full' };
  }
  const turns = pages.flat();
  return { turns, ends: (turns[0]?.number ?? last + 1) > after + 1 ? 'gone' : 'first' };
};
