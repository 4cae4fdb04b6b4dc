/**
 * What a process has of the world outside of it: its store, its clock. Once it is dead, nothing it asks for is done, and
 * nothing it waits for comes.
 */
export class Mortal {
  #dead = false;

  die(): void {
    this.#dead = true;
  }

  /** The same thing, for as long as the process lives. Its methods return promises, other such things, or nothing to wait for. */
  has<T extends object>(thing: T): T {
    return new Proxy(thing, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => (this.#dead ? never() : this.#given(Reflect.apply(value, target, given)));
      },
    });
  }

  #given(result: unknown): unknown {
    if (result instanceof Promise) return this.#outlived(result);
    return typeof result === 'object' && result !== null ? this.has(result) : result;
  }

  async #outlived(coming: Promise<unknown>): Promise<unknown> {
    const settled = await coming.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if (this.#dead) return never();
    if ('error' in settled) throw settled.error;
    return settled.value;
  }
}

/** A new one each time: one for all would keep in memory whoever waits for it. */
const never = () => new Promise<never>(() => {});
