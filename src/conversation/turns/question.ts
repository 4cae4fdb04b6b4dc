import type { Spender } from '../../base/expense.ts';
import type { InboundTime } from '../../base/inbound-time.ts';
import type { FileReading } from '../../media/file-reading.ts';
import { type Person, toPerson } from '../people/person.ts';
import type { Quote } from './quote.ts';
import type { StoredFile } from './stored-files.ts';

/**
 * What a person said to the model. `at` is in milliseconds since the epoch, `id` is Discord's id of what they did. The
 * text of speech isn't known before the model has understood it: see `Turn.heard`. `quotes` are the messages that came
 * with it, and `files` is what is known of its files once they're read. `voice` is how the asker wants to hear the
 * answer, if they chose: as a voice message or a WAV file besides the text, or not at all, in a call neither. `written` is
 * what a person wrote in a form, in their own words: Discord shows it nowhere, so the answer begins with it. `unasked`: nobody
 * asked it, as a greeting; its person is Parley itself, and only the place pays. `arrival` is when it came, if that's known.
 */
export type Question = {
  id?: string;
  person: Person;
  text: string;
  at: number;
  aloud?: true;
  quotes?: readonly Quote[];
  files?: readonly StoredFile[];
  voice?: AnswerVoice;
  written?: string;
  unasked?: true;
  arrival?: InboundTime;
};

/** How an asker wants to hear an answer. */
export type AnswerVoice = 'message' | 'wav' | 'text';

/** Fetches and reads the files that came with a question. It never rejects; aborting `signal` gives up the rest. */
export type ReadFiles = (signal: AbortSignal) => Promise<FileReading>;

/**
 * What a person asks. `id` is Discord's id of what they did: it tells whether the same thing comes a second time.
 * `readFiles` is called once the question is sure to be asked.
 */
export type QuestionInput = {
  id?: string;
  person: Person;
  text: string;
  quotes?: readonly Quote[] | undefined;
  readFiles?: ReadFiles | undefined;
  voice?: AnswerVoice | undefined;
  written?: string | undefined;
  unasked?: true;
  arrival?: InboundTime | undefined;
};

/** What a person asked at `at`, in milliseconds since the epoch. */
export const toQuestion = (
  { id, person, text, quotes = [], voice, written, unasked, arrival }: QuestionInput,
  at: number,
): Question => ({
  ...(id !== undefined && { id }),
  person: toPerson(person),
  text,
  at,
  ...(quotes.length > 0 && { quotes }),
  ...(voice && { voice }),
  ...(written && { written }),
  ...(unasked && { unasked }),
  ...(arrival && { arrival }),
});

/** Who pays for a question. */
export const findSpender = ({ unasked, person: { id } }: Question): Spender =>
  unasked ? { is: 'place' } : { is: 'person', id };
