import { BoundedMap } from '../../base/bounded-map.ts';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { AnswerEnd } from './answer-end.ts';
import type { QuestionInput, ReadFiles } from './question.ts';
import type { AnswerKey } from './stop-request.ts';
import type { Turn } from './turn.ts';

/** How many questions are remembered, and for how long, in milliseconds. */
const MOST = 1_000;
const LIFETIME = 30 * 60_000;

/** What was asked, without who asked it. */
export type AskedWords = Pick<QuestionInput, 'text' | 'quotes' | 'readFiles' | 'voice' | 'written'>;

const toKey = (channel: string, { person, at }: AnswerKey): string => `${channel}:${person}:${at}`;

const isForgotten = (end: AnswerEnd): boolean =>
  end.is === 'failed' &&
  end.error instanceof UserError &&
  (end.error.text.code === 'answer.reset' || end.error.text.code === 'answer.erased');

/**
 * The typed questions whose answers have ended lately, whole and with their files, so that they can be asked again. The
 * transcript has neither the files nor the questions that failed.
 */
export class RecentQuestions {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #all = new BoundedMap<string, { asked: AskedWords; until: number }>(MOST);

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /**
   * Notes a question once its answer has ended, in the words in which it was asked in the end. One that a reset or a
   * deletion ends is forgotten with the rest.
   */
  note(channel: string, turn: Turn, readFiles: ReadFiles | undefined): void {
    void turn.ended.then((end) => {
      if (end.is === 'yielded' || isForgotten(end)) return;
      const { person, at, text, quotes, voice, written } = turn.question;
      const until = this.#clock.now() + LIFETIME;
      this.#all.set(toKey(channel, { person: person.id, at }), {
        asked: { text, quotes, readFiles, ...(voice && { voice }), ...(written && { written }) },
        until,
      });
    });
  }

  /** What was asked, if it's still remembered. */
  find(channel: string, key: AnswerKey): AskedWords | undefined {
    const found = this.#all.get(toKey(channel, key));
    return found && found.until > this.#clock.now() ? found.asked : undefined;
  }

  /** Forgets what was asked in a channel. */
  forget(channel: string): void {
    for (const key of this.#all.keys()) if (key.startsWith(`${channel}:`)) this.#all.delete(key);
  }
}
