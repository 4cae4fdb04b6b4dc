import { BoundedMap } from '../base/bounded-map.ts';
import {
  ANSWER_ROOM,
  addKinds,
  type Expense,
  type Foresight,
  NO_TOKENS,
  SOUND_TOKENS,
  type TokenKinds,
} from '../base/expense.ts';

/** The most tokens that Google makes of one picture, at its highest resolution. */
const PER_PICTURE = 1_120;

/**
 * For how many tokens of thoughts every turn has room. What a turn holds stays counted if the process is killed, so all
 * that it holds is little enough for a process that is killed all day.
 */
const THOUGHTS = 500;

/** By how much a context may be longer than it was at the last count, because Google's counts have gaps. */
const MARGIN = 1.1;

/** For how many channels the length of the context is remembered. Others are taken to be as long as they can be. */
const MOST_CHANNELS = 10_000;

const toSoundTokens = (ms: number): number => Math.ceil((ms / 1_000) * SOUND_TOKENS);

/** The tokens that a turn takes besides what was said before it. */
export const toTurnTokens = ({ questionTokens, soundMs, pictures, searches = 0 }: Foresight): TokenKinds => ({
  ...NO_TOKENS,
  textIn: questionTokens,
  soundIn: toSoundTokens(soundMs),
  imageIn: pictures * PER_PICTURE,
  soundOut: toSoundTokens(ANSWER_ROOM),
  thoughts: THOUGHTS,
  searches,
});

/** The tokens of more of a question or an answer. */
export const toMoreTokens = ({ soundMs = 0, answerMs = 0 }: { soundMs?: number; answerMs?: number }): TokenKinds => ({
  ...NO_TOKENS,
  soundIn: toSoundTokens(soundMs),
  soundOut: toSoundTokens(answerMs),
});

/** What a turn can cost at most; see {@link toTurnTokens}. Google bills the whole context again with each turn. */
export class WorstCost {
  /** Tokens after which Google shortens a context. */
  readonly #most: number;
  /** By channel: what the last turn was asked with, and what it has added to that. */
  readonly #contexts = new BoundedMap<string, TokenKinds>(MOST_CHANNELS);

  constructor(most: number) {
    this.#most = most;
  }

  /** The most that a turn in this channel can take, in tokens of each kind. Its next counts are about it alone. */
  async begin(channel: string, foresight: Foresight): Promise<TokenKinds> {
    const known = this.#contexts.get(channel);
    const before = known ?? (await foresight.measurePast?.().catch(() => undefined));
    if (known) this.#contexts.delete(channel);
    const context = before ? this.#foreseeContext(before) : { ...NO_TOKENS, soundIn: this.#most };
    return addKinds(context, toTurnTokens(foresight));
  }

  /** Google counted more of a turn. A text model is told anew what was said before, so its count says nothing of Live. */
  note(channel: string, { by, kinds }: Pick<Expense, 'by' | 'kinds'>): void {
    if (by === 'live') this.#contexts.set(channel, addKinds(this.#contexts.get(channel) ?? NO_TOKENS, kinds));
  }

  /** What was said before, as the next turn is asked with it: what was answered belongs to it, too. */
  #foreseeContext({ textIn, soundIn, imageIn, textOut, soundOut }: TokenKinds): TokenKinds {
    const seen = { textIn: textIn + textOut, soundIn: soundIn + soundOut, imageIn };
    const all = seen.textIn + seen.soundIn + seen.imageIn;
    const part = Math.min(MARGIN, all > 0 ? this.#most / all : MARGIN);
    return {
      ...NO_TOKENS,
      textIn: Math.ceil(seen.textIn * part),
      soundIn: Math.ceil(seen.soundIn * part),
      imageIn: Math.ceil(seen.imageIn * part),
    };
  }
}
