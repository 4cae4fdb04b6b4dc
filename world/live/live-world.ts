import type { Clock } from '../../src/base/clock.ts';
import type { LocalConnection } from './connection.ts';
import type { SpokenQuestion } from './heard-log.ts';
import type { LocalModel } from './local-models.ts';
import type { Sessions } from './memory.ts';
import type { Rules } from './rules.ts';
import type { Script } from './script.ts';

/** What of the world a connection depends on; read anew each time, so that a test may change it as it goes. */
export type LiveWorld = {
  readonly clock: Clock;
  readonly key: string;
  readonly models: readonly LocalModel[];
  readonly sessions: Sessions;
  readonly script: Script<LocalConnection>;
  readonly rules: Rules;
  readonly connections: readonly LocalConnection[];
  readonly maxConnections: number;
  readonly setupDelay: number;
  readonly playback: boolean;
  readonly thinkMs: number;
  readonly handleDelay: number;
  readonly sound: boolean;
  readonly bundle: boolean | undefined;
  /** Takes note of a spoken question that has ended. */
  understood(spoken: SpokenQuestion): void;
  /** A script that threw: the test's own fault, so that the test must hear of it. */
  failed(error: unknown): void;
};
