import { Mutex } from '../base/mutex.ts';
import type { Place } from '../base/place.ts';
import type { Claim } from '../claims/claim.ts';
import type { Shelf } from '../store/store.ts';
import { NotStoredError } from '../store/store-errors.ts';

/**
 * A call that has ended, and how far its recap is: `due` if nothing of it can have been posted, `posting` if that isn't known, or
 * `done`. Its channels and times are those of the call, in milliseconds since the epoch.
 */
export type EndedCall = {
  place: Place;
  from: number;
  to: number;
  is: 'due' | 'posting' | 'done';
  /** Whether it's posted in a thread. */
  inThread?: boolean;
};

/** The calls of one server that ended last. */
export type CallMinutesNote = { calls: readonly EndedCall[] };

/** How many calls of a server are noted. */
const MOST_CALLS = 5;

/** Whether two are the same call: in one server there's only one at a time. */
const isSame = (one: EndedCall, other: EndedCall): boolean => one.from === other.from;

/**
 * What the store knows of recaps of calls, one record for each server. Whatever is noted is in the store when that resolves, however
 * long the store was away: nobody may read a recap of which the next process knows nothing.
 */
export class CallMinutesNotes {
  readonly #open: (claim?: Claim) => Shelf<CallMinutesNote>;
  /** What has read a record writes it again. */
  readonly #changes = new Mutex();

  /** @param open opens the records; what is written under a claim is refused once another process has the server */
  constructor(open: (claim?: Claim) => Shelf<CallMinutesNote>) {
    this.#open = open;
  }

  /** The calls of these servers whose recap isn't done, once the store can be read. */
  async listDue(servers: readonly string[]): Promise<EndedCall[]> {
    const notes = await this.#open().getPatiently([...servers]);
    return notes.flatMap((note) => note?.calls.filter(({ is }) => is !== 'done') ?? []);
  }

  /** Notes a call that has just ended, unless that was noted before. Resolves to whether it's new. @throws like {@link advance} */
  async begin(server: string, call: EndedCall, claim: Claim | undefined): Promise<boolean> {
    let isNew = false;
    await this.#change(server, claim, (calls) => {
      isNew = !calls.some((one) => isSame(one, call));
      return isNew ? [...calls, call].slice(-MOST_CALLS) : calls;
    });
    return isNew;
  }

  /**
   * Notes how far the recap of a call is.
   *
   * @throws {LeaseLostError} if another process has the server; {@link StoreUnavailableError} if the store is closed
   */
  async advance(server: string, call: EndedCall, claim: Claim): Promise<void> {
    await this.#change(server, claim, (calls) => calls.map((one) => (isSame(one, call) ? call : one)));
  }

  async #change(
    server: string,
    claim: Claim | undefined,
    change: (calls: readonly EndedCall[]) => readonly EndedCall[],
  ): Promise<void> {
    await this.#changes.run(async () => {
      const shelf = this.#open(claim);
      const [note] = await shelf.getPatiently([server]);
      const calls = change(note?.calls ?? []);
      for (let isStored = false; !isStored; ) isStored = await store(shelf, server, { calls });
    });
  }
}

/** Resolves to whether it's in the store. What only waits for one that is away would be lost with this process, so that's waited for. */
const store = async (shelf: Shelf<CallMinutesNote>, server: string, note: CallMinutesNote): Promise<boolean> => {
  try {
    await shelf.setSurely(server, note);
    return true;
  } catch (error) {
    if (!(error instanceof NotStoredError && error.queued)) throw error;
    await shelf.waitUntilBack();
    return false;
  }
};
