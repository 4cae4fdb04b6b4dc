import type { HomeAddress } from '../../claims/claims.ts';
import type { ClaimAccess } from '../outbound/reply-promise.ts';

/** What of one person may wait for it to be known who answers there; a home has room for a hundred. */
const MOST_INSIDE = 10;

/** What more of one person waits until there is room for it; what comes then is a flood, and is passed over. */
const MOST_OUTSIDE = 200;

/** What one person has said that waits: so much of it inside, and those that are let in as it comes out, oldest first. */
type Line = { inside: number; readonly outside: (() => void)[] };

/** The way into a home, which one person cannot fill while it is not known which process talks there. */
export class ClaimQueue {
  readonly #ownership: Pick<ClaimAccess, 'enter'>;
  readonly #lines = new Map<string, Line>();

  constructor(ownership: Pick<ClaimAccess, 'enter'>) {
    this.#ownership = ownership;
  }

  /** Whether this process answers what a person said somewhere: not if too much of theirs waits for that already. */
  async enter(person: string, address: HomeAddress): Promise<boolean> {
    const line = this.#lines.get(person) ?? { inside: 0, outside: [] };
    this.#lines.set(person, line);
    if (line.inside < MOST_INSIDE) line.inside += 1;
    else if (line.outside.length >= MOST_OUTSIDE) return false;
    else await new Promise<void>((letIn) => line.outside.push(letIn));
    try {
      return await this.#ownership.enter(address);
    } finally {
      this.#leave(person, line);
    }
  }

  /** Lets the next one in, in the place of one that comes out. */
  #leave(person: string, line: Line): void {
    const letIn = line.outside.shift();
    if (letIn) letIn();
    else line.inside -= 1;
    if (line.inside === 0) this.#lines.delete(person);
  }
}
