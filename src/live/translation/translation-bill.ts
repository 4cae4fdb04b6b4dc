import { countBytes, EAR_RATE, MODEL_RATE } from '../../audio/pcm.ts';
import { addKinds, NO_TOKENS, SOUND_TOKENS, sumTokens, type TokenKinds } from '../../base/expense.ts';
import { NO_USAGE, type TokenUsage } from '../protocol/token-kinds.ts';

const HEARD_SECOND = countBytes(1_000, EAR_RATE);
const SAID_SECOND = countBytes(1_000, MODEL_RATE);

/**
 * What one utterance takes. A stream without turns has no count that is of one utterance alone, and no page says what
 * Google's counts on it add up to. So it's at least what its sound comes to, which is how Google states the price; and more
 * if Google's counts have grown by more meanwhile.
 */
export class TranslationBill {
  #heardBytes = 0;
  #saidBytes = 0;
  /** By how much the counts of earlier connections have grown. */
  #grown = NO_TOKENS;
  /** The newest count when the utterance came to this connection, and now. */
  #before = NO_USAGE;
  #now = NO_USAGE;

  /** From now on the utterance is on a connection whose newest count is this. */
  begin(counted: TokenUsage): void {
    this.#grown = this.#sumGrowth();
    this.#before = counted;
    this.#now = counted;
  }

  /** So many bytes of what was said, or of silence after it, were sent. */
  noteHeard(bytes: number): void {
    this.#heardBytes += bytes;
  }

  /** So many bytes of translated sound came. */
  noteSaid(bytes: number): void {
    this.#saidBytes += bytes;
  }

  /** Google counted. */
  noteCount(usage: TokenUsage): void {
    // If it begins anew in the middle of an utterance, what it had come to stays.
    if (usage.total < this.#now.total) this.begin(NO_USAGE);
    this.#now = usage;
  }

  /** What it takes so far; nothing if nothing was sent. */
  get usage(): TokenUsage | undefined {
    if (this.#heardBytes === 0) return undefined;
    const counted = this.#sumGrowth();
    const soundIn = Math.ceil((this.#heardBytes / HEARD_SECOND) * SOUND_TOKENS);
    const soundOut = Math.ceil((this.#saidBytes / SAID_SECOND) * SOUND_TOKENS);
    const kinds = {
      ...counted,
      soundIn: Math.max(soundIn, counted.soundIn),
      soundOut: Math.max(soundOut, counted.soundOut),
    };
    return {
      prompt: kinds.textIn + kinds.soundIn + kinds.imageIn,
      response: kinds.textOut + kinds.soundOut,
      thoughts: kinds.thoughts,
      total: sumTokens(kinds),
      kinds,
      estimated: counted.soundIn < soundIn || counted.soundOut < soundOut || this.#now.estimated,
    };
  }

  /** By how much all counts have grown, and never less than nothing of a kind. */
  #sumGrowth(): TokenKinds {
    const grown = addKinds(this.#now.kinds, this.#before.kinds, -1);
    const most = Object.fromEntries(Object.entries(grown).map(([kind, tokens]) => [kind, Math.max(0, tokens)]));
    return addKinds(this.#grown, most as TokenKinds);
  }
}
