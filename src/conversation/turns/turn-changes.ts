/**
 * What can change about a turn besides its pieces. `shown`: people are about to see more of its answer, or see it
 * elsewhere. `cut`: it turned out that people heard less of the answer. `understood`: more of its question was
 * understood after its end.
 */
type TurnChange = 'shown' | 'cut' | 'understood';

/** Passes on the changes of one turn, at once, to those who have to store them. */
export class TurnChanges {
  readonly #listeners = new Set<(change: TurnChange) => void>();

  /** Calls `listener` at each change from now on. */
  on(listener: (change: TurnChange) => void): void {
    this.#listeners.add(listener);
  }

  /** Tells the listeners of a change. */
  tell(change: TurnChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
