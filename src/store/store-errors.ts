/** The store couldn't be asked: it's unavailable, closed, or didn't answer in time. Its cause says which. */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError';
  constructor(cause?: unknown) {
    super('the store could not be asked', { cause });
  }
}

/** The database didn't answer in time. Its code is that of a network that didn't. */
export class StoreTimeoutError extends Error {
  override name = 'StoreTimeoutError';
  readonly code = 'ETIMEDOUT';
  constructor() {
    super('the store did not answer in time');
  }
}

/** What the log may contain of an error. A database may put the values that it was to write into the other properties. */
export const stripError = (error: unknown): { message: string; code: unknown } => {
  const { message, code } = error as { message?: string; code?: unknown };
  return { message: message || `${code ?? error}`, code };
};

/** A record is there but can't be read: it's of a newer version than we know, or isn't a record at all. */
export class UnreadableRecordError extends StoreUnavailableError {
  override name = 'UnreadableRecordError';
}

/**
 * Does something that reads from a store, again each time that the store was unavailable meanwhile.
 *
 * @throws any other error, and {@link StoreUnavailableError} if the store is closed.
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
 * Something that had to be stored isn't in the database. If it's `queued`, it will be once the database is back,
 * provided that this process lives until then; otherwise it's lost.
 */
export class NotStoredError extends Error {
  override name = 'NotStoredError';
  readonly queued: boolean;
  constructor(queued: boolean) {
    super(queued ? 'it waits for a store that is away' : 'it was not stored and is lost');
    this.queued = queued;
  }
}

/**
 * Something was to be written under a lease that isn't held any more, because another process owns the conversation now.
 */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError';
  constructor() {
    super('the lease was lost, so nothing was written');
  }
}
