/** How far back it counts how often somebody has asked, in milliseconds. */
const LATELY = 5 * 60_000;

/** Answers that are remembered; nobody gets more of them within {@link LATELY}. */
const MOST_BEGUN = 1_000;

/**
 * What waits until a conversation has time for it: first of all what must not wait, then what people say aloud, because
 * somebody who speaks cannot be made to wait, and then what they typed. Among those, whoever got fewer answers lately comes
 * first, and of several who got equally many whoever has waited longest; so nobody waits behind more than one question of
 * anybody who has asked as often. Each person's own questions keep their order.
 */
export class TurnQueue<T> {
  #urgent: T[] = [];
  #spoken: T[] = [];
  #typed: { person: string; job: T }[] = [];
  /** The answers that were begun lately, oldest first. */
  #begun: { person: string; at: number }[] = [];

  /** How many people wait for: spoken and typed. */
  get waiting(): number {
    return this.#spoken.length + this.#typed.length;
  }

  /** Whether something that was said aloud comes next. */
  get speaks(): boolean {
    return this.#urgent.length === 0 && this.#spoken.length > 0;
  }

  /** How many typed questions of one person wait. */
  countWaiting(person: string): number {
    return this.#typed.filter((one) => one.person === person).length;
  }

  /** Adds what comes before everything else. */
  hasten(job: T): void {
    this.#urgent.push(job);
  }

  /** Adds what somebody says aloud. */
  speak(job: T): void {
    this.#spoken.push(job);
  }

  /** Adds what a person typed. */
  ask(person: string, job: T): void {
    this.#typed.push({ person, job });
  }

  /** Takes what comes next, at a time in milliseconds; nothing if nothing waits. */
  next(now: number): T | undefined {
    return this.#urgent.shift() ?? this.#spoken.shift() ?? this.#nextTyped(now);
  }

  /** All that waits. */
  all(): T[] {
    return [...this.#urgent, ...this.#spoken, ...this.#typed.map(({ job }) => job)];
  }

  /** Takes out whatever matches, in the order in which it was added among its like. */
  remove(matches: (job: T) => boolean): T[] {
    const removed = this.all().filter(matches);
    const stays = (job: T) => !removed.includes(job);
    this.#urgent = this.#urgent.filter(stays);
    this.#spoken = this.#spoken.filter(stays);
    this.#typed = this.#typed.filter(({ job }) => stays(job));
    return removed;
  }

  #nextTyped(now: number): T | undefined {
    this.#begun = this.#begun.filter(({ at }) => at > now - LATELY).slice(-MOST_BEGUN);
    const answers = (person: string) => this.#begun.filter((one) => one.person === person).length;
    const fewest = Math.min(...this.#typed.map(({ person }) => answers(person)));
    const index = this.#typed.findIndex(({ person }) => answers(person) === fewest);
    const [next] = index < 0 ? [] : this.#typed.splice(index, 1);
    if (next) this.#begun.push({ person: next.person, at: now });
    return next?.job;
  }
}
