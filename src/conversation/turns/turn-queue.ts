/** How far back answers are counted, in milliseconds. */
const LATELY = 5 * 60_000;

/** How many answers are remembered. Nobody gets more than this within {@link LATELY}. */
const MOST_BEGUN = 1_000;

/**
 * What waits for its turn in a conversation: first what must not wait, then speech, because a speaker can't be made to
 * wait, then typed questions. Among those, people with fewer recent answers come first, and among equals the one who
 * has waited longest. So nobody waits behind more than one question of anyone who has asked as often. Each person's own
 * questions keep their order. A question that isn't ready lets other people's pass.
 */
export class TurnQueue<T> {
  #urgent: T[] = [];
  #spoken: T[] = [];
  #typed: { person: string; job: T }[] = [];
  /** The answers that began recently, oldest first. */
  #begun: { person: string; at: number }[] = [];

  /** How many spoken and typed turns wait. */
  get waiting(): number {
    return this.#spoken.length + this.#typed.length;
  }

  /** Whether speech comes next. */
  get speaks(): boolean {
    return this.#urgent.length === 0 && this.#spoken.length > 0;
  }

  /** How many typed questions of one person wait. */
  countWaiting(person: string): number {
    return this.#typed.filter((one) => one.person === person).length;
  }

  /** Adds a job that comes before everything else. */
  hasten(job: T): void {
    this.#urgent.push(job);
  }

  /** Adds speech. */
  speak(job: T): void {
    this.#spoken.push(job);
  }

  /** Adds what a person typed. */
  ask(person: string, job: T): void {
    this.#typed.push({ person, job });
  }

  /** Takes the next job, at a time in milliseconds; nothing if none waits, or only typed ones that aren't ready. */
  next(now: number, isReady: (typed: T) => boolean = () => true): T | undefined {
    return this.#urgent.shift() ?? this.#spoken.shift() ?? this.#nextTyped(now, isReady);
  }

  /** The first typed question of each person, in the order in which they come next. */
  upcoming(now: number): T[] {
    return this.#listUpcoming(now).map(({ job }) => job);
  }

  /** Everything that waits. */
  all(): T[] {
    return [...this.#urgent, ...this.#spoken, ...this.#typed.map(({ job }) => job)];
  }

  /** Removes everything that matches. Each kind keeps the order in which it was added. */
  remove(matches: (job: T) => boolean): T[] {
    const removed = this.all().filter(matches);
    const stays = (job: T) => !removed.includes(job);
    this.#urgent = this.#urgent.filter(stays);
    this.#spoken = this.#spoken.filter(stays);
    this.#typed = this.#typed.filter(({ job }) => stays(job));
    return removed;
  }

  #listUpcoming(now: number): { person: string; job: T }[] {
    this.#begun = this.#begun.filter(({ at }) => at > now - LATELY).slice(-MOST_BEGUN);
    const answers = (person: string) => this.#begun.filter((one) => one.person === person).length;
    const isFirst = (index: number, person: string) => this.#typed.findIndex((one) => one.person === person) === index;
    return this.#typed
      .filter(({ person }, index) => isFirst(index, person))
      .map((next) => ({ next, answers: answers(next.person) }))
      .sort((one, other) => one.answers - other.answers)
      .map(({ next }) => next);
  }

  #nextTyped(now: number, isReady: (typed: T) => boolean): T | undefined {
    const next = this.#listUpcoming(now).find(({ job }) => isReady(job));
    if (!next) return undefined;
    this.#typed = this.#typed.filter((one) => one !== next);
    this.#begun.push({ person: next.person, at: now });
    return next.job;
  }
}
