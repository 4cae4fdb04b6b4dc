import type { Buttons } from './buttons.ts';
import type { Sheet } from './place.ts';
import { Code, isRefusedWith } from './refusal.ts';

/** An answer of more messages than this becomes a file, for nobody wants to scroll past it. */
export const MOST_PAGES = 5;

const TOO_LONG = 'This answer is too long for Discord messages. The whole text is in this file.';
const NO_FILES = 'The answer goes on, but I may not attach files here. Please ask me to be shorter.';

/** What stands under the end of an answer. */
export type Foot = { note?: string; buttons?: Buttons | undefined };

/**
 * Adds the whole of an answer that is too long as a file, or says why there is none.
 *
 * @throws what `add` does, unless files are forbidden
 */
export const attach = async (
  text: string,
  { note, buttons }: Foot,
  add: (sheet: Sheet) => Promise<unknown>,
): Promise<void> => {
  const sheet = (sentence: string): Sheet => ({ content: [sentence, note].filter(Boolean).join('\n\n'), buttons });
  try {
    await add({ ...sheet(TOO_LONG), file: { name: 'answer.txt', text } });
  } catch (error) {
    if (!isRefusedWith(error, Code.missingPermissions)) throw error;
    await add(sheet(NO_FILES));
  }
};

/** Whether a message is what {@link attach} adds. */
export const isAttached = ({ content }: { content: string }): boolean =>
  [TOO_LONG, NO_FILES].some((sentence) => content.startsWith(sentence));
