import { FRAME_MS } from '../../src/audio/pcm.ts';
import { random } from '../../world/discord/voice/path.ts';
import type { NamePlace, Sentence } from './sentences.ts';

/** When the transcript of something comes, as far as the model makes one: before its answer, during it, after it, or never. */
export type TranscriptTime = 'before' | 'between' | 'late' | 'never';

/** Something that a person says. `at` is in milliseconds from the beginning. */
export type Utterance = {
  number: number;
  at: number;
  sentence: Sentence;
  /** What the transcript has of it, and when it comes. */
  heard: string;
  comes: TranscriptTime;
};

/** How long the evening is, in milliseconds, how much is said, and how much of that to Parley. */
export type EveningSize = { ms: number; utterances: number; addressed: number };

/** Three people, forty minutes. */
export const EVENING: EveningSize = { ms: 40 * 60_000, utterances: 300, addressed: 40 };

/** A small evening, which shows that everything runs. */
export const QUICK: EveningSize = { ms: 2 * 60_000, utterances: 16, addressed: 4 };

/** Every so many questions are asked without the name, after an answer to the one before. */
const AGAIN_EVERY = 3;

/** A remark begins before the last one has ended so often; a transcript has it wrong, or comes at another time. */
const CHANCES = { overlap: 0.2, misheard: 0.2, between: 0.15, late: 0.1, never: 0.05 };

/** How long people wait before they speak, in milliseconds: at a question, and after one. Its answer takes 6 s. */
const BEFORE_QUESTION = [500, 4_000] as const;
const AFTER_QUESTION = [1_000, 9_000] as const;
const AGAIN_AFTER = [8_000, 11_000] as const;
const OVERLAP = [200, 900] as const;

/** How long a sentence takes, in milliseconds. */
export const lengthOf = ({ frames }: Sentence): number => frames.length * FRAME_MS;

/** An evening that is always the same: what is said, in the order in which it begins. */
export const makeEvening = (size: EveningSize, sentences: readonly Sentence[]): Utterance[] =>
  new Writer(size, sentences).write();

type Planned = { to: 'parley' | 'people'; again: boolean };

/** How many utterances begin before the one before them has ended. */
export const countOverlaps = (evening: readonly Utterance[]): number =>
  evening.filter(({ at }, index) => {
    const before = evening[index - 1];
    return before !== undefined && at < before.at + lengthOf(before.sentence);
  }).length;

/** Writes the story. Everything random in it is the next number of one series. */
class Writer {
  readonly #size: EveningSize;
  readonly #sentences: readonly Sentence[];
  readonly #next = random(40);
  readonly #said: Utterance[] = [];
  /** When each of the people has ended, and what was said last of each kind, so that nothing is said twice in a row. */
  readonly #ends = new Map<number, number>();
  readonly #used: string[] = [];

  constructor(size: EveningSize, sentences: readonly Sentence[]) {
    this.#size = size;
    this.#sentences = sentences;
  }

  write(): Utterance[] {
    for (const planned of this.#plan()) this.#say(planned);
    return this.#said;
  }

  /** Which of all utterances are for Parley. One without the name comes right after one with it. */
  #plan(): Planned[] {
    const { utterances, addressed } = this.#size;
    const questions = Array.from(
      { length: addressed },
      (_, n): Planned => ({ to: 'parley', again: n % AGAIN_EVERY === 1 }),
    );
    const others = utterances - addressed;
    const named = questions.filter(({ again }) => !again).length;
    let done = 0;
    return questions.flatMap((question, n) => {
      const group = questions.slice(0, n + 1).filter(({ again }) => !again).length;
      const share = question.again ? done : Math.round((others * group) / named);
      const before = Array.from({ length: share - done }, (): Planned => ({ to: 'people', again: false }));
      done = share;
      return [...before, question];
    });
  }

  #say({ to, again }: Planned): void {
    const last = this.#said.at(-1);
    const person = again ? last?.sentence.person : undefined;
    const at = this.#findMoment(to, again);
    const sentence = this.#choose(
      to,
      again ? ['none'] : to === 'people' ? ['none'] : ['first', 'middle', 'last'],
      at,
      person,
    );
    const [heard = '', ...misheard] = sentence.heard;
    const isMisheard = misheard.length > 0 && this.#next() < CHANCES.misheard;
    this.#used.push(sentence.name);
    this.#ends.set(sentence.person, at + lengthOf(sentence));
    this.#said.push({
      number: this.#said.length + 1,
      at,
      sentence,
      heard: (isMisheard && misheard[0]) || heard,
      comes: this.#drawTime(),
    });
  }

  /** When the next one begins: on the average so that all fit into the evening. */
  #findMoment(to: Planned['to'], again: boolean): number {
    const last = this.#said.at(-1);
    const end = last ? last.at + lengthOf(last.sentence) : 0;
    const pick = ([least, most]: readonly [number, number]) => Math.round(least + this.#next() * (most - least));
    if (again) return end + pick(AGAIN_AFTER);
    const wasQuestion = last?.sentence.to === 'parley';
    if (last && !wasQuestion && this.#next() < CHANCES.overlap)
      return Math.max(last.at + FRAME_MS, end - pick(OVERLAP));
    if (wasQuestion) return end + pick(AFTER_QUESTION);
    if (to === 'parley') return end + pick(BEFORE_QUESTION);
    const left = this.#size.utterances - this.#said.length;
    const mean = Math.max(0, this.#size.ms - end) / left;
    return end + Math.round(2.4 * mean * this.#next() ** 2) + FRAME_MS;
  }

  /** A sentence of somebody who is silent then, that wasn't said lately. */
  #choose(to: Sentence['to'], names: readonly NamePlace[], at: number, person: number | undefined): Sentence {
    const fit = this.#sentences.filter(
      (one) =>
        one.to === to &&
        names.includes(one.names) &&
        (person === undefined || one.person === person) &&
        (this.#ends.get(one.person) ?? 0) + 2 * FRAME_MS < at,
    );
    const ages = fit.map(({ name }) => this.#used.length - this.#used.lastIndexOf(name));
    const fresh = fit.filter((_, index) => (ages[index] ?? 0) > fit.length / 2);
    const chosen = (fresh.length > 0 ? fresh : fit)[Math.floor(this.#next() * (fresh.length || fit.length))];
    if (!chosen) throw new Error(`nobody can say anything to ${to} at ${at}`);
    return chosen;
  }

  #drawTime(): TranscriptTime {
    const drawn = this.#next();
    if (drawn < CHANCES.never) return 'never';
    if (drawn < CHANCES.never + CHANCES.late) return 'late';
    return drawn < CHANCES.never + CHANCES.late + CHANCES.between ? 'between' : 'before';
  }
}
