import { listParts, type PlacedPart } from './answer-part.ts';

/**
 * Which answer broke off: its number in the transcript, and when its question was asked, because numbers start again
 * after a reset.
 */
export type BrokenAnswer = { number: number; at: number };

const MARK = 'continue:';

/** The id of the question that asks for the rest of an answer. It stands in records, too. */
export const toContinuationId = ({ number, at }: BrokenAnswer): string => `${MARK}${number}:${at}`;

/** Whether a question asks for the rest of an answer. */
export const isContinuation = ({ id }: { id?: string }): boolean => id?.startsWith(MARK) ?? false;

/** How many characters of a broken answer are quoted, so that the model knows which one is meant and where it ended. */
const MOST_QUOTED = 200;

/**
 * The question that asks for the rest of an answer. It quotes the answer's last words, because others may have asked
 * something since, and because a session that was told the transcript doesn't know where the answer broke off.
 */
export const composeContinuation = (answered: string, written: readonly PlacedPart[] = []): string => {
  const last = listParts(answered, written).at(-1);
  const quoted = last?.is === 'written' ? last.part.markdown : (last?.text ?? '');
  return `(Please go on exactly where your answer broke off. Its last words were: “${lastWords(quoted)}”)`;
};

const lastWords = (text: string): string => {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  if (characters.length <= MOST_QUOTED) return characters.join('');
  const last = characters.slice(1 - MOST_QUOTED).join('');
  // The first word may be cut in two, so it's dropped, unless words are very long or not separated.
  return `…${last.replace(/^\S{0,20}\s/, '')}`;
};
