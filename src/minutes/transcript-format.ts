import type { NumberedTurn } from '../conversation/turns/stored-turn.ts';

/** The words of a transcript's file, in the reader's language. */
export type FileWords = {
  title: string;
  /** Says that only questions have known times. */
  times: string;
  /** In front of what was written, of a file's name, and of what was quoted. */
  wrote: string;
  file: string;
  quoted: string;
  cut: string;
};

/** What a file is about besides its turns. Moments are in milliseconds since the epoch. */
export type FileSubject = {
  words: FileWords;
  zone: string;
  /** When it was made. */
  at: number;
  server: string | undefined;
  channel: string;
};

/** How a transcript is written: what begins the file, each turn, and what ends it. The turns stand between, joined. */
export type TranscriptFormat = {
  ending: string;
  begin(subject: FileSubject, turns: readonly NumberedTurn[], leftOut: number): string;
  /** `next` is the turn after it, and `first` the file's first one. */
  tell(
    turn: NumberedTurn,
    around: { next: NumberedTurn | undefined; first: NumberedTurn },
    subject: FileSubject,
  ): string;
  joint: string;
  end: string;
};
