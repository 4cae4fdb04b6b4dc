import { FRAME_MS } from '../../audio/pcm.ts';

/** Speech this long is an interruption; anything shorter is a cough. Milliseconds. */
const SPEECH = 300;

/** After this much silence, in milliseconds, a person didn't mean to interrupt. */
const PATIENCE = 200;

/** A person's attempt to interrupt: when it began, how many voiced frames there were, and when the last one came. */
type BargeInAttempt = { since: number; voiced: number; last: number };

/** Who is trying to interrupt the mouth. The mouth is held as long as anyone is. */
export class BargeIn {
  #attempts = new Map<string, BargeInAttempt>();

  /** Whether the mouth is held. */
  get held(): boolean {
    return this.#attempts.size > 0;
  }

  /** When to call {@link expire}, in milliseconds. */
  get next(): number | undefined {
    return this.held ? Math.min(...[...this.#attempts.values()].map(({ last }) => last)) + PATIENCE : undefined;
  }

  /** When a person's attempt began, if they're trying. */
  since(userId: string): number | undefined {
    return this.#attempts.get(userId)?.since;
  }

  /** Counts a voiced frame. Returns whether this makes it an interruption. */
  countVoiced(userId: string, now: number): boolean {
    const attempt = this.#attempts.get(userId) ?? { since: now, voiced: 0, last: now };
    this.#attempts.set(userId, { ...attempt, voiced: attempt.voiced + 1, last: now });
    return (attempt.voiced + 1) * FRAME_MS >= SPEECH;
  }

  /** Ends the attempts of people who have fallen silent. */
  expire(now: number): void {
    for (const [userId, { last }] of this.#attempts) if (now - last >= PATIENCE) this.#attempts.delete(userId);
  }

  /** Ends a person's attempt. */
  drop(userId: string): void {
    this.#attempts.delete(userId);
  }

  /** Ends all attempts, and returns them in the order in which they began. */
  clear(): [userId: string, attempt: BargeInAttempt][] {
    const attempts = [...this.#attempts];
    this.#attempts.clear();
    return attempts;
  }
}
