import { type Logger, pino } from 'pino';

export type Line = { level: number; msg: string; key?: string; err?: { message: string } };

/** A log that can be read, from info on. */
export const recorded = (): { log: Logger; lines: Line[]; said(words: RegExp): Line[] } => {
  const lines: Line[] = [];
  const log = pino({ level: 'info' }, { write: (line) => lines.push(JSON.parse(line)) });
  return { log, lines, said: (words) => lines.filter(({ msg }) => words.test(msg)) };
};

export const silent = pino({ level: 'silent' });
