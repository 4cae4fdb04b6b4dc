import type { Attachment } from 'discord.js';
import type { SentFile } from '../../media/sent-file.ts';

/**
 * The files that Discord announced with a message, a command or a form. Nothing is fetched. `isVoice` says that it's a
 * message that Discord's app recorded; such files may come without a name and a type.
 */
export const readSentFiles = (
  attachments: Iterable<Attachment>,
  { of, isVoice = false }: Pick<SentFile, 'of'> & { isVoice?: boolean },
): SentFile[] =>
  [...attachments].map((attachment) => ({
    url: attachment.url,
    name: readFileName(attachment),
    size: attachment.size,
    isVoice,
    ...(attachment.description && { alt: attachment.description }),
    of,
  }));

/**
 * What people call a file. Discord's own name for it lacks letters that aren't plain, and then a title has them, with or
 * without the ending.
 */
const readFileName = ({ name, title }: Attachment): string => {
  const [extension = ''] = /\.\w+$/.exec(name ?? '') ?? [];
  if (!title) return name ?? '';
  return title.toLowerCase().endsWith(extension.toLowerCase()) ? title : `${title}${extension}`;
};
