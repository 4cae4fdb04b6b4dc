import { type Logger, pino } from 'pino';

export type Line = { level: number; msg: string; key?: string; err?: { message: string } };

export type Recorded = {
  log: Logger;
  lines: Line[];
  /** What it said so far. */
  said(words: RegExp): Line[];
  /** Resolves when it says that the next time. */
  says(words: RegExp): Promise<void>;
};

/** A log that can be read, from info on. */
export const recorded = (): Recorded => {
  const lines: Line[] = [];
  const wanted = new Set<{ words: RegExp; found(): void }>();
  const write = (text: string) => {
    const line: Line = JSON.parse(text);
    lines.push(line);
    for (const { words, found } of wanted) if (words.test(line.msg)) found();
  };
  return {
    log: pino({ level: 'info' }, { write }),
    lines,
    said: (words) => lines.filter(({ msg }) => words.test(msg)),
    says: (words) => new Promise((found) => wanted.add({ words, found })),
  };
};

export const silent = pino({ level: 'silent' });
