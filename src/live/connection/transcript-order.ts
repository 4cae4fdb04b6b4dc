import type { Clock } from '../../base/clock.ts';
import type { AnswerIntake } from '../protocol/answer-intake.ts';
import { LATEST_WORDS } from '../protocol/input-transcript.ts';

/**
 * For how many milliseconds after its answer words of a question are reckoned with. Whoever waits for them stops a little
 * earlier, so that nobody waits for what is taken for the next speaker's.
 */
const RECKONED_WITH = LATEST_WORDS + 1_000;

/** How many characters the fastest speakers say in a second. */
const FASTEST = 30;

/** In so much sound after the last words, in milliseconds, nothing more was said: pauses are part of what is sent. */
const PAUSE = 300;

/**
 * One thing that was said aloud: how many milliseconds of its sound were sent, in all and since the last words of it came; how
 * many characters are certain to be of it; whether an answer came, and until when more words may come.
 */
type SaidAloud = {
  answer: AnswerIntake;
  sound: number;
  since: number;
  characters: number;
  isAnswered: boolean;
  until: number;
};

/**
 * Whose words an input transcript is, among all that was said aloud on one connection. Google sends no more than the words, and
 * promises no order (`BidiGenerateContentServerContent.inputTranscription`), so they may come long after the next person began to
 * speak. What can't be told apart goes to nobody.
 */
export class TranscriptOrder {
  readonly #clock: Pick<Clock, 'now'>;
  /** What may still be transcribed, oldest first; the newest in any case. */
  #said: SaidAloud[] = [];

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** A person begins to speak, or goes on. */
  begin(answer: AnswerIntake): void {
    if (this.#said.at(-1)?.answer === answer) return;
    const begun = { answer, sound: 0, since: 0, characters: 0, isAnswered: false, until: Number.POSITIVE_INFINITY };
    this.#said = [...this.#listOpen(), begun];
  }

  /** So many milliseconds of what they say were sent. */
  noteSound(answer: AnswerIntake, ms: number): void {
    this.begin(answer);
    const newest = this.#said.at(-1);
    if (!newest) return;
    newest.sound += ms;
    newest.since += ms;
  }

  /** Its answer is over, of which something came or nothing. Its words may still come. */
  end(answer: AnswerIntake, isAnswered: boolean): void {
    const until = this.#clock.now() + RECKONED_WITH;
    for (const said of this.#said) if (said.answer === answer) Object.assign(said, { until, isAnswered });
  }

  /** Adds a piece of a transcript to what was understood of the question that it's certain to belong to. */
  take(text: string): void {
    const open = this.#listOpen();
    const able = open.length > 1 ? open.filter((said) => isSayable(said, text)) : open;
    const last = able.at(-1);
    // One person's words can't get under another name; they're rather part of what was said last.
    if (last && able.every((said) => isSameSpeaker(said, last))) {
      last.since = 0;
      if (able.length === 1) last.characters += text.trim().length;
      last.answer.addHeard(text, able.length === 1);
    } else {
      open.at(-1)?.answer.moments.note('unclaimed');
    }
  }

  /** What words may be of: the newest, and whatever before it isn't known to be understood. */
  #listOpen(): SaidAloud[] {
    const now = this.#clock.now();
    const isOpen = ({ answer, characters, since, isAnswered, until }: SaidAloud) =>
      now < until && (characters === 0 || since > PAUSE || !answer.isUnderstood(isAnswered));
    return this.#said.filter((said, index) => index === this.#said.length - 1 || isOpen(said));
  }
}

/** Whether a person can have said so much more in the time for which their sound lasts. */
const isSayable = ({ characters, sound }: SaidAloud, text: string): boolean =>
  characters + text.trim().length <= (sound / 1_000) * FASTEST;

const isSameSpeaker = (one: SaidAloud, other: SaidAloud): boolean =>
  one === other || (one.answer.speaker !== undefined && one.answer.speaker.id === other.answer.speaker?.id);
