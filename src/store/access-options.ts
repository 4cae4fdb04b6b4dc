import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { BacklogLimits } from './write-backlog.ts';

/** How a database is used. Times are in milliseconds. */
export type DatabaseAccessOptions = {
  clock: Clock;
  log: Logger;
  /** Called when the store becomes unavailable and when it's back. */
  observe: Observe;
  /** If an operation takes longer, the store counts as unavailable until one is quick. */
  deadline: number;
  /** The pause between two attempts to write to a store that's unavailable. */
  retry: number;
  /** How much may wait for it meanwhile. */
  limits: BacklogLimits;
};

/** The usual patience with a database. Nobody is told of its state. */
export const USUAL_ACCESS: Omit<DatabaseAccessOptions, 'clock' | 'log'> = {
  observe: () => {},
  deadline: 2_000,
  retry: 1_000,
  limits: { changes: 10_000, bytes: 32_000_000 },
};
