import type { Said } from '../../live/protocol/client-message.ts';
import { marked } from '../people/name-marks.ts';
import type { Numbered } from '../turns/turn-record.ts';
import { newest, type Recap, recalled, type Told } from './recap.ts';
import { pairTokens, shortenPair } from './tokens.ts';

/** How many tokens a session is told where nothing else is set. */
export const SEED_TOKENS = 6_000;

/** A turn as a session is told of it: the asker's name first. */
export const told = ({ person, asked, answered, number }: Numbered): Told => ({
  asked: marked(person, asked),
  answered,
  number,
});

/**
 * What a fresh session is told of a conversation in at most so many tokens: the newest turns whole, and if that is not
 * all, the recap first. Of a newest turn that does not fit by itself the beginning is told, because people go on with
 * it. `turns` are the newest of the transcript, at least as many as fit.
 */
export const seed = (turns: readonly Told[], recap: Recap | undefined, tokens: number): Said[] => {
  const leftOut = newest(turns, tokens).length < turns.length || (turns[0]?.number ?? 2) > 1;
  if (!recap || !leftOut) return fitting(turns, tokens);
  const memory = recalled(recap);
  return [memory, ...fitting(turns, tokens - pairTokens(memory))];
};

/** The newest turns that fit, whole; or the beginning of the newest, if that alone is too long. */
export const fitting = <T extends Told>(turns: readonly T[], tokens: number): T[] => {
  const whole = newest(turns, tokens);
  const last = turns.at(-1);
  return whole.length > 0 || !last ? whole : [shortenPair(last, tokens)];
};
