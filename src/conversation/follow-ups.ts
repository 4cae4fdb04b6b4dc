import { isBlank } from '../base/blank.ts';
import { BoundedSet } from '../base/bounded-set.ts';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Place } from '../base/place.ts';
import { StoreUnavailableError } from '../store/store-errors.ts';
import type { Text } from '../text/text.ts';
import type { Transcript } from './memory/transcript.ts';
import type { Person } from './people/person.ts';
import { type BrokenAnswer, composeContinuation, toContinuationId } from './turns/continuation.ts';
import type { QuestionInput, ReadFiles } from './turns/question.ts';
import type { Quote } from './turns/quote.ts';
import { RecentQuestions } from './turns/recent-questions.ts';
import { toRepetitionId } from './turns/repetition.ts';
import type { AnswerKey } from './turns/stop-request.ts';
import type { Turn } from './turns/turn.ts';

/** An answer whose question is asked again: who asked, when, and its number in the transcript, or 0 if it has none. */
export type RepeatedAnswer = AnswerKey & { number: number };

/** Who has a question asked again, and what of the messages that came with it is passed on by then, with what people must know. */
export type Repeater = {
  person: Person;
  pass(quotes: readonly Quote[]): Promise<{ quotes: readonly Quote[]; remarks: readonly Text[] }>;
};

/** How many presses are remembered. A press matters only until its button disappears. */
const MOST_PRESSED = 1_000;

/** What buttons under an ended answer ask for, without who presses them: its rest, or the same question once more. */
export class FollowUps {
  readonly #transcript: (place: Place) => Pick<Transcript, 'entry'>;
  readonly #recent: RecentQuestions;
  /** What was asked for already. */
  readonly #pressed = new BoundedSet<string>(MOST_PRESSED);

  constructor(transcript: (place: Place) => Pick<Transcript, 'entry'>, clock: Pick<Clock, 'now'>) {
    this.#transcript = transcript;
    this.#recent = new RecentQuestions(clock);
  }

  /** Notes a question that is asked in a channel, so that it can be asked again. */
  note(channel: string, turn: Turn, readFiles: ReadFiles | undefined): void {
    this.#recent.note(channel, turn, readFiles);
  }

  /** Forgets what was asked in a channel. */
  forget(channel: string): void {
    this.#recent.forget(channel);
  }

  /**
   * Asks for the rest of an answer that broke off, once, however many people want it.
   *
   * @param ready if it rejects, nobody has asked for it
   * @throws UserError if it was asked for already, or there is no record of such an answer; what `ask` throws
   */
  goOn(
    place: Place,
    { number, at }: BrokenAnswer,
    ready: Promise<unknown>,
    ask: (question: Omit<QuestionInput, 'person'>) => Turn,
  ): Promise<Turn> {
    const id = toContinuationId({ number, at });
    return this.#once(`${place.channel}:${id}`, { code: 'asking.already-continued' }, ready, async () => {
      const entry = await readable(this.#transcript(place).entry(number));
      if (entry?.ended !== 'broken' || entry.at !== at) throw new UserError({ code: 'asking.forgotten-answer' });
      return ask({ id, text: composeContinuation(entry.answered, entry.written) });
    });
  }

  /**
   * Asks a question again, once for each answer. It's looked up in memory first, because the transcript has neither its
   * files nor questions that failed. If it has lost its files by then, people read so beside the answer.
   *
   * @param ready if it rejects, nobody has asked for it
   * @throws UserError if it was asked again already, or nothing is known of it; what `ask` throws
   */
  repeat(
    place: Place,
    { person, at, number }: RepeatedAnswer,
    ready: Promise<unknown>,
    ask: (question: Omit<QuestionInput, 'person'>) => Turn | Promise<Turn>,
  ): Promise<Turn> {
    const id = toRepetitionId({ person, at });
    return this.#once(`${place.channel}:${id}`, { code: 'again.already' }, ready, async () => {
      const known = this.#recent.find(place.channel, { person, at });
      if (known) return ask({ id, ...known });
      const entry = number > 0 ? await readable(this.#transcript(place).entry(number)) : undefined;
      // Numbers start again after a reset, and a client can send any number.
      if (entry?.at !== at || entry.person.id !== person) throw new UserError({ code: 'again.gone' });
      const { asked: text, quotes = [], files = [] } = entry;
      if (isBlank(text) && (files.length > 0 || quotes.length === 0)) throw new UserError({ code: 'again.gone' });
      const turn = await ask({ id, text, ...(quotes.length > 0 && { quotes }) });
      if (files.length > 0) turn.remarks.add({ code: 'again.without-files' });
      return turn;
    });
  }

  async #once(key: string, taken: Text, ready: Promise<unknown>, act: () => Promise<Turn>): Promise<Turn> {
    if (this.#pressed.has(key)) throw new UserError(taken);
    this.#pressed.add(key);
    const takeBack = () => void this.#pressed.delete(key);
    ready.catch(takeBack);
    try {
      return await act();
    } catch (error) {
      takeBack();
      throw error;
    }
  }
}

/** How somebody asks a question again: without the messages that aren't passed on by then, which they read. */
export const makeRepetition =
  ({ person, pass }: Repeater, ask: (question: QuestionInput) => Turn) =>
  async (question: Omit<QuestionInput, 'person'>): Promise<Turn> => {
    // What became of a button back then was told back then.
    const { quotes, remarks } = await pass((question.quotes ?? []).filter(({ is }) => is !== 'button'));
    const turn = ask({ ...question, quotes, person });
    for (const remark of remarks) turn.remarks.add(remark);
    return turn;
  };

/** Passes on what the store says. @throws UserError if the store is unavailable. */
const readable = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof StoreUnavailableError
      ? new UserError({ code: 'asking.store-away' }, { cause: error })
      : error;
  }
};
