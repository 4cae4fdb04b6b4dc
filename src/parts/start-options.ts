import type { LookupFunction } from 'node:net';
import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { WarningCounts } from '../ops/warning-counts.ts';
import type { PlaceTool } from '../tools/place-tool.ts';

/** What starting needs besides the settings. */
export type StartOptions = {
  clock: Clock;
  /** How long the machine has run, its sleep included, in milliseconds, for leases; the system's by default. */
  uptime?: () => number;
  log: Logger;
  /** Takes every event, besides the monitoring. */
  observe?: Observe;
  /** What was warned of in the log, for the operator's page. */
  warnings?: WarningCounts;
  /** Ends this process as SIGTERM does. It returns at once. Nothing by default. */
  drain?: () => void;
  /** Tools besides Parley's own. None by default. */
  tools?: readonly PlaceTool[];
  /** Finds the addresses of hosts whose pages are read; the system's own by default. */
  lookup?: LookupFunction;
  /** Tells the operator, in a sentence, what they should know although it has started. */
  say(sentence: string): void;
  /** Aborts to give up starting. */
  signal: AbortSignal;
  /** The environment of child processes; it holds no secret. */
  childEnvironment: Record<string, string>;
};
