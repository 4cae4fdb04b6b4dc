import type { FileOrigin, ReadFile } from '../../media/bridge/read-file.ts';
import { sanitizeTitle, shortenText } from '../people/quoted-text.ts';

/**
 * What a turn's record keeps of a file that came with its question: what it was called and was, how large or long it was,
 * and how a text, or somebody else's recording, began. The file itself isn't stored anywhere.
 */
export type StoredFile = {
  name: string;
  is: ReadFile['is'] | 'voice';
  /** Its size in words, such as `12 kB`, `800 × 600` or `12 s`. */
  size: string;
  of: FileOrigin;
  excerpt?: string;
};

/** How much of a file's text is kept, and of all files of one question together, in characters. */
const MOST_OF_ONE = 1_000;
const MOST_OF_ALL = 4_000;

const formatNumber = (value: number): string => Math.round(value).toLocaleString('en');

/** A duration in words. */
export const formatDuration = (ms: number): string => {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  if (seconds < 120) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** A size as Discord counts it: its limit of 10 MB is 10 × 1,024 × 1,024 bytes. */
const formatBytes = (bytes: number): string => {
  if (bytes < 1_024) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  return bytes < 2 ** 20 ? `${formatNumber(bytes / 1_024)} kB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;
};

const formatSize = (file: ReadFile): string => {
  switch (file.is) {
    case 'text':
      return formatBytes(file.bytes);
    case 'picture':
      return `${file.width} × ${file.height}`;
    case 'pages':
      return file.pages === 1 ? '1 page' : `${formatNumber(file.pages)} pages`;
    case 'sound':
    case 'video':
      return formatDuration(file.ms);
  }
};

const textOf = (file: ReadFile): string => (file.is === 'text' || file.is === 'pages' ? file.text.trim() : '');

/** What is stored of the files of a question, in their order. The first get more of what is kept in all. */
export const toStoredFiles = (files: readonly ReadFile[]): StoredFile[] => {
  let room = MOST_OF_ALL;
  return files.map((file) => {
    const excerpt = shortenText(textOf(file), Math.min(MOST_OF_ONE, room)).text;
    room -= [...excerpt].length;
    return {
      name: sanitizeTitle(file.name),
      is: file.is === 'sound' && file.isVoice ? 'voice' : file.is,
      size: formatSize(file),
      of: file.of,
      ...(excerpt !== '' && { excerpt }),
    };
  });
};

const hasSound = ({ is }: StoredFile): boolean => is === 'voice' || is === 'sound' || is === 'video';

/**
 * Whether what was understood of these files' sound is what the asker says: nothing can be heard but voice messages of
 * their own. Any other recording may hold anybody's words.
 */
export const isOwnSpeech = (files: readonly StoredFile[]): boolean =>
  files.filter(hasSound).every(({ is, of }) => is === 'voice' && of === 'question');

/**
 * The files with what was understood of their sound, as the beginning of the first recording: the model is given all
 * recordings as one, so nobody can tell where each of them ends.
 */
export const noteSound = (files: readonly StoredFile[], heard: string): StoredFile[] => {
  const excerpt = shortenText(heard.trim(), MOST_OF_ONE).text;
  const first = files.find(hasSound);
  return files.map((file) => (file === first && excerpt !== '' ? { ...file, excerpt } : file));
};
