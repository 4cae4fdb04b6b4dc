import type { Clock } from '../../../src/clock.ts';
import type { Connection } from './connection.ts';
import type { Sessions } from './memory.ts';
import type { Rules } from './rules.ts';
import type { Script } from './script.ts';

/** What of the world a dialogue depends on; read anew each time, so that a test may change it as it goes. */
export type World = {
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly script: Script<Connection>;
  readonly rules: Rules;
  readonly playback: boolean;
  readonly handleDelay: number;
  readonly sound: boolean;
  readonly bundle: boolean | undefined;
  /** A script that threw: the test's own fault, so that the test must hear of it. */
  failed(error: unknown): void;
};
