/** The store could not be asked: it is away, closed, or did not answer in time. Its cause says which. */
export class StoreAway extends Error {
  override name = 'StoreAway';
  constructor(cause?: unknown) {
    super('the store could not be asked', { cause });
  }
}

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
