import { z } from 'zod';
import type { File } from './attachment.ts';
import { limitList, rule } from './limits.ts';

// What an option or a form takes of files (Discord docs, reference, "File type filtering"): at most ten kinds or endings.

const MOST = 10;

/** The endings that Discord's apps count as a kind: those of the usual files, enough for a test. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  image: ['.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.heic', '.heif', '.bmp', '.tiff', '.svg'],
  audio: ['.mp3', '.ogg', '.oga', '.opus', '.wav', '.flac', '.m4a', '.aac'],
  video: ['.mp4', '.mov', '.webm', '.mkv', '.avi', '.m4v'],
};

const fileType = z
  .string()
  .refine(
    (text) => text in ENDINGS || /^\.[A-Za-z0-9][A-Za-z0-9.]*$/.test(text),
    rule('FILE_TYPE_INVALID', 'Must be audio, image, video or a file extension that begins with a dot.'),
  );

/** The kinds and endings that a bot allows. */
export const fileTypes = limitList(fileType, MOST);

/** Whether Discord's apps let somebody pick a file: its name decides, not what it holds. */
export const isPickable = (allowed: readonly string[] | null | undefined, { name }: Pick<File, 'name'>): boolean => {
  if (!allowed?.length) return true;
  const endings = allowed.flatMap((one) => ENDINGS[one] ?? [one]);
  return endings.some((ending) => name.toLowerCase().endsWith(ending.toLowerCase()));
};
