/**
 * Why a file isn't read:
 * - `empty`, `too-big`, `sum`, `too-many`: it has no byte; it has too many; all of them together have; there are too many files
 * - `unknown`, `heic`, `encoding`: nothing that can be read; a picture in Apple's format; a text in an unknown encoding
 * - `broken`, `locked`, `pixels`: damaged or not complete; it wants a password; it's a picture with too many pixels
 * - `no-ffmpeg`: only FFmpeg could read it, and the operator hasn't installed it
 * - `slow`, `busy`, `failing`: fetching or decoding takes too long; others' files come first; decoding keeps failing
 * - `elsewhere`, `gone`, `changed`, `unreachable`: it isn't at Discord; not any more; it's not the file that was
 *   announced; Discord can't be reached
 */
export const MEDIA_FAULTS = [
  'empty',
  'too-big',
  'sum',
  'too-many',
  'unknown',
  'heic',
  'encoding',
  'broken',
  'locked',
  'pixels',
  'no-ffmpeg',
  'slow',
  'busy',
  'failing',
  'elsewhere',
  'gone',
  'changed',
  'unreachable',
] as const;
export type MediaFaultKind = (typeof MEDIA_FAULTS)[number];

/** A file can't be read. The message, which ends up in logs, holds nothing of the file. */
export class MediaFault extends Error {
  override name = 'MediaFault';
  readonly why: MediaFaultKind;

  constructor(why: MediaFaultKind, options?: ErrorOptions) {
    super(`a file wasn't read: ${why}`, options);
    this.why = why;
  }
}
