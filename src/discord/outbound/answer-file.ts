import { type Message, MessageFlags } from 'discord.js';
import type { Say } from '../../text/languages.ts';
import type { Text } from '../../text/text.ts';
import type { Buttons } from './answer-buttons.ts';
import { type FoundOnWeb, listSources } from './answer-sources.ts';
import { PAGE_LENGTH } from './pages.ts';
import type { MessageContent, MessageFile } from './reply-target.ts';

/** An answer of more messages than this becomes a file, because nobody wants to scroll past it. */
export const MOST_PAGES = 5;

/** If a file can't be sent, this many messages are still better than an answer without its end. */
export const MOST_WITHOUT_FILE = 15;

/** The most files of a message (Discord docs, resources/message). */
export const MOST_FILES = 10;

/** It's the same in every language, because an answer's file is recognised by it. */
const FILE_NAME = 'answer.txt';

/** What stands under the end of an answer: a note, as its readers see it, what was found on the web, and buttons. */
export type AnswerFoot = { note?: string; found?: FoundOnWeb; buttons?: Buttons | undefined };

/** Why an answer is a file. */
export type FileReason = Text<'delivery.file-too-long' | 'delivery.file-refused'>;

/** The whole answer as a file. */
export const makeAnswerFile = (text: string, foot: AnswerFoot, why: FileReason, say: Say): MessageContent => ({
  ...putAbove(say(why), foot, say),
  files: [{ name: FILE_NAME, text }],
});

/** The written parts that are too long for messages, as files: in as many messages as they need. */
export const makeWrittenFiles = (files: readonly MessageFile[], foot: AnswerFoot, say: Say): MessageContent[] =>
  Array.from({ length: Math.ceil(files.length / MOST_FILES) }, (_, at) => {
    const end = (at + 1) * MOST_FILES;
    return {
      content: say({ code: 'delivery.written-files' }),
      buttons: end >= files.length ? foot.buttons : undefined,
      files: files.slice(at * MOST_FILES, end),
    };
  });

/** What replaces the rest of an answer. It's the only message that is silent. */
export const makeMissingFileNote = (foot: AnswerFoot, say: Say): MessageContent => ({
  ...putAbove(say({ code: 'delivery.no-file' }), foot, say),
  silent: true,
});

const putAbove = (sentence: string, { note, found, buttons }: AnswerFoot, say: Say): MessageContent => {
  const content = [sentence, note].filter(Boolean).join('\n\n');
  const sources = found && listSources(found, say, PAGE_LENGTH - content.length - 2);
  return { content: [content, sources].filter(Boolean).join('\n\n'), buttons };
};

/**
 * How many of the messages with an answer's files are there already; all of them if a note says that they can't be. The words of
 * a message may be in any language: a file has its name, and the note about a missing one is silent.
 */
export const countSent = (
  messages: readonly Pick<Message, 'attachments' | 'flags'>[],
  sheets: readonly MessageContent[],
): number => {
  const names = new Set(sheets.flatMap(({ files = [] }) => files.map(({ name }) => name)));
  const isNoted = messages.some(({ flags }) => flags.has(MessageFlags.SuppressNotifications));
  return isNoted
    ? sheets.length
    : messages.filter(({ attachments }) => attachments.some(({ name }) => names.has(name))).length;
};
