import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Claim } from '../../claims/claim.ts';
import type { Claims, HomeAddress } from '../../claims/claims.ts';
import type { CrashNote, CrashNoteShelf, PromisedReply } from './crash-note.ts';

export type CrashNotesOptions = {
  records(right?: Claim): { unfinished: CrashNoteShelf };
  ownership?: Pick<Claims, 'right'>;
  clock: Pick<Clock, 'wall'>;
  log: Logger;
};

/**
 * `promised` are this process' own replies, and `owed` those of a process that is gone. Before `read` resolves, nothing is
 * written over what that has left, however long the store is away; `written` resolves when all changes are.
 */
type Note = {
  channels: Set<string>;
  promised: Map<string, PromisedReply>;
  owed: Map<string, PromisedReply>;
  shelf: CrashNoteShelf;
  read: Promise<void>;
  /** Resolves if that cannot be read at once. */
  missed: Promise<void>;
  written: Promise<void>;
  /** How often it was changed since it was last as in the store. */
  changes: number;
  /** What was last written of it; nothing if that is not certain. */
  stored: CrashNote | undefined;
};

const NOTHING: CrashNote = { channels: [], promised: [] };

/** Promises that are noted of one home; of more of them nothing is known after a crash. */
const MOST_PROMISED = 100;

/**
 * What a process would leave unfinished if it died now, by home, noted so that another one can end it: half answers from
 * the first words that people see until the conversation rests, so that most turns cost no write for it, and promised
 * replies until they are given.
 */
export class CrashNotes {
  readonly #options: CrashNotesOptions;
  readonly #homes = new Map<string, Note>();

  constructor(options: CrashNotesOptions) {
    this.#options = options;
  }

  /** People see a part of an answer in a channel. */
  begin(home: string, channel: string, shelf: CrashNoteShelf): void {
    const { channels } = this.#note(home, shelf);
    if (channels.has(channel)) return;
    channels.add(channel);
    void this.#write(home);
  }

  /** No answer is unfinished in a channel any more. */
  end(home: string, channel: string): void {
    if (this.#homes.get(home)?.channels.delete(channel)) void this.#write(home);
  }

  /** Somebody is about to see that a reply is thought about. Resolves when that is noted, or cannot be now. */
  async promise({ home, channel }: HomeAddress, promised: PromisedReply): Promise<void> {
    const { records, ownership, log } = this.#options;
    const right = ownership?.right(channel);
    if (ownership && !right) return;
    const note = this.#note(home, records(right).unfinished);
    this.#drop(note);
    if (note.promised.size < MOST_PROMISED) {
      note.promised.set(promised.id, promised);
      const written = this.#write(home);
      // Nobody is kept waiting by a store that is away.
      await Promise.race([written, note.missed]);
    } else log.warn({ event: 'reply.not_noted', home }, 'too many replies are promised to note one more');
  }

  /** Nobody was promised a reply: Discord did not allow it, maybe because another process has promised it before. */
  withdraw(home: string, id: string): void {
    if (this.#homes.get(home)?.promised.delete(id)) void this.#write(home);
  }

  /** A promised reply was given, or never will be. */
  settle(home: string, id: string): void {
    const note = this.#homes.get(home);
    if (note && [note.promised.delete(id), note.owed.delete(id)].includes(true)) void this.#write(home);
  }

  /**
   * This process talks in a home from now on: what another one has left there is its to end. Resolves with that, once it
   * can be read. @throws {StoreUnavailableError} when the store is closed
   */
  async inherit(home: string, shelf: CrashNoteShelf): Promise<CrashNote> {
    const note = this.#note(home, shelf);
    const first = shelf.getReadable([home]);
    const missed = Promise.withResolvers<void>();
    note.missed = missed.promise;
    const again = () => {
      missed.resolve();
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

  /** Whether a reply that another process promised is still owed; of its own ones this process takes care as it goes. */
  owes(home: string, id: string): boolean {
    const note = this.#homes.get(home);
    const owed = note?.owed.get(id);
    return owed !== undefined && this.#isGood(owed) && !note?.promised.has(id);
  }

  /** Another process has a home now, and takes note itself. */
  forget(home: string): void {
    this.#homes.delete(home);
  }

  #isGood({ until }: PromisedReply): boolean {
    return this.#options.clock.wall() < until;
  }

  /** Drops the replies that nobody can give any more. */
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
      missed: new Promise<void>(() => {}),
      written: Promise.resolve(),
      changes: 0,
      stored: undefined,
    };
    this.#homes.set(home, note);
    return note;
  }

  /** Writes a home's note; whatever changes meanwhile is written as one afterwards. */
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
    // Every command changes the promises; the channels stay as they are from one rest to the next.
    await shelf.set(home, {
      ...(!isDeepStrictEqual(left.channels, before?.channels) && { channels: left.channels }),
      ...(!isDeepStrictEqual(left.promised, before?.promised) && { promised: left.promised }),
    });
    note.stored = left;
  }
}

const isEmpty = ({ channels, owed, promised }: Note): boolean => channels.size + owed.size + promised.size === 0;
