/**
 * The messages between the bot and the media process, over Node's IPC channel with `advanced` serialization. The bot sends
 * one file at a time and waits for its answer, so no queue can grow between them.
 */

import type { MediaFaultKind } from '../../base/events.ts';
import type { FileContent } from './read-file.ts';

/** What of a file is wanted, because the question and the model have room for it. */
export type Wants = {
  /** Pixels of a picture's longer side that the model uses. */
  side: number;
  /** Whether a picture is cut to a square around its middle, as for an avatar. */
  square?: true;
  /** Bytes of text, as UTF-8. */
  textBytes: number;
  /** Pictures that a document may yield. */
  pictures: number;
  /** Milliseconds of sound. */
  soundMs: number;
};

/** What FFmpeg is told to expect, by its names of formats; it never guesses. */
export type FfmpegFormat = 'mov' | 'matroska' | 'ogg' | 'mp3' | 'wav' | 'flac' | 'aac';

/**
 * What became of a file: its content, or what it is if only FFmpeg can decode it. `kind` is what people would call it,
 * and `ms` is how long it says it is, if it says so.
 */
export type FileOutcome =
  | FileContent
  | { is: 'needs-ffmpeg'; format: FfmpegFormat; kind: 'sound' | 'video'; ms?: number };

/** A message to the media process: reads a file. `job` comes back with the answer. */
export type ToMedia = { is: 'read'; job: number; bytes: Uint8Array; wants: Wants };

/** A message from the media process. */
export type FromMedia =
  | { is: 'read'; job: number; outcome: FileOutcome }
  | { is: 'refused'; job: number; why: MediaFaultKind };
