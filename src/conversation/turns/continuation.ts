/** Which answer broke off: its number in the transcript, and when it was asked for, because a reset counts anew. */
export type BrokenAnswer = { number: number; at: number };

/** Characters of a broken answer that are quoted, so that the model knows which one is meant and where it ended. */
const MOST_QUOTED = 200;

/**
 * The question that asks for the rest of an answer. It quotes the answer's last words, because others may have asked
 * something since, and because a session that was told the transcript does not know of itself where it broke off.
 */
export const composeContinuation = (answered: string): string =>
  `(Please go on exactly where your answer broke off. Its last words were: “${lastWords(answered)}”)`;

const lastWords = (text: string): string => {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  if (characters.length <= MOST_QUOTED) return characters.join('');
  const last = characters.slice(1 - MOST_QUOTED).join('');
  // The first word is cut; where words are that long, or not separated, that does not matter.
  return `…${last.replace(/^\S{0,20}\s/, '')}`;
};
