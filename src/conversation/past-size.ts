import { NO_TOKENS, type TokenKinds } from '../base/expense.ts';
import type { SessionMemory } from '../live/session/resumption.ts';
import { countPairTokens } from './memory/tokens.ts';

/** For how many tokens of instruction and functions there is room. Nobody counts them for a session that begins. */
const SETUP = 2_500;

/** How many tokens of sound a token of text is when it's said: four characters in a quarter of a second. */
const SOUNDED = 7;

/**
 * How much a session will remember at most when it's asked next: by Google's count, which is stored with its handle, or
 * by what a fresh one is told. Nothing if that isn't known.
 *
 * @throws {StoreUnavailableError} if it can't be read
 */
export const measurePast = async ({
  load,
  since,
}: Pick<SessionMemory, 'load' | 'since'>): Promise<TokenKinds | undefined> => {
  const kept = await load();
  if (kept && kept.tokens === undefined) return undefined;
  // The last count came before its answer was said.
  const said = await since(kept ? Math.max(0, kept.turns - 1) : 0);
  const text = said.reduce((sum, pair) => sum + countPairTokens(pair), 0);
  if (kept?.tokens === undefined) return { ...NO_TOKENS, textIn: SETUP + text };
  return { ...NO_TOKENS, textIn: SETUP, soundIn: kept.tokens + SOUNDED * text };
};
