import { formatFileName } from '../markdown-escape.ts';
import { list, megabytes, number, plural } from './grammar.ts';

/** A file's name as its sender wrote it. */
type FileName = { name: string };

/** A file's name between quotation marks. */
const quote = (name: string): string => `“${formatFileName(name)}”`;

/** The size of a file of so many bytes. */
const size = (bytes: number): string => megabytes(Math.floor(bytes / 2 ** 20));

/** About the files that come with a question: what couldn't be opened or read in full, and why. Sizes are in bytes. */
export const mediaSentences = {
  'media.empty': ({ name }: FileName) => `${quote(name)} is empty.`,
  'media.too-big': ({ name, most }: FileName & { most: number }) =>
    `${quote(name)} is too big for me. I open files of up to ${size(most)}.`,
  'media.sum': ({ name, most }: FileName & { most: number }) =>
    `I didn’t open ${quote(name)}, because all files of a question together may have up to ${size(most)}.`,
  'media.too-many': ({ most }: { most: number }) =>
    `I open up to ${number(most)} files for a question, so I left out the rest.`,
  'media.too-many-pictures': ({ most, names }: { most: number; names: readonly string[] }) =>
    `I look at up to ${number(most)} pictures for a question, with pages and frames, so I didn’t see all of ${list(names.map(quote))}.`,
  'media.unknown': ({ name }: FileName) =>
    `I can’t open files like ${quote(name)}. Please send it as a PDF, a text, a PNG or JPEG, an MP3 or an MP4.`,
  'media.encoding': ({ name }: FileName) =>
    `I can’t tell how the text in ${quote(name)} is encoded. Please save it as UTF-8 and send it again.`,
  'media.damaged-text': ({ name }: FileName) =>
    `Some characters in ${quote(name)} are damaged. Each of them reached me as �.`,
  'media.broken': ({ name }: FileName) => `${quote(name)} is damaged or incomplete, so I couldn’t read it.`,
  'media.pixels': ({ name, most }: FileName & { most: number }) =>
    `${quote(name)} has too many pixels for me. I open pictures of up to ${number(Math.floor(most / 1_000_000))} megapixels.`,
  'media.locked': ({ name }: FileName) =>
    `${quote(name)} needs a password, so I can’t open it. Please send it without one.`,
  'media.heic': ({ name }: FileName) =>
    `I can’t open HEIC pictures such as ${quote(name)}. Please send it as JPEG or PNG.`,
  'media.no-ffmpeg': ({ name }: FileName) =>
    `I’d need FFmpeg to open ${quote(name)}, and it isn’t installed here. A voice message, an MP3, a WAV or a picture works.`,
  'media.slow': ({ name }: FileName) => `Reading ${quote(name)} took too long, so I answered without it.`,
  'media.gone': ({ name }: FileName) => `Discord no longer has ${quote(name)}. Please upload it again.`,
  'media.changed': ({ name }: FileName) =>
    `The download of ${quote(name)} doesn’t have the size that Discord said. Please upload it again.`,
  'media.elsewhere': ({ name }: FileName) => `${quote(name)} isn’t stored at Discord, so I didn’t open it.`,
  'media.unreachable': ({ name }: FileName) =>
    `I couldn’t download ${quote(name)} from Discord. Please try again in a moment.`,
  'media.busy': ({ name }: FileName) =>
    `I’m reading too many files at the moment, so I left out ${quote(name)}. Please try again in a minute.`,
  'media.failing': ({ name }: FileName) =>
    `I can’t open files such as ${quote(name)} right now. Please try again in a minute or two.`,
  'media.skipped': ({ name }: FileName) =>
    `Another file of this question stopped my reading, so I didn’t open ${quote(name)}. Please send it by itself.`,
  'media.not-taken': 'Gemini didn’t take the pictures or recordings of this question, so I answered without them.',
  'media.cut': ({ name }: FileName) => `I read only the beginning of ${quote(name)}.`,
  'media.pages': ({ name, read, pages }: FileName & { read: number; pages: number }) =>
    plural(read, {
      one: `I read only the first of the ${number(pages)} pages of ${quote(name)}.`,
      other: `I read only the first ${number(read)} of the ${number(pages)} pages of ${quote(name)}.`,
    }),
  'media.sound-full': ({ name, minutes }: FileName & { minutes: number }) =>
    `I listen to up to ${number(minutes)} minutes of sound for a question, so I heard little or nothing of ${quote(name)}.`,
  'media.sound-cut': ({ name, minutes }: FileName & { minutes: number }) =>
    plural(minutes, {
      one: `I listened to only the first minute of ${quote(name)}.`,
      other: `I listened to only the first ${number(minutes)} minutes of ${quote(name)}.`,
    }),
};
