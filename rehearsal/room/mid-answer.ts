import type { LocalConnection } from '../../world/live/connection.ts';
import type { Script } from '../../world/live/script.ts';
import type { Step } from '../../world/live/steps.ts';

/** How many steps of an answer come before what happens in its middle: about three words. */
const BEFORE = 6;

/** Something that happens to a connection. */
export type ConnectionBlow = (connection: LocalConnection) => void;

/** Does something in the middle of the model's next answer that is long enough to have one. */
export class MidAnswer {
  #blow: ConnectionBlow | undefined;

  /** It happens in the middle of the next answer. */
  arm(blow: ConnectionBlow): void {
    this.#blow = blow;
  }

  /** Whether it's still to happen. */
  get isArmed(): boolean {
    return this.#blow !== undefined;
  }

  /** It doesn't happen. */
  disarm(): void {
    this.#blow = undefined;
  }

  /** The script, with what happens in the middle of its answers. */
  adapt(script: Script<LocalConnection>): Script<LocalConnection> {
    return (asked) => {
      const answer = script(asked);
      if (typeof answer === 'string' || !(Symbol.iterator in answer)) return answer;
      return this.#spoil(answer, asked.connection);
    };
  }

  *#spoil(steps: Iterable<Step | string>, connection: LocalConnection): Generator<Step | string> {
    let count = 0;
    for (const step of steps) {
      yield step;
      count += 1;
      const blow = count === BEFORE ? this.#blow : undefined;
      if (!blow) continue;
      this.#blow = undefined;
      blow(connection);
    }
  }
}
