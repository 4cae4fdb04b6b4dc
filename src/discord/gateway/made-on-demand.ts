import { Collection } from 'discord.js';

/**
 * A cache of discord.js that doesn't hold the library's objects, but what they can be made from, `Kept`. Whoever looks
 * at one gets it from `get`, which makes it; keys and sizes can be asked for without that.
 */
export abstract class MadeOnDemand<V, Kept> extends Collection<string, V> {
  /** What's found in it is an ordinary collection. */
  static override get [Symbol.species](): typeof Collection {
    return Collection;
  }

  abstract override get(id: string): V | undefined;

  override *entries(): MapIterator<[string, V]> {
    for (const id of [...this.keys()]) {
      const one = this.get(id);
      if (one !== undefined) yield [id, one];
    }
  }

  override *values(): MapIterator<V> {
    for (const [, one] of this.entries()) yield one;
  }

  override [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  override forEach(tell: (one: V, id: string, all: Map<string, V>) => void, thisArg?: unknown): void {
    for (const [id, one] of this.entries()) tell.call(thisArg, one, id, this);
  }

  /** What is kept of one. */
  kept(id: string): Kept | undefined {
    return Map.prototype.get.call(this, id);
  }

  /** What is kept of all, as it is now. */
  listKept(): [string, Kept][] {
    return [...(Map.prototype.entries.call(this) as MapIterator<[string, Kept]>)];
  }

  protected keep(id: string, kept: Kept): void {
    Map.prototype.set.call(this, id, kept);
  }
}
