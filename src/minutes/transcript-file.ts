import type { NumberedTurn } from '../conversation/turns/stored-turn.ts';
import type { FileSubject, TranscriptFormat } from './transcript-format.ts';
import { jsonFormat } from './transcript-json.ts';
import { markdownFormat } from './transcript-markdown.ts';
import { webvttFormat } from './transcript-webvtt.ts';

/** The formats, by the words by which people choose them. */
export const TRANSCRIPT_FORMATS = {
  markdown: markdownFormat,
  json: jsonFormat,
  webvtt: webvttFormat,
} as const satisfies Record<string, TranscriptFormat>;

export type TranscriptFormatName = keyof typeof TRANSCRIPT_FORMATS;

export const isTranscriptFormat = (name: string): name is TranscriptFormatName =>
  Object.hasOwn(TRANSCRIPT_FORMATS, name);

/** For what stands around the turns, in bytes. */
const FRAME = 2_048;

/** Writes turns as a file of at most `most` bytes. The oldest that don't fit are left out, and counted. */
export const writeTranscript = (
  name: TranscriptFormatName,
  turns: readonly NumberedTurn[],
  subject: FileSubject,
  most: number,
): { name: string; data: Uint8Array; leftOut: number } => {
  const { ending, begin, tell, joint, end }: TranscriptFormat = TRANSCRIPT_FORMATS[name];
  const tellFrom = (from: number) =>
    turns
      .slice(from)
      .map((turn, index) => tell(turn, { next: turns[from + index + 1], first: turns[from] ?? turn }, subject));
  // What is told of a turn gets no longer if fewer stand before it.
  const sizes = tellFrom(0).map((text) => Buffer.byteLength(text) + Buffer.byteLength(joint));
  let room = most - FRAME;
  const leftOut =
    1 +
    sizes.findLastIndex((size) => {
      room -= size;
      return room < 0;
    });
  const kept = turns.slice(leftOut);
  const text = `${begin(subject, kept, leftOut)}${tellFrom(leftOut).join(joint)}${end}`;
  return { name: `transcript.${ending}`, data: new TextEncoder().encode(text), leftOut };
};
