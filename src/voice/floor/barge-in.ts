import { FRAME_MS } from '../../audio/pcm.ts';

/** Speech this long, in milliseconds, is an interruption; anything shorter is a cough. */
const SPEECH = 300;

/** Milliseconds of silence after which somebody did not mean to interrupt. */
const PATIENCE = 200;

/** Somebody's attempt to interrupt: since when, how many voiced frames, and when the last of them came. */
type BargeInAttempt = { since: number; voiced: number; last: number };

/** Who tries to interrupt what the mouth says. The mouth is held for as long as there is an attempt. */
export class BargeIn {
  #attempts = new Map<string, BargeInAttempt>();

  /** Whether the mouth is held. */
  get held(): boolean {
    return this.#attempts.size > 0;
  }

  /** When `expire` is to be called, in milliseconds. */
  get next(): number | undefined {
    return this.held ? Math.min(...[...this.#attempts.values()].map(({ last }) => last)) + PATIENCE : undefined;
  }

  /** When somebody's attempt began, if they are at it. */
  since(userId: string): number | undefined {
    return this.#attempts.get(userId)?.since;
  }

  /** Counts a voiced frame; tells whether that makes it an interruption. */
  countVoiced(userId: string, now: number): boolean {
    const attempt = this.#attempts.get(userId) ?? { since: now, voiced: 0, last: now };
    this.#attempts.set(userId, { ...attempt, voiced: attempt.voiced + 1, last: now });
    return (attempt.voiced + 1) * FRAME_MS >= SPEECH;
  }

  /** Gives up the attempts of those who fell silent. */
  expire(now: number): void {
    for (const [userId, { last }] of this.#attempts) if (now - last >= PATIENCE) this.#attempts.delete(userId);
  }

  /** Gives up somebody's attempt. */
  drop(userId: string): void {
    this.#attempts.delete(userId);
  }

  /** Ends all attempts and gives what they had come to, in the order in which they began. */
  clear(): [userId: string, attempt: BargeInAttempt][] {
    const attempts = [...this.#attempts];
    this.#attempts.clear();
    return attempts;
  }
}
