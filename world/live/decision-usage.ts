import { NO_TOKENS, type TokenKinds } from '../../src/base/expense.ts';
import { sizeOfText } from './context-window.ts';
import type { DecisionCall } from './decision-script.ts';

/** Tokens for a second of sound. No page says it of decisions; 32 is the number of the Gemini API, and Live counts 25. */
const DECISION_SOUND_TOKENS = 32;

const instructionOf = (instructions: unknown): string =>
  typeof instructions === 'string' ? instructions : JSON.stringify(instructions);

/** What a request takes: the shared input once, and the words of each question. There's no output. */
export const countDecision = ({ text, sounds, questions }: DecisionCall): TokenKinds => ({
  ...NO_TOKENS,
  textIn:
    sizeOfText(text) +
    Object.values(questions)
      .map(({ instructions, criteria }) => sizeOfText(instructionOf(instructions) + JSON.stringify(criteria ?? {})))
      .reduce((sum, tokens) => sum + tokens, 0),
  soundIn: sounds.reduce((sum, { ms }) => sum + Math.ceil((ms / 1_000) * DECISION_SOUND_TOKENS), 0),
});

/** The same as the service tells it (SDK, `interactions.Usage`). */
export const tellDecisionUsage = ({ textIn, soundIn }: TokenKinds): object => ({
  total_input_tokens: textIn + soundIn,
  input_tokens_by_modality: [
    { modality: 'text', tokens: textIn },
    ...(soundIn > 0 ? [{ modality: 'audio', tokens: soundIn }] : []),
  ],
  total_output_tokens: 0,
  total_tokens: textIn + soundIn,
});
