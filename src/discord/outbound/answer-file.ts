import type { Buttons } from './answer-buttons.ts';
import type { MessageContent } from './reply-target.ts';

/** An answer of more messages than this becomes a file, because nobody wants to scroll past it. */
export const MOST_PAGES = 5;

/** If a file can't be sent, this many messages are still better than an answer without its end. */
export const MOST_WITHOUT_FILE = 15;

const TOO_LONG = 'This answer is too long for Discord messages. The whole text is in this file.';
const NOT_TAKEN = 'Discord did not take this answer as a message. The whole text is in this file.';
const NO_FILES = 'There’s more, but Discord did not take it as a file here. Please ask for a shorter answer.';

/** What stands under the end of an answer. */
export type AnswerFoot = { note?: string; buttons?: Buttons | undefined };

/** The whole answer as a file: because it's too long for messages, or because Discord refused those. */
export const makeAnswerFile = (text: string, foot: AnswerFoot, why: 'too long' | 'not taken'): MessageContent => ({
  ...sentence(why === 'too long' ? TOO_LONG : NOT_TAKEN, foot),
  file: { name: 'answer.txt', text },
});

/** What replaces the rest of an answer. */
export const makeMissingFileNote = (foot: AnswerFoot): MessageContent => sentence(NO_FILES, foot);

const sentence = (content: string, { note, buttons }: AnswerFoot): MessageContent => ({
  content: [content, note].filter(Boolean).join('\n\n'),
  buttons,
});

/** Whether a message is the end of an answer that was too long. */
export const isAnswerFile = ({ content }: { content: string }): boolean =>
  [TOO_LONG, NOT_TAKEN, NO_FILES].some((one) => content.startsWith(one));
