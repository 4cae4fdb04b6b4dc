import type { Dump } from './dump.ts';

/**
 * A lease as the database knows it, with its holder's number. A later holder's number is higher, even if the database
 * has forgotten the earlier holders.
 */
export type Fence = { id: string; fence: number };

/**
 * What a key changes to: a new text, or nothing. `expires` is in milliseconds since the epoch. With a fence, the change
 * is made only if nobody took the lease after its holder.
 */
export type Change = { key: string; text: string | undefined; expires: number; fence?: Fence };

/** A change that is written only to test whether writes work. It has already expired. */
export const PROBE: Change = { key: 'probe', text: undefined, expires: 0 };

/** The leases in a database. */
export type LeaseTable = {
  /** Gives out a lease for `lifetime` milliseconds by the database's clock; nothing if it's held. */
  take(id: string, lifetime: number): Promise<number | undefined>;
  /**
   * Renews leases for `lifetime` milliseconds from now, unless another process has taken them. Resolves with the ids of
   * those that were renewed.
   */
  renew(leases: Fence[], lifetime: number): Promise<string[]>;
  /** Releases leases. */
  release(leases: Fence[]): Promise<void>;
};

/**
 * One counter that is raised by `add`, a whole number that may be negative. With a `limit`, only if it's below the limit
 * now. It begins at 0, and again after `expires`, in milliseconds since the epoch.
 */
export type MeterChange = { key: string; add: number; limit?: number; expires: number };

/** All counters are `raised`, to these totals, or none, because one of them is `full`. */
export type MeterOutcome = { is: 'raised'; totals: number[] } | { is: 'full'; index: number };

/** Counters that all processes share. */
export type MeterTable = {
  /** Raises all of these counters, each of them once, or none, at one moment for every process. */
  raise(changes: MeterChange[]): Promise<MeterOutcome>;
  /** What the counters stand at, in the order of their keys. */
  readMeters(keys: string[]): Promise<number[]>;
};

/** Some rows, and where to go on if there may be more. */
export type RowPage = { rows: { key: string; text: string }[]; next?: string };

/** How many rows a page has at most, or about as many. */
export const PAGE = 200;

/** What the store needs of a database. Everything rejects while the database is unavailable. Calls may overlap. */
export type Database = LeaseTable &
  MeterTable & {
    /** The values of the keys, in their order; nothing for a key that is missing or has expired. */
    read(keys: string[]): Promise<unknown[]>;
    /** Makes all changes at once or none, except those with an outdated fence. Resolves with the keys that were written. */
    write(changes: Change[]): Promise<string[]>;
    /**
     * Some of the rows whose keys begin so, from a `cursor` on that an earlier page has named. A row that is there all the
     * while comes at least once; one that is written meanwhile may come or not.
     */
    list(prefix: string, cursor?: string): Promise<RowPage>;
    /**
     * Removes for good some of what was deleted or has expired, as far as that's in this program's hands. Resolves to whether
     * there's more of it.
     */
    purge(): Promise<boolean>;
    /** All that is there, for a copy to another database. */
    dump: Dump;
    /** Breaks a connection that no longer responds, so that a new one is made. */
    reset(): void;
    close(): Promise<void>;
  };

/** How long connecting may take, in milliseconds. At the start, the store opens without the database after that. */
export const CONNECT_DEADLINE = 3_000;

/**
 * How often expired rows are deleted, in milliseconds. They're never read, but SQLite and PostgreSQL keep them until
 * then.
 */
export const SWEEP_INTERVAL = 60 * 60_000;

/**
 * How long the number of a lease's last holder is remembered after the lease ended, in milliseconds. A process may sleep
 * or be cut off from the database for this long and still go on under its old number, if nobody else took the lease.
 */
export const LEASE_MEMORY = 24 * 60 * 60_000;

/** How many rows are removed for good at once. SQLite overwrites them on the event loop, where others wait. */
export const PURGE_PIECE = 100;

/** The prefix that separates Parley's keys from those of other users of the database. */
export const NAMESPACE = 'parley';
