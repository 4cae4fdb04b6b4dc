import type { GateAnswer } from './gate.ts';
import type { AskMoment, GateEffect, GateReason } from './gate-effect.ts';

/** The pause that ends what is finished, and by what factor it grows for what isn't, up to how much. Milliseconds. */
const SHORT = 120;
const LONGER = 4;
const LONGEST = 2_500;

/** From which probability on speech is finished, and up to which it isn't. */
const FINISHED = { yes: 0.65, no: 0.35 };

/** After so much sound the gate is asked for the first time, in milliseconds: names come first. */
const LOOK = 500;

/** The least time between two questions about one utterance, in milliseconds, unless it has ended. */
const BETWEEN = 500;

/** From which probability on half a sentence is enough, unless more is asked of a whole one. */
const AT_ONCE = 0.85;

/** Up to which probability of whoever talks to Parley it's clear that they spoke to somebody else, unless more is asked. */
const ELSEWHERE = 0.1;

/** How soon somebody has to go on, for it to belong to what they hadn't finished. Milliseconds. */
const GOES_ON = 3_000;

/** How far a person has come. `pausing`: they have been silent for a moment. `over`: they can't go on any more. */
type SpeechState = { is: 'speaking' | 'pausing' } | { is: 'ended' | 'over'; at: number };

/** What is known of whom it's for. `passed`: it went on its way; what is meant waits for what began before it. */
type GateVerdict =
  | { is: 'unknown' }
  | { is: 'meant'; why: GateReason; passed: boolean }
  | { is: 'shut'; at: number; passed: boolean };

/** Whether an utterance began while Parley was answering: the one who speaks, or another. */
export type DuringAnswer = 'own' | 'other' | undefined;

/** One utterance before the gate. Times are milliseconds. */
export class GateCase {
  readonly number: number;
  readonly person: string;
  readonly began: number;
  readonly during: DuringAnswer;
  speech: SpeechState = { is: 'speaking' };
  verdict: GateVerdict = { is: 'unknown' };
  /** When the gate was last asked. */
  asked = Number.NEGATIVE_INFINITY;
  #isLooked = false;
  /** What the gate said of all that was said so far. */
  answer: GateAnswer | undefined;
  /** When its end, which waits, comes all the same. */
  endsAt: number | undefined;
  /** The questions that run. */
  readonly asks: Partial<Record<AskMoment, number>> = {};

  constructor(number: number, person: string, began: number, during: DuringAnswer) {
    this.number = number;
    this.person = person;
    this.began = began;
    this.during = during;
  }

  /** Whether the person has fallen silent. */
  get isSilent(): boolean {
    return 'at' in this.speech;
  }

  /** Whether the gate has been asked of all that was said so far. */
  get isAsked(): boolean {
    return this.answer !== undefined || this.asks.pause !== undefined;
  }

  /** Whether it went on its way. */
  get isPassed(): boolean {
    return this.verdict.is !== 'unknown' && this.verdict.passed;
  }

  /** Whether it's passed on only because its speaker talks to Parley, or nobody knew, and the gate, which is to be so sure, denies it. */
  isMistaken(sure: number): boolean {
    const { verdict, answer } = this;
    if (verdict.is !== 'meant' || (verdict.why !== 'attention' && verdict.why !== 'name') || !this.isSilent)
      return false;
    return answer !== undefined && answer.addressed <= Math.min(ELSEWHERE, 1 - sure);
  }

  /** Whether nothing is left to say, to decide or to pass on. */
  get isDone(): boolean {
    const { verdict, speech } = this;
    const isDecided = verdict.is === 'shut' || (verdict.is === 'meant' && verdict.passed);
    return speech.is === 'over' && isDecided && this.endsAt === undefined && this.asks.pause === undefined;
  }

  /** Whether the gate is to be asked now, in mid sentence, when there are so many milliseconds of it; only once. */
  startLook(length: number): boolean {
    if (this.#isLooked || length < LOOK || this.verdict.is !== 'unknown' || this.speech.is !== 'speaking') return false;
    this.#isLooked = true;
    return true;
  }

  /** Whether the gate may be asked in a pause, from which the person may go on. */
  mayAskAgain(now: number): boolean {
    return now - this.asked >= BETWEEN || this.asks.look !== undefined;
  }

  /** Has its end wait, if it came before the pause was over that what was said asks for. Returns whether it does. */
  delayEnd(pause: number, now: number): boolean {
    if (this.speech.is !== 'ended' || !this.answer) return false;
    const endsAt = this.speech.at + choosePause(this.answer, pause) - pause;
    if (now < endsAt) this.endsAt = endsAt;
    return now < endsAt;
  }

  /** When something becomes of it by itself: its end comes, or the gate's answer, which may take so long, isn't waited for any more. */
  listTimes(patience: number): number[] {
    const ends = this.endsAt === undefined ? [] : [this.endsAt];
    return this.verdict.is === 'unknown' && 'at' in this.speech ? [...ends, this.speech.at + patience] : ends;
  }

  /** Whether the gate's answer, which may take so long, isn't waited for any more. */
  isLate(patience: number, now: number): boolean {
    return 'at' in this.speech && now >= this.speech.at + patience;
  }

  /** Whether its end, which waited, comes now. */
  takeEnd(now: number): boolean {
    if (this.endsAt === undefined || (now < this.endsAt && this.speech.is !== 'over')) return false;
    this.endsAt = undefined;
    return true;
  }

  /** Whether what the person says now is something new, because what they said wasn't for Parley and had ended, or was taken back. */
  isAnew(now: number): boolean {
    const { verdict, answer } = this;
    if (verdict.is !== 'shut' || !this.isSilent) return false;
    return verdict.passed || now - verdict.at > GOES_ON || (answer?.finished ?? 1) > FINISHED.no;
  }

  /** The person goes on: what was said of it doesn't hold any more. */
  goOn(): void {
    this.speech = { is: 'speaking' };
    this.answer = undefined;
    this.endsAt = undefined;
    if (this.verdict.is === 'shut') this.verdict = { is: 'unknown' };
  }

  /** Ends a question that runs. */
  cancel(...moments: AskMoment[]): GateEffect[] {
    return moments.flatMap((moment): GateEffect[] => {
      const ask = this.asks[moment];
      delete this.asks[moment];
      return ask === undefined ? [] : [{ is: 'cancel', number: this.number, ask }];
    });
  }
}

/** Whether half a sentence is enough to know that Parley is spoken to, which it is from `sure` on once all has been said. */
export const isEnough = ({ addressed, wish }: GateAnswer, sure: number): boolean =>
  wish === 'none' && addressed >= Math.max(AT_ONCE, sure);

/** The pause that ends speech, by whether it's finished: never a longer one for what is. Milliseconds. */
export const choosePause = ({ finished }: GateAnswer, pause: number): number => {
  if (finished >= FINISHED.yes) return Math.min(pause, SHORT);
  return finished <= FINISHED.no ? Math.max(pause, Math.min(pause * LONGER, LONGEST)) : pause;
};
