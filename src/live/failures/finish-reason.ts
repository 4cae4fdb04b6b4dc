import type { Text } from '../../text/text.ts';

/**
 * Reasons that Google gives for the end of a turn, and that no person has to hear of. Everything else is a safety rule
 * or a fault of the model.
 */
const HARMLESS = new Set(['TURN_COMPLETE_REASON_UNSPECIFIED', 'NEED_MORE_INPUT']);

/** What a person reads about a turn that Google cut short. */
type FinishText = Text<'gemini.question-blocked' | 'gemini.answer-blocked' | 'gemini.unfinished'>;

/**
 * What a person may read about a turn that Google cut short: the Live API knows no error for it, the
 * `turnCompleteReason` is the only sign. Nothing for a turn that ended as turns do.
 */
export const explainFinishReason = (reason: string | undefined): FinishText | undefined => {
  if (reason === undefined || HARMLESS.has(reason)) return undefined;
  if (/^(?:PROHIBITED_INPUT|INPUT_|IMAGE_|BLOCKLIST|UNSAFE_PROMPT)/.test(reason))
    return { code: 'gemini.question-blocked' };
  if (/^GENERATED_/.test(reason)) return { code: 'gemini.answer-blocked' };
  return { code: 'gemini.unfinished' };
};
