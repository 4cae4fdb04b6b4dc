import { type Clock, within } from '../../base/clock.ts';
import type { FileReading } from '../../media/file-reading.ts';
import { SLOW } from './answer-deadline.ts';
import type { ReadFiles } from './question.ts';
import type { Turn } from './turn.ts';

type QuestionFilesOptions = {
  turn: Turn;
  /** Whether the question should be asked at all. */
  wanted: Promise<boolean>;
  readFiles: ReadFiles;
  clock: Pick<Clock, 'sleep'>;
};

/** The reading resolves to nothing if the question isn't asked. */
type Reading = Promise<FileReading | undefined>;

/** The files that came with a waiting question. They take up no memory until they're read. */
export class QuestionFiles {
  readonly #options: QuestionFilesOptions;
  #state: { is: 'unread' } | { is: 'reading' | 'read'; reading: Reading } = { is: 'unread' };

  constructor(options: QuestionFilesOptions) {
    this.#options = options;
  }

  get is(): 'unread' | 'reading' | 'read' {
    return this.#state.is;
  }

  /** Reads them, unless that has begun already. They're let go of when the turn ends. */
  read(): Reading {
    if (this.#state.is !== 'unread') return this.#state.reading;
    const reading = readForTurn(this.#options).finally(() => {
      this.#state = { is: 'read', reading };
    });
    this.#state = { is: 'reading', reading };
    return reading;
  }
}

/** Reads a question's files once it's sure to be asked. If that takes long, the people who wait are told. */
const readForTurn = async ({ turn, wanted, readFiles, clock }: QuestionFilesOptions): Reading => {
  if (!(await wanted) || turn.end) return undefined;
  const over = new AbortController();
  void turn.ended.then(() => over.abort());
  const reading = readFiles(over.signal);
  if ((await within(clock, SLOW, reading)) === 'late') turn.slow();
  const read = await reading;
  void turn.ended.then(() => read.release());
  return read;
};
