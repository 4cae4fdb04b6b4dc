import type { SilenceWish } from './gate.ts';

/** How long after an answer a person may go on without saying whom they mean, in milliseconds; less if others spoke since. */
const LASTS = { alone: 20_000, among: 8_000 };

/** Whoever wasn't understood and tries again within this time, in milliseconds, needs no more than this probability. */
const SECOND_TRY = { within: 10_000, doubt: 0.15, sure: 0.25 };

/** The people who talk to Parley, or tried to, and whether it's to be silent: pure policy. Times are milliseconds. */
export class Attention {
  #isQuiet = false;
  readonly #answers = new Map<string, { at: number; among: boolean }>();
  readonly #tries = new Map<string, number>();

  /** Whether Parley keeps silent until somebody speaks to it. Till then nobody has its attention. */
  get isQuiet(): boolean {
    return this.#isQuiet;
  }

  /** Parley has answered this person, or they interrupted its answer. */
  noteAnswer(person: string, at: number): void {
    this.#answers.set(person, { at, among: false });
    this.#tries.delete(person);
  }

  /** A person said something that began then. Others who talk to Parley may mean them with what they say next. */
  noteSpeech(person: string, began: number): void {
    for (const [other, last] of this.#answers) {
      if (other !== person && last.at <= began) last.among = true;
      if (last.at + LASTS.alone < began) this.#answers.delete(other);
    }
    for (const [other, at] of this.#tries) if (at + SECOND_TRY.within < began) this.#tries.delete(other);
  }

  /**
   * Whether a person may go on talking to Parley without saying so, as of then. Where the gate can't be asked, it makes no
   * difference whether others spoke: whoever lost it would have to say the name.
   */
  holds(person: string, at: number, isGateThere: boolean): boolean {
    const last = this.#answers.get(person);
    return (
      !this.#isQuiet && last !== undefined && last.at + (last.among && isGateThere ? LASTS.among : LASTS.alone) >= at
    );
  }

  /** What a person said isn't taken for meant, although it was as likely as that. */
  noteDoubt(person: string, addressed: number, at: number): void {
    if (addressed >= SECOND_TRY.doubt) this.#tries.set(person, at);
  }

  /** How sure the gate is that a person speaks to Parley, which it is from the probability `sure` on, or less for a second try. */
  weigh(person: string, addressed: number, { sure, at }: { sure: number; at: number }): 'meant' | 'unsure' | 'around' {
    const isAgain = at - (this.#tries.get(person) ?? Number.NEGATIVE_INFINITY) <= SECOND_TRY.within;
    if (addressed >= (isAgain ? Math.min(sure, SECOND_TRY.sure) : sure)) return 'meant';
    return addressed > 1 - sure ? 'unsure' : 'around';
  }

  /** A person wants Parley's attention no more. */
  end(person: string): void {
    this.#answers.delete(person);
    this.#tries.delete(person);
  }

  /** Somebody wants silence. */
  quieten(): void {
    this.#isQuiet = true;
    this.#answers.clear();
    this.#tries.clear();
  }

  /** Somebody speaks to Parley: it needn't keep silent any more. */
  wake(): void {
    this.#isQuiet = false;
  }
}

/**
 * Whether Parley follows a wish. People want silence of each other, too, also in the middle of a talk with it: so it's for Parley
 * if that was spoken to, or if the person has its attention and nobody can tell that it was somebody else.
 */
export const isForParley = (wish: SilenceWish, address: ReturnType<Attention['weigh']>, attends: boolean): boolean =>
  wish === 'not-you' || (wish === 'quiet' && (address === 'meant' || (address === 'unsure' && attends)));
