import type { Text } from '../../text/text.ts';

/**
 * Google's reasons for the end of a turn that nobody has to be told about. All others are a safety rule or a fault of
 * the model.
 */
const HARMLESS = new Set(['TURN_COMPLETE_REASON_UNSPECIFIED', 'NEED_MORE_INPUT']);

/** What a person reads about a turn that Google cut short. */
type FinishText = Text<'gemini.question-blocked' | 'gemini.answer-blocked' | 'gemini.unfinished'>;

/**
 * What people may read about a turn that Google cut short; nothing if the turn ended normally. The Live API has no error
 * for this, and `turnCompleteReason` is the only sign.
 */
export const explainFinishReason = (reason: string | undefined): FinishText | undefined => {
  if (reason === undefined || HARMLESS.has(reason)) return undefined;
  if (/^(?:PROHIBITED_INPUT|INPUT_|IMAGE_|BLOCKLIST|UNSAFE_PROMPT)/.test(reason))
    return { code: 'gemini.question-blocked' };
  if (/^GENERATED_/.test(reason)) return { code: 'gemini.answer-blocked' };
  return { code: 'gemini.unfinished' };
};
