import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import { type Clock, unlessAborted } from '../../base/clock.ts';
import type { Claim } from '../../claims/claim.ts';
import type { Claims, HomeAddress } from '../../claims/claims.ts';
import type { CrashNote, CrashNoteShelf, PromisedReply } from './crash-note-shelf.ts';

export type CrashNotesOptions = {
  records(right?: Claim): { unfinished: CrashNoteShelf };
  ownership: Pick<Claims, 'right'>;
  clock: Pick<Clock, 'wall'>;
  log: Logger;
};

/**
 * `promised` are this process' own replies, and `owed` those of a dead process. Nothing is written over the dead
 * process' note before `read` resolves, however long the store is unavailable. `written` resolves when all changes are
 * written.
 */
type Note = {
  channels: Set<string>;
  promised: Map<string, PromisedReply>;
  owed: Map<string, PromisedReply>;
  shelf: CrashNoteShelf;
  read: Promise<void>;
  /** Aborts if that can't be read at once. */
  missed: AbortController;
  written: Promise<void>;
  /** How many changes aren't in the store yet. */
  changes: number;
  /** What was last written; nothing if that isn't certain. */
  stored: CrashNote | undefined;
};

const NOTHING: CrashNote = { channels: [], promised: [] };

/** How many promises are noted for one home. A crash loses track of any beyond that. */
const MOST_PROMISED = 100;

/**
 * What this process would leave unfinished if it died now, by home, noted so that another one can finish it. Half
 * answers are noted from the first visible words until the conversation rests, so that most turns cost no write;
 * promised replies until they're given.
 */
export class CrashNotes {
  readonly #options: CrashNotesOptions;
  readonly #homes = new Map<string, Note>();

  constructor(options: CrashNotesOptions) {
    this.#options = options;
  }

  /** People see part of an answer in a channel. */
  begin(home: string, channel: string, shelf: CrashNoteShelf): void {
    const { channels } = this.#note(home, shelf);
    if (channels.has(channel)) return;
    channels.add(channel);
    void this.#write(home);
  }

  /** No answer in a channel is unfinished any more. */
  end(home: string, channel: string): void {
    if (this.#homes.get(home)?.channels.delete(channel)) void this.#write(home);
  }

  /** A person is about to see a pending reply. Resolves when that is noted, or can't be noted now. */
  async promise({ home, channel }: HomeAddress, promised: PromisedReply): Promise<void> {
    const { records, ownership, log } = this.#options;
    const right = ownership.right(channel);
    if (!right) return;
    const note = this.#note(home, records(right).unfinished);
    this.#drop(note);
    if (note.promised.size < MOST_PROMISED) {
      note.promised.set(promised.id, promised);
      const written = this.#write(home);
      // An unavailable store keeps nobody waiting.
      if (written) await unlessAborted(written, note.missed.signal).catch(() => {});
    } else log.warn({ event: 'reply.not_noted', home }, 'too many replies are promised to note one more');
  }

  /** No reply was promised after all: Discord refused, perhaps because another process had promised it first. */
  withdraw(home: string, id: string): void {
    if (this.#homes.get(home)?.promised.delete(id)) void this.#write(home);
  }

  /** A promised reply was given, or never will be. */
  settle(home: string, id: string): void {
    const note = this.#homes.get(home);
    if (note && [note.promised.delete(id), note.owed.delete(id)].includes(true)) void this.#write(home);
  }

  /**
   * This process talks in a home from now on, so it has to finish what another process left there. Resolves to that,
   * once it can be read. @throws {StoreUnavailableError} if the store is closed
   */
  async inherit(home: string, shelf: CrashNoteShelf): Promise<CrashNote> {
    const note = this.#note(home, shelf);
    const first = shelf.getReadable([home]);
    const missed = new AbortController();
    note.missed = missed;
    const again = () => {
      missed.abort('the store is unavailable');
      return shelf.getPatiently([home]);
    };
    const reading = first.catch(again).then(([{ channels, promised } = NOTHING]) => ({
      channels,
      promised: promised.filter((one) => this.#isGood(one)),
    }));
    const take = ({ channels, promised }: CrashNote) => {
      for (const channel of channels) note.channels.add(channel);
      for (const one of promised) note.owed.set(one.id, one);
    };
    note.read = reading.then(take, () => {});
    const left = await reading;
    if (isEmpty(note) && this.#homes.get(home) === note) this.#homes.delete(home);
    return left;
  }

  /** Whether a reply that another process promised is still owed. This process takes care of its own as it goes. */
  owes(home: string, id: string): boolean {
    const note = this.#homes.get(home);
    const owed = note?.owed.get(id);
    return owed !== undefined && this.#isGood(owed) && !note?.promised.has(id);
  }

  /** Another process has this home now, and keeps its own notes. */
  forget(home: string): void {
    this.#homes.delete(home);
  }

  #isGood({ until }: PromisedReply): boolean {
    return this.#options.clock.wall() < until;
  }

  /** Drops the replies that can't be given any more. */
  #drop({ owed, promised }: Note): void {
    for (const replies of [owed, promised])
      for (const [id, reply] of replies) if (!this.#isGood(reply)) replies.delete(id);
  }

  #note(home: string, shelf: CrashNoteShelf): Note {
    const known = this.#homes.get(home);
    if (known) return Object.assign(known, { shelf });
    const note = {
      channels: new Set<string>(),
      promised: new Map<string, PromisedReply>(),
      owed: new Map<string, PromisedReply>(),
      shelf,
      read: Promise.resolve(),
      missed: new AbortController(),
      written: Promise.resolve(),
      changes: 0,
      stored: undefined,
    };
    this.#homes.set(home, note);
    return note;
  }

  /** Writes a home's note. Changes that are made meanwhile are written together afterwards. */
  #write(home: string): Promise<void> | undefined {
    const note = this.#homes.get(home);
    if (!note) return undefined;
    note.changes += 1;
    if (note.changes === 1) note.written = this.#writeAll(home, note);
    return note.written;
  }

  async #writeAll(home: string, note: Note): Promise<void> {
    await note.read;
    for (let written = 0; written < note.changes; ) {
      written = note.changes;
      await this.#store(home, note).catch((error) =>
        this.#options.log.warn(
          { event: 'answer.not_noted', err: error, home },
          'an answer under way could not be noted',
        ),
      );
    }
    note.changes = 0;
  }

  async #store(home: string, note: Note): Promise<void> {
    if (this.#homes.get(home) !== note) return;
    this.#drop(note);
    const { channels, owed, promised, shelf } = note;
    if (isEmpty(note)) {
      this.#homes.delete(home);
      await shelf.delete([home]);
      return;
    }
    const before = note.stored;
    const left: CrashNote = { channels: [...channels], promised: [...new Map([...owed, ...promised]).values()] };
    note.stored = undefined;
    // Every command changes the promises, while the channels stay the same from one rest to the next.
    await shelf.set(home, {
      ...(!isDeepStrictEqual(left.channels, before?.channels) && { channels: left.channels }),
      ...(!isDeepStrictEqual(left.promised, before?.promised) && { promised: left.promised }),
    });
    note.stored = left;
  }
}

const isEmpty = ({ channels, owed, promised }: Note): boolean => channels.size + owed.size + promised.size === 0;
