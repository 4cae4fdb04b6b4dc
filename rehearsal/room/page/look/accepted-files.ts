import type { LookScene } from './look-scene.ts';

/** The endings of the kinds that Discord filters by (Discord docs, reference, "File type filtering"), as far as its apps show them. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  image: ['.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.heic', '.heif', '.bmp', '.tiff', '.svg'],
  audio: ['.mp3', '.ogg', '.oga', '.opus', '.wav', '.flac', '.m4a', '.aac'],
  video: ['.mp4', '.mov', '.webm', '.mkv', '.avi', '.m4v'],
};

const MEGABYTE = 1_048_576;

/** What a file input offers for Discord's kinds and endings; nothing for any file. */
export const toAccept = (types: readonly string[] | undefined): string =>
  (types ?? []).flatMap((type) => (Object.hasOwn(ENDINGS, type) ? [`${type}/*`] : [type])).join(',');

/** Whether a file may be picked; its name decides, as in Discord's apps. */
export const isAccepted = (types: readonly string[] | undefined, { name }: { name: string }): boolean => {
  if (!types?.length) return true;
  const endings = types.flatMap((type) => (Object.hasOwn(ENDINGS, type) ? (ENDINGS[type] ?? []) : [type]));
  return endings.some((ending) => name.toLowerCase().endsWith(ending.toLowerCase()));
};

/** A file's name and, where it's known, its size in bytes. */
export type SizedFile = { name: string; size?: number };

/** Who sends a file: how many bytes it may have, and the words in which it's said that it has more. */
type SizeScene = Pick<LookScene, 'uploadLimit' | 'words'>;

/** Why a file is too big to be sent, if it is; `most` is in bytes. */
export const explainSize = (
  { name, size = 0 }: SizedFile,
  { uploadLimit: most, words }: SizeScene,
): string | undefined =>
  most !== undefined && size > most
    ? words['file.too-big']({ name, megabytes: Math.floor(most / MEGABYTE) })
    : undefined;
