/** How long a person has to start talking after they got the floor, in milliseconds. */
const LIFE = 15_000;

/** Who was given the floor for one utterance and hasn't started talking. */
export class TalkGrants {
  #until = new Map<string, number>();

  /** When the first grant expires, in milliseconds. */
  get next(): number | undefined {
    return this.#until.size ? Math.min(...this.#until.values()) : undefined;
  }

  give(userId: string, now: number): void {
    this.#until.set(userId, now + LIFE);
  }

  has(userId: string): boolean {
    return this.#until.has(userId);
  }

  /** Removes a person's grant, because they've started talking or are gone. */
  take(userId: string): void {
    this.#until.delete(userId);
  }

  expire(now: number): void {
    for (const [userId, until] of this.#until) if (until <= now) this.#until.delete(userId);
  }

  clear(): void {
    this.#until.clear();
  }
}
