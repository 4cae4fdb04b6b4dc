/**
 * A lease as the database knows it: the number that its holder was given. A later holder has a higher one, also when the
 * database has forgotten the holders before.
 */
export type Fence = { id: string; fence: number };

/**
 * What becomes of a key: a new text, or nothing. `expires` is in milliseconds since the epoch. With a fence the change
 * is only made as long as nobody took the lease after its holder.
 */
export type Change = { key: string; text: string | undefined; expires: number; fence?: Fence };

/** What the store needs of a database. Everything rejects while the database is away; nobody has to ask in order. */
export type Database = {
  /** What is under the keys, in their order; nothing where there is nothing or it expired. */
  read(keys: string[]): Promise<unknown[]>;
  /** Makes the changes at once, all or none, except those whose fence is old. Resolves with the keys that were written. */
  write(changes: Change[]): Promise<string[]>;
  /** Gives out a lease for `lifetime` milliseconds by the database's clock; nothing if somebody holds it. */
  take(id: string, lifetime: number): Promise<number | undefined>;
  /** Makes leases last `lifetime` milliseconds from now, unless somebody else took them. Resolves with the ids of
   * those that last on. */
  renew(leases: Fence[], lifetime: number): Promise<string[]>;
  /** Gives leases back. */
  release(leases: Fence[]): Promise<void>;
  /** Breaks a connection on which nothing comes back, so that a new one is made. */
  reset(): void;
  close(): Promise<void>;
};

/** How long a connection may take to be made, in milliseconds; at the start, before the store is opened without it. */
export const CONNECT_DEADLINE = 3_000;

/** An expired row is never read, but it stays in SQLite and PostgreSQL until it is swept. In milliseconds. */
export const SWEEP_INTERVAL = 60 * 60_000;

/**
 * How long the number of a lease's last holder is remembered after the lease was given back or ran out. So long a process
 * may sleep, or be cut off from the database, and go on under its old number if nobody else came. In milliseconds.
 */
export const LEASE_MEMORY = 24 * 60 * 60_000;

/** Keys of Parley among those of other users of the same database. */
export const NAMESPACE = 'parley';
