import { NO_TOKENS, SOUND_TOKENS } from '../base/expense.ts';
import { countCost, DOLLAR, findPrice } from './price.ts';

const HOUR = 3_600 * SOUND_TOKENS;

/**
 * What an hour of speech costs that is interpreted between two languages, in dollars: the sessions into both hear all of it, and one of
 * them says about as much, whether anybody listens to that or reads it.
 */
export const countInterpretedHour = (model: string, at: number): number =>
  countCost({ ...NO_TOKENS, soundIn: 2 * HOUR, soundOut: HOUR }, findPrice(model, at).price) / DOLLAR;
