import type { Place } from '../../base/place.ts';
import type { ClaimAccess } from '../outbound/reply-promise.ts';

/**
 * How much one person may have waiting inside, until it's known which process answers. The claims let a hundred wait for
 * each home, so others find room too.
 */
const MOST_INSIDE = 10;

/** How much more of one person's may wait outside. Anything beyond that is a flood, and is ignored. */
const MOST_OUTSIDE = 200;

/** What one person has waiting: how much of it is inside, and what lets the rest in, oldest first. */
type Line = { inside: number; readonly outside: (() => void)[] };

/** Limits how much of one person waits for a claim, so that nobody can fill the claims' own queue alone. */
export class ClaimQueue {
  readonly #claims: Pick<ClaimAccess, 'enter'>;
  readonly #lines = new Map<string, Line>();

  constructor(claims: Pick<ClaimAccess, 'enter'>) {
    this.#claims = claims;
  }

  /**
   * Resolves to whether this process answers something that a person did in a place; to no if too much of theirs waits.
   *
   * @param canWait and `age`: see {@link Claims.enter}
   */
  async enter(person: string, place: Place, canWait = false, age = 0): Promise<boolean> {
    const line = this.#lines.get(person) ?? { inside: 0, outside: [] };
    this.#lines.set(person, line);
    if (line.inside < MOST_INSIDE) line.inside += 1;
    else if (line.outside.length >= MOST_OUTSIDE) return false;
    else await new Promise<void>((letIn) => line.outside.push(letIn));
    try {
      return await this.#claims.enter(place, canWait, age);
    } finally {
      this.#leave(person, line);
    }
  }

  /** One comes out, so the next one of this person may go in. */
  #leave(person: string, line: Line): void {
    const letIn = line.outside.shift();
    if (letIn) letIn();
    else line.inside -= 1;
    if (line.inside === 0) this.#lines.delete(person);
  }
}
