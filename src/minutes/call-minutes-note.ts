import { Mutex } from '../base/mutex.ts';
import type { Place } from '../base/place.ts';
import type { Shelf } from '../store/store.ts';

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

/** What the store knows of recaps of calls, one record for each server. */
export class CallMinutesNotes {
  readonly #shelf: Shelf<CallMinutesNote>;
  /** What has read a record writes it again. */
  readonly #changes = new Mutex();

  constructor(shelf: Shelf<CallMinutesNote>) {
    this.#shelf = shelf;
  }

  /** The calls of these servers whose recap isn't done, once the store can be read. */
  async listDue(servers: readonly string[]): Promise<EndedCall[]> {
    const notes = await this.#shelf.getPatiently([...servers]);
    return notes.flatMap((note) => note?.calls.filter(({ is }) => is !== 'done') ?? []);
  }

  /** Notes a call that has just ended, unless that was noted before. Resolves to whether it's new. */
  async begin(server: string, call: EndedCall): Promise<boolean> {
    let isNew = false;
    await this.#change(server, (calls) => {
      isNew = !calls.some((one) => isSame(one, call));
      return isNew ? [...calls, call].slice(-MOST_CALLS) : calls;
    });
    return isNew;
  }

  /** Notes how far the recap of a call is. */
  async advance(server: string, call: EndedCall): Promise<void> {
    await this.#change(server, (calls) => calls.map((one) => (isSame(one, call) ? call : one)));
  }

  async #change(server: string, change: (calls: readonly EndedCall[]) => readonly EndedCall[]): Promise<void> {
    await this.#changes.run(async () => {
      const [note] = await this.#shelf.getPatiently([server]);
      await this.#shelf.set(server, { calls: change(note?.calls ?? []) });
    });
  }
}
