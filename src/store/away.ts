/** The store could not be asked: it is away, closed, or did not answer in time. Its cause says which. */
export class StoreAway extends Error {
  override name = 'StoreAway';
  constructor(cause?: unknown) {
    super('the store could not be asked', { cause });
  }
}

/** Something was to be written under a lease that is not held any more: another process owns the conversation now. */
export class Fenced extends Error {
  override name = 'Fenced';
  constructor() {
    super('the lease was lost, so nothing was written');
  }
}
