import type { Readiness } from './health.ts';
import type { TurnLine } from './turn-lines.ts';

/** Where something goes on, as an operator may know it: names of places, never of people, and nothing for a direct message. */
export type PlaceView = { server?: string | undefined; channel?: string | undefined; isThread: boolean };

/** A kind of warning: its event, the worst level that it was logged at, how often, and when last (wall time). */
export type Warning = { event: string; level: 'warn' | 'error' | 'fatal'; count: number; at: number };

/** A conversation that holds memory. */
export type AwakeView = { place: PlaceView; state: 'busy' | 'connected' | 'resting'; waiting: number };

/** A cap that limits the process or, if most of it is spent, a place. Amounts are dollars or tokens; `until` is when it begins again. */
export type CapView = {
  whose: 'process' | 'server' | 'channel';
  place?: PlaceView;
  unit: 'usd' | 'tokens';
  period: 'day' | 'month';
  spent: number;
  limit: number;
  until: number;
};

/** A gateway connection, and how long Discord takes to answer it, in milliseconds. */
export type ShardView = { id: number; state: string; ping: number | undefined };

/** What the parts tell the operator. `caps` is missing while the store can't be asked for those of the process. */
export type PartsView = {
  shards: ShardView[];
  awake: AwakeView[];
  caps: CapView[] | undefined;
  /** Caps of servers and channels of which most is spent. */
  near: CapView[];
};

/** What an operator sees and does of the parts. */
export type OperatedParts = {
  describe(): Promise<PartsView>;
  /** Whether calls may begin. */
  takesCalls: boolean;
  /** What a place is called, by the ids of its server and channel. */
  findNames(server: string | undefined, channel: string): PlaceView;
};

/**
 * The numbers of one moment, `at` in milliseconds since the epoch. Turns, tokens and dollars are those of the minute before; latencies are those
 * of the last five minutes, in milliseconds, and null if no turn ended then.
 */
export type Sample = {
  at: number;
  sessions: number;
  calls: number;
  waiting: number;
  turns: number;
  tokens: number;
  dollars: number;
  first50: number | null;
  first95: number | null;
  whole50: number | null;
  whole95: number | null;
};

/** What the process has done since its start. */
export type Totals = { turns: number; failed: number; tokens: number; searches: number; dollars: number };

/** Everything that is shown of this process at one moment. Times are in milliseconds since the epoch. */
export type OperatorState = {
  at: number;
  since: number;
  readiness: Readiness;
  isDraining: boolean;
  takesCalls: boolean;
  mostSessions: number;
  conversations: number;
  voiceProcesses: number;
  /** Bytes that the process has in memory, without its child processes. */
  memory: number;
  store: { is: string; queued: number; lost: number; errors: number };
  shards: ShardView[];
  /** The first of those that are awake; `conversations` says how many there are. */
  awake: AwakeView[];
  /** The caps of the process; nothing while the store can't be asked. */
  caps?: CapView[];
  near: CapView[];
  warnings: Warning[];
  totals: Totals;
  sample: Sample;
};

/** A turn's time line with the names of where it was asked. */
export type NamedTurn = TurnLine & { place: PlaceView };
