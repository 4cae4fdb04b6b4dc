/** One item of the stream, and the way to the next one. */
type Link<T> = { item: T; next: Promise<Link<T> | undefined> };

/**
 * A stream of items with any number of readers, each at its own pace. An item that all readers have passed can be
 * collected as garbage.
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

  /** Follows the stream from here to its end, after the items in `before`. */
  follow(before: readonly T[] = []): AsyncGenerator<T, void, void> {
    return walk(before, { next: this.#tail.promise });
  }
}

/**
 * A generator keeps its arguments as long as it lives. So it isn't given a link, which would keep everything after it
 * alive.
 */
async function* walk<T>(before: readonly T[], place: Pick<Link<T>, 'next'>): AsyncGenerator<T, void, void> {
  yield* before;
  for (let link = await place.next; link; link = await place.next) {
    place.next = link.next;
    yield link.item;
  }
}
