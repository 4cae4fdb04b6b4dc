import type { Clock } from '../base/clock.ts';
import type { Leases } from '../store/leases.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Store } from '../store/store.ts';

/** How long to wait for another process that is at it, and how often to look, in milliseconds. */
const PATIENCE = 2_000;
const LOOK = 200;

/** What came of a registration: the names of the commands with their ids, under what names them all. */
export type RegisteredRecord = { key: string; ids: [name: string, id: string][] };

type SharedRegistrationMeans = { store: Pick<Store, 'shelf'>; leases: Pick<Leases, 'take'>; clock: Clock };

/**
 * Has the commands registered by one of several processes that start within a minute: one does it, under a lease, and the
 * others take what came of it.
 */
export class SharedRegistration {
  readonly #means: SharedRegistrationMeans;

  constructor(means: SharedRegistrationMeans) {
    this.#means = means;
  }

  /**
   * The ids of the commands that `key` names: those that were registered lately, or what `register` resolves to. If another process
   * takes long, or the store is away, this one registers them itself.
   *
   * @throws what `register` throws; the signal's reason if it aborts while this waits
   */
  async find(
    key: string,
    register: () => Promise<ReadonlyMap<string, string>>,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string>> {
    const { store, leases, clock } = this.#means;
    const shelf = store.shelf<RegisteredRecord>(RECORD_KINDS.registered);
    const until = clock.now() + PATIENCE;
    for (;;) {
      const lease = await leases.take('commands').catch(() => 'unknown' as const);
      try {
        const known = await shelf.getOrNothing('commands');
        if (known?.key === key) return new Map(known.ids);
        if (lease || clock.now() >= until) {
          const ids = await register();
          if (lease !== 'unknown') await shelf.set('commands', { key, ids: [...ids] }).catch(() => {});
          return ids;
        }
      } finally {
        if (typeof lease === 'object') await lease.release();
      }
      await clock.sleep(LOOK, signal);
    }
  }
}
