/** A map that forgets its oldest entry when it is full, so that a world may run for days. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  #room: number;

  constructor(room: number) {
    super();
    this.#room = room;
  }

  override set(key: Key, value: Value): this {
    super.set(key, value);
    const [oldest] = this.keys();
    if (this.size > this.#room && oldest !== undefined) this.delete(oldest);
    return this;
  }
}
