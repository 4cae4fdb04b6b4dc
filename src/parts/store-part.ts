import { unlessAborted } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Config } from '../config.ts';
import { showPresence } from '../store/presence.ts';
import { openStore, type Store } from '../store/store.ts';
import { explainStore } from '../store/store-faults.ts';
import type { StartOptions } from './start-options.ts';

/**
 * Opens the store, and tells the operator if it can't be used yet.
 *
 * @throws the signal's reason as soon as it aborts, although the store may still be opening.
 */
export const openStoreToStart = async (
  { storeUrl, storeKeys }: Config,
  { clock, uptime, log, say, signal, observe }: StartOptions & { observe: Observe },
): Promise<Store> => {
  const opening = openStore(storeUrl, log, { clock, observe, storeKeys });
  try {
    const store = await unlessAborted(opening, signal);
    void showPresence(store, { clock, signal, uptime });
    store.refused.then((error) => {
      log.error({ event: 'store.refused', err: error }, 'the store has come back, and may not be used');
      say(`Parley can’t go on: ${error.message}`);
    });
    const trouble = store.trouble();
    if (trouble === undefined) return store;
    const { wrong, remedy } = explainStore(trouble, storeUrl);
    say(`${wrong}. ${remedy} Until it works, Parley doesn’t remember anything that was said before.`);
    return store;
  } catch (error) {
    // Nothing has begun without it, so nothing waits for its end.
    opening.then((store) => store.close()).catch(() => {});
    throw error;
  }
};
