import type { Clock } from '../../src/base/clock.ts';
import type { Bill } from './bill.ts';
import type { LocalConnection } from './connection.ts';
import type { SpokenQuestion } from './heard-log.ts';
import type { LocalModel } from './local-models.ts';
import type { Rules } from './rules.ts';
import type { Script } from './script.ts';
import type { Sessions } from './stored-sessions.ts';
import type { TranslationScript } from './translation-script.ts';

/** The part of the world that connections depend on. It is read each time, so a test may change it at any moment. */
export type LiveWorld = {
  readonly clock: Clock;
  readonly key: string;
  readonly models: readonly LocalModel[];
  readonly sessions: Sessions;
  readonly script: Script<LocalConnection>;
  readonly translating: TranslationScript<LocalConnection>;
  readonly rules: Rules;
  readonly connections: readonly LocalConnection[];
  readonly maxConnections: number;
  readonly setupDelay: number;
  readonly playback: boolean;
  readonly thinkMs: number;
  readonly handleDelay: number;
  readonly sound: boolean;
  readonly bundle: boolean | undefined;
  readonly bill: Bill;
  /** A random number from 0 to 1. It's the next of a fixed series. */
  readonly chance: () => number;
  /** Records a spoken question that has ended. */
  understood(spoken: SpokenQuestion): void;
  /** A script threw, which is a fault of the test, so the test has to be told. */
  failed(error: unknown): void;
};
