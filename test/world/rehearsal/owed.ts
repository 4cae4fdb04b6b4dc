import type { Message } from '../discord/message.ts';

/** An answer that has to appear: known by its length and its last characters, letters and digits alone. */
export type Owed = { length: number; ending: string };

const ENDING = 60;

/** What a model's answer will be known by. */
export const owing = (answer: string): Owed => {
  const text = compact(answer);
  return { length: text.length, ending: text.slice(-ENDING) };
};

/** Whether answers can be read to their end in messages and the files that hang on them. */
export const allShown = (answers: readonly Owed[], messages: readonly Message[]): boolean => {
  const all = messages.flatMap(({ text, files }) => [text, ...files.map(({ content }) => content.toString())]);
  const text = compact(all.join(''));
  return answers.every(({ length, ending }) => text.length >= length && text.includes(ending));
};

/** Where messages break, and what marks up a text, may differ from what the model said. */
const compact = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');
