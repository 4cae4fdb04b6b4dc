import { FRAME_MS } from '../../audio/pcm.ts';
import type { Interrupters } from '../bridge/protocol.ts';

/** What the mouth is doing, as far as the floor has to know. */
export type MouthState = { is: 'silent' } | { is: 'speaking'; interrupters: Interrupters };

/** Speech this long is an interruption; anything shorter is a cough. Milliseconds. */
const SPEECH = 300;

/** After this much silence, in milliseconds, a person didn't mean to interrupt. */
const PATIENCE = 200;

/** For how long the mouth is held at most until the bot has said whether it's interrupted, in milliseconds. */
const TRIAL = 1_500;

/** After that the mouth isn't held again before nobody has spoken for so long, in milliseconds: people go on talking. */
const CALM = 3_000;

/** A person's attempt to interrupt: when it began, how many voiced frames there were, and when the last one came. */
type BargeInAttempt = { since: number; voiced: number; last: number };

/**
 * What becomes of speech where the bot judges. `trial`: the mouth is held for what this person says, in an utterance after that
 * number. `spent`: the mouth has gone on, and isn't held.
 */
type Trial =
  | { is: 'none' }
  | { is: 'trial'; userId: string; after: number; until: number }
  | { is: 'spent'; until: number };

/** What a voiced frame is: nothing that holds the mouth, the beginning of an attempt or more of it, or an interruption. */
type Challenge = 'ignored' | 'tried' | 'interrupts';

/** Who is trying to interrupt the mouth. The mouth is held as long as anyone is. */
export class BargeIn {
  #mouth: MouthState = { is: 'silent' };
  #attempts = new Map<string, BargeInAttempt>();
  #trial: Trial = { is: 'none' };

  /** Whether the mouth is silent. */
  get isSilent(): boolean {
    return this.#mouth.is === 'silent';
  }

  /** Whether the mouth is held. */
  get held(): boolean {
    return this.#attempts.size > 0 || this.#trial.is === 'trial';
  }

  /** When to call {@link expire}, in milliseconds. */
  get next(): number | undefined {
    const attempts = [...this.#attempts.values()].map(({ last }) => last + PATIENCE);
    const times = this.#trial.is === 'trial' ? [...attempts, this.#trial.until] : attempts;
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Whether the bot says of what people say whether it interrupts the mouth. They are heard at once. */
  get isJudged(): boolean {
    return this.#mouth.is === 'speaking' && isJudged(this.#mouth.interrupters);
  }

  /** The mouth has started or stopped speaking, or others may interrupt it now. */
  setMouth(mouth: MouthState): void {
    const isOther = mouth.is !== this.#mouth.is;
    this.#mouth = mouth;
    if (isOther || !this.isJudged) this.#trial = { is: 'none' };
    if (mouth.is === 'speaking') for (const id of this.#attempts.keys()) if (!this.mayInterrupt(id)) this.drop(id);
  }

  /** Whether a person's speech can interrupt the mouth. */
  mayInterrupt(userId: string): boolean {
    if (this.#mouth.is === 'silent') return false;
    const { interrupters } = this.#mouth;
    const people = isJudged(interrupters) ? interrupters.judged : interrupters;
    return people === 'all' || people.includes(userId);
  }

  /** When a person's attempt began, if they're trying. */
  since(userId: string): number | undefined {
    return this.#attempts.get(userId)?.since;
  }

  /** Counts a voiced frame of a person who may interrupt. */
  countVoiced(userId: string, now: number): Challenge {
    if (this.noteVoiced(now)) return 'ignored';
    const attempt = this.#attempts.get(userId) ?? { since: now, voiced: 0, last: now };
    this.#attempts.set(userId, { ...attempt, voiced: attempt.voiced + 1, last: now });
    return (attempt.voiced + 1) * FRAME_MS >= SPEECH ? 'interrupts' : 'tried';
  }

  /** Somebody goes on talking. Returns whether the mouth isn't held for what people say at the moment. */
  noteVoiced(now: number): boolean {
    const isSpent = this.#trial.is === 'spent' && now < this.#trial.until;
    if (isSpent) this.#spend(now);
    return isSpent;
  }

  /** A person has begun to speak to whomever: the mouth is held until it's judged. `after` is the number of the last utterance. */
  begin(userId: string, after: number, now: number): void {
    this.drop(userId);
    if (this.#trial.is !== 'trial') this.#trial = { is: 'trial', userId, after, until: now + TRIAL };
  }

  /** The bot has judged this utterance: the mouth may go on. */
  judge(utterance: number, now: number): void {
    if (this.#trial.is === 'trial' && utterance > this.#trial.after) this.#spend(now);
  }

  /** Ends the attempts of people who have fallen silent, and a trial that takes too long. */
  expire(now: number): void {
    for (const [userId, { last }] of this.#attempts) if (now - last >= PATIENCE) this.#attempts.delete(userId);
    if (this.#trial.is === 'trial' && now >= this.#trial.until) this.#spend(now);
  }

  /** Ends a person's attempt. */
  drop(userId: string): void {
    this.#attempts.delete(userId);
  }

  /** A person isn't heard any more. */
  remove(userId: string, now: number): void {
    this.drop(userId);
    if (this.#trial.is === 'trial' && this.#trial.userId === userId) this.#spend(now);
  }

  /** Ends all attempts, and returns them in the order in which they began. */
  clear(): [userId: string, attempt: BargeInAttempt][] {
    const attempts = [...this.#attempts];
    this.#attempts.clear();
    this.#trial = { is: 'none' };
    return attempts;
  }

  #spend(now: number): void {
    this.#trial = { is: 'spent', until: now + CALM };
  }
}

const isJudged = (interrupters: Interrupters): interrupters is { judged: 'all' | string[] } =>
  typeof interrupters === 'object' && 'judged' in interrupters;
