/** The store could not be asked: it is away, closed, or did not answer in time. Its cause says which. */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError';
  constructor(cause?: unknown) {
    super('the store could not be asked', { cause });
  }
}

/** A record is there that cannot be read: it is of a newer version than we know, or none at all. */
export class UnreadableRecordError extends StoreUnavailableError {
  override name = 'UnreadableRecordError';
}

/**
 * Does something that reads from a store, again each time that the store has been away meanwhile.
 *
 * @throws whatever it throws for another reason, and {@link StoreUnavailableError} when the store is closed.
 */
export const retryWhenBack = async <T>(returned: () => Promise<void>, work: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || error instanceof UnreadableRecordError) throw error;
      await returned();
    }
  }
};

/**
 * What had to be stored is not in the database. If it is `queued`, it will be once that is back, provided that this
 * process lives until then; otherwise it is lost.
 */
export class NotStoredError extends Error {
  override name = 'NotStoredError';
  readonly queued: boolean;
  constructor(queued: boolean) {
    super(queued ? 'it waits for a store that is away' : 'it was not stored and is lost');
    this.queued = queued;
  }
}

/** Something was to be written under a lease that is not held any more: another process owns the conversation now. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError';
  constructor() {
    super('the lease was lost, so nothing was written');
  }
}
