/** The store could not be asked: it is away, closed, or did not answer in time. Its cause says which. */
export class StoreAway extends Error {
  override name = 'StoreAway';
  constructor(cause?: unknown) {
    super('the store could not be asked', { cause });
  }
}

/** A record is there that cannot be read: it is of a newer version than we know, or none at all. */
export class Unreadable extends StoreAway {
  override name = 'Unreadable';
}

/**
 * Does something that reads from a store, again each time that the store has been away meanwhile.
 *
 * @throws whatever it throws for another reason, and {@link StoreAway} when the store is closed.
 */
export const patiently = async <T>(returned: () => Promise<void>, work: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreAway) || error instanceof Unreadable) throw error;
      await returned();
    }
  }
};

/**
 * What had to be stored is not in the database. If it is `queued`, it will be once that is back, provided that this
 * process lives until then; otherwise it is lost.
 */
export class Unstored extends Error {
  override name = 'Unstored';
  readonly queued: boolean;
  constructor(queued: boolean) {
    super(queued ? 'it waits for a store that is away' : 'it was not stored and is lost');
    this.queued = queued;
  }
}

/** Something was to be written under a lease that is not held any more: another process owns the conversation now. */
export class Fenced extends Error {
  override name = 'Fenced';
  constructor() {
    super('the lease was lost, so nothing was written');
  }
}
