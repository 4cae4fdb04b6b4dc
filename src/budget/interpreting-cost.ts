import { NO_TOKENS, SOUND_TOKENS } from '../base/expense.ts';
import { countCost, findPrice, type Nano } from './price.ts';

const MINUTE = 60 * SOUND_TOKENS;

/**
 * What a minute of speech costs that is translated into one language, in nanodollars: a minute of sound is heard, and about
 * as much is said, whether anybody listens to it or reads it. `known`: the price of the model is, so it's more than a guess.
 */
export const countInterpretedMinute = (model: string, at: number): { nano: Nano; known: boolean } => {
  const { price, known } = findPrice(model, at);
  return { nano: countCost({ ...NO_TOKENS, soundIn: MINUTE, soundOut: MINUTE }, price), known };
};
