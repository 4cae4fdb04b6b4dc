/** One item of a chain, and the way to the next one. */
type Link<T> = { item: T; next: Promise<Link<T> | undefined> };

/**
 * Items that come one after another, followed by as many readers as like, each at its own pace. An item that no reader has
 * still to come to is garbage.
 */
export class SharedStream<T> {
  #tail = Promise.withResolvers<Link<T> | undefined>();

  add(item: T): void {
    const { resolve } = this.#tail;
    this.#tail = Promise.withResolvers();
    resolve({ item, next: this.#tail.promise });
  }

  /** Nothing comes any more. */
  end(): void {
    this.#tail.resolve(undefined);
  }

  /** Follows the chain from here to its end, after what went `before`. */
  follow(before: readonly T[] = []): AsyncGenerator<T, void, void> {
    return walk(before, { next: this.#tail.promise });
  }
}

/** A generator keeps its arguments as long as it lives, so it is given no link, which would keep all that come after it. */
async function* walk<T>(before: readonly T[], place: Pick<Link<T>, 'next'>): AsyncGenerator<T, void, void> {
  yield* before;
  for (let link = await place.next; link; link = await place.next) {
    place.next = link.next;
    yield link.item;
  }
}
