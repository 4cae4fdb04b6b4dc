/**
 * What was used lately stays as it is, and everything else is told to rest. At most twice `most` are awake, and of those
 * at least the `most` that were used last; it asks for no clock, and nothing has to be moved with each use.
 */
export class RecentUse<T extends { rest(): void }> {
  readonly #most: number;
  #young = new Set<T>();
  #old = new Set<T>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Something is being used now, so it mustn't rest for a while. */
  use(one: T): void {
    if (this.#young.has(one)) return;
    this.#young.add(one);
    this.#old.delete(one);
    if (this.#young.size < this.#most) return;
    const tired = this.#old;
    this.#old = this.#young;
    this.#young = new Set();
    for (const each of tired) each.rest();
  }
}
