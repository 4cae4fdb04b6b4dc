/** A set of at most `most` keys. Beyond that, the keys that were added longest ago are forgotten. */
export class BoundedSet<Key> extends Set<Key> {
  readonly #most: number;

  constructor(most: number) {
    super();
    this.#most = most;
  }

  /** Adds it. It then counts as the newest, even if it was there before. */
  override add(key: Key): this {
    this.delete(key);
    super.add(key);
    const [oldest] = this;
    if (this.size > this.#most && oldest !== undefined) this.delete(oldest);
    return this;
  }
}
