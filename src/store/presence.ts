import { type Clock, unlessAborted } from '../base/clock.ts';
import type { Database } from './database.ts';
import type { Lease, LeaseOptions, Leases } from './leases.ts';
import type { Store } from './store.ts';

/**
 * Each running process of Parley holds the lease of one of these names, as far as they suffice. One held is enough to know
 * that Parley runs, and with several there's no gap when one process ends.
 */
const NAMES = Array.from({ length: 8 }, (_, index) => `running:${index}`);

/** These leases tell nobody to act, so they're renewed rarely. After a kill they last no longer than that. */
const RARELY: Partial<LeaseOptions> = { lifetime: 90_000, every: 30_000, margin: 5_000 };

/** How long to wait before trying again, in milliseconds. */
const AGAIN = 30_000;

/** Shows to {@link isParleyRunning} that this process runs, until the signal aborts or the store is closed. Never rejects. */
export const showPresence = async (
  store: Pick<Store, 'leases' | 'waitUntilBack'>,
  { clock, signal, uptime }: { clock: Clock; signal: AbortSignal; uptime?: (() => number) | undefined },
): Promise<void> => {
  const leases = store.leases({ ...RARELY, ...(uptime && { uptime }) });
  try {
    while (!signal.aborted) {
      await store.waitUntilBack();
      const lease = await takeAny(leases).catch(() => undefined);
      if (lease) await waitForLoss(lease, signal);
      else await clock.sleep(AGAIN, signal);
    }
  } catch {
    // It was told to stop, or the store is closed.
  }
};

const takeAny = async (leases: Pick<Leases, 'take'>): Promise<Lease | undefined> => {
  for (const name of NAMES) {
    const lease = await leases.take(name);
    if (lease) return lease;
  }
  return undefined;
};

const waitForLoss = ({ lost }: Lease, signal: AbortSignal): Promise<void> =>
  unlessAborted(
    new Promise<void>((resolve) => lost.addEventListener('abort', () => resolve(), { once: true })),
    signal,
  );

/** How long a name is taken to see whether it's free, in milliseconds. It's given back at once. */
const BRIEFLY = 1_000;

/**
 * Whether a process of Parley works with a database, or was killed less than a minute and a half ago where the database can't
 * tell that it's dead.
 */
export const isParleyRunning = async (database: Pick<Database, 'take' | 'release'>): Promise<boolean> => {
  for (const id of NAMES) {
    const fence = await database.take(id, BRIEFLY);
    if (fence === undefined) return true;
    await database.release([{ id, fence }]);
  }
  return false;
};
