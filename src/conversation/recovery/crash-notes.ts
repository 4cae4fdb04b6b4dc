import type { Logger } from 'pino';
import { type Clock, unlessAborted } from '../../base/clock.ts';
import { findHome, type Place } from '../../base/place.ts';
import type { Claim } from '../../claims/claim.ts';
import type { Claims } from '../../claims/claims.ts';
import type { CrashNote, CrashNoteShelf, PromisedReply } from './crash-note-shelf.ts';
import { HomeNote } from './home-note.ts';

export type CrashNotesOptions = {
  records(claim?: Claim): { unfinished: CrashNoteShelf };
  claims: Pick<Claims, 'find'>;
  clock: Pick<Clock, 'wall'>;
  log: Logger;
};

/**
 * What this process would leave unfinished if it died now, by home, noted so that another process can finish it. Half
 * answers are noted from the first visible words until the conversation rests, so that most turns cost no write;
 * promised replies until they're given.
 */
export class CrashNotes {
  readonly #options: CrashNotesOptions;
  readonly #homes = new Map<string, HomeNote>();

  constructor(options: CrashNotesOptions) {
    this.#options = options;
  }

  /** People see part of an answer in a channel. */
  begin(home: string, channel: string, shelf: CrashNoteShelf): void {
    this.#open(home, shelf);
    void this.#change(home, (note) => note.begin(channel));
  }

  /** No answer in a channel is unfinished any more. */
  end(home: string, channel: string): void {
    void this.#change(home, (note) => note.end(channel));
  }

  /** A person is about to see a pending reply. Resolves when that is noted, or can't be noted now. */
  async promise(place: Place, promised: PromisedReply): Promise<void> {
    const { records, claims, log } = this.#options;
    const claim = claims.find(place.channel);
    if (!claim) return;
    const home = findHome(place);
    const { missed } = this.#open(home, records(claim).unfinished);
    const written = this.#change(home, (note) => note.promise(promised));
    // An unavailable store keeps nobody waiting.
    if (written) await unlessAborted(written, missed).catch(() => {});
    else log.warn({ event: 'reply.not_noted', home }, 'too many replies are promised to note one more');
  }

  /** No reply was promised after all: Discord refused, perhaps because another process had promised it first. */
  withdraw(home: string, id: string): void {
    void this.#change(home, (note) => note.withdraw(id));
  }

  /** A promised reply was given, or never will be. */
  settle(home: string, id: string): void {
    void this.#change(home, (note) => note.settle(id));
  }

  /**
   * This process talks in a home from now on, so it has to finish what another process left there. Resolves to that,
   * once it can be read.
   *
   * @throws {StoreUnavailableError} if the store is closed.
   */
  async inherit(home: string, shelf: CrashNoteShelf): Promise<CrashNote> {
    const note = this.#open(home, shelf);
    const left = await note.inherit(shelf);
    this.#close(home, note);
    return left;
  }

  /** Whether a reply that another process promised is still owed. This process takes care of its own as it goes. */
  owes(home: string, id: string): boolean {
    return this.#homes.get(home)?.owes(id) ?? false;
  }

  /** Another process has this home now, and keeps its own notes. */
  forget(home: string): void {
    this.#homes.get(home)?.abandon();
    this.#homes.delete(home);
  }

  #open(home: string, shelf: CrashNoteShelf): HomeNote {
    const known = this.#homes.get(home);
    known?.use(shelf);
    const note = known ?? new HomeNote(shelf, { home, clock: this.#options.clock, log: this.#options.log });
    this.#homes.set(home, note);
    return note;
  }

  /** Changes a home's note. Resolves when that is written, or is `undefined` if nothing changed. */
  #change(home: string, change: (note: HomeNote) => boolean): Promise<void> | undefined {
    const note = this.#homes.get(home);
    if (!note || !change(note)) return undefined;
    return note.write().then(() => this.#close(home, note));
  }

  /** A home without anything unfinished needs no memory. */
  #close(home: string, note: HomeNote): void {
    if (note.isOver && this.#homes.get(home) === note) this.#homes.delete(home);
  }
}
