/**
 * What can change about a turn besides its pieces. `shown`: people are about to see more of its answer, or see it
 * elsewhere. `cut`: it turned out that people heard less of the answer. `understood`: more of its question was
 * understood after its end. `counted`: Google told after its end what it cost. `grounded`: Google told what was found
 * on the web for its answer, before its end or after it.
 */
type TurnChange = 'shown' | 'cut' | 'understood' | 'counted' | 'grounded';

/** Passes on the changes of one turn, at once, to those who have to store them. A listener resolves once that's done. */
export class TurnChanges {
  readonly #listeners = new Set<(change: TurnChange) => Promise<void>>();

  /** Calls `listener` at each change from now on. */
  on(listener: (change: TurnChange) => Promise<void>): void {
    this.#listeners.add(listener);
  }

  /** Tells the listeners of a change. Resolves once all of them have done what follows from it. It never rejects. */
  async tell(change: TurnChange): Promise<void> {
    await Promise.allSettled([...this.#listeners].map((listener) => listener(change)));
  }
}
