import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { CrashNote, CrashNoteShelf, PromisedReply } from './crash-note-shelf.ts';

/** How many promises are noted for one home. A crash loses track of any beyond that. */
const MOST_PROMISED = 100;

const NOTHING: CrashNote = { channels: [], promised: [] };

type HomeNoteOptions = { home: string; clock: Pick<Clock, 'wall'>; log: Logger };

/**
 * What is unfinished in one home, and its record in the store. The methods that change something return whether they
 * did, and then it has to be written. Nothing is written over what a dead process left before that was read, however
 * long the store is unavailable.
 */
export class HomeNote {
  readonly #options: HomeNoteOptions;
  /** The channels where people may see half an answer. */
  readonly #channels = new Set<string>();
  /** The replies that this process promised, by id. */
  readonly #promised = new Map<string, PromisedReply>();
  /** The replies that a dead process promised, by id. */
  readonly #owed = new Map<string, PromisedReply>();
  /** Reading what a dead process left. `missed` aborts if that isn't possible at once. */
  #reading = { done: Promise.resolve(), missed: new AbortController().signal };
  /** How many changes aren't in the store yet, and when they will be. */
  #writing = { changes: 0, done: Promise.resolve() };
  /** Where the record is, and what is certainly in it. It's abandoned once another process has the home. */
  #record: { is: 'ours'; shelf: CrashNoteShelf; content: CrashNote | undefined } | { is: 'abandoned' };

  constructor(shelf: CrashNoteShelf, options: HomeNoteOptions) {
    this.#record = { is: 'ours', shelf, content: undefined };
    this.#options = options;
  }

  /** Whether nothing is unfinished, and the store says so. */
  get isOver(): boolean {
    return this.#isEmpty && this.#writing.changes === 0;
  }

  /** Aborts if what a dead process left can't be read at once, so that nothing can be written soon. */
  get missed(): AbortSignal {
    return this.#reading.missed;
  }

  /** Writes to this shelf from now on. */
  use(shelf: CrashNoteShelf): void {
    if (this.#record.is === 'ours') this.#record = { ...this.#record, shelf };
  }

  /** People see part of an answer in a channel. */
  begin(channel: string): boolean {
    const isNew = !this.#channels.has(channel);
    this.#channels.add(channel);
    return isNew;
  }

  /** No answer in a channel is unfinished any more. */
  end(channel: string): boolean {
    return this.#channels.delete(channel);
  }

  /** A reply is promised, unless there are too many to note one more. */
  promise(promised: PromisedReply): boolean {
    this.#dropExpired();
    if (this.#promised.size >= MOST_PROMISED) return false;
    this.#promised.set(promised.id, promised);
    return true;
  }

  /** A reply wasn't promised by this process after all. */
  withdraw(id: string): boolean {
    return this.#promised.delete(id);
  }

  /** A promised reply was given, or never will be. */
  settle(id: string): boolean {
    const [isOurs, isOwed] = [this.#promised.delete(id), this.#owed.delete(id)];
    return isOurs || isOwed;
  }

  /** Whether a dead process still owes a reply that this process hasn't promised as well. */
  owes(id: string): boolean {
    const owed = this.#owed.get(id);
    return owed !== undefined && this.#isGood(owed) && !this.#promised.has(id);
  }

  /**
   * Takes over what a dead process left, and resolves to that once it can be read.
   *
   * @throws {StoreUnavailableError} if the store is closed.
   */
  async inherit(shelf: CrashNoteShelf): Promise<CrashNote> {
    const { home } = this.#options;
    const missed = new AbortController();
    const again = () => {
      missed.abort('the store is unavailable');
      return shelf.getPatiently([home]);
    };
    const reading = shelf
      .getReadable([home])
      .catch(again)
      .then(([{ channels, promised } = NOTHING]) => ({
        channels,
        promised: promised.filter((one) => this.#isGood(one)),
      }));
    const take = ({ channels, promised }: CrashNote) => {
      for (const channel of channels) this.#channels.add(channel);
      for (const one of promised) this.#owed.set(one.id, one);
    };
    this.#reading = { done: reading.then(take, () => {}), missed: missed.signal };
    const left = await reading;
    await this.#reading.done;
    return left;
  }

  /** Writes the record. What changes meanwhile is written together afterwards. It never rejects. */
  write(): Promise<void> {
    this.#writing.changes += 1;
    if (this.#writing.changes === 1) this.#writing.done = this.#writeAll();
    return this.#writing.done;
  }

  /** Another process has this home now, and keeps its own record of it: nothing is written here any more. */
  abandon(): void {
    this.#record = { is: 'abandoned' };
  }

  get #isEmpty(): boolean {
    return this.#channels.size + this.#owed.size + this.#promised.size === 0;
  }

  #isGood({ until }: PromisedReply): boolean {
    return this.#options.clock.wall() < until;
  }

  /** Drops the replies that can't be given any more. */
  #dropExpired(): void {
    for (const replies of [this.#owed, this.#promised])
      for (const [id, reply] of replies) if (!this.#isGood(reply)) replies.delete(id);
  }

  async #writeAll(): Promise<void> {
    const { home, log } = this.#options;
    await this.#reading.done;
    for (let written = 0; written < this.#writing.changes; ) {
      written = this.#writing.changes;
      await this.#store().catch((error) =>
        log.warn({ event: 'answer.not_noted', err: error, home }, 'an answer under way could not be noted'),
      );
    }
    this.#writing.changes = 0;
  }

  async #store(): Promise<void> {
    const record = this.#record;
    if (record.is === 'abandoned') return;
    this.#dropExpired();
    const { shelf, content: before } = record;
    const channels = [...this.#channels];
    const promised = [...new Map([...this.#owed, ...this.#promised]).values()];
    // If the write fails, nobody knows what is in the store.
    this.#record = { is: 'ours', shelf, content: undefined };
    if (this.#isEmpty) return shelf.delete([this.#options.home]);
    // Every command changes the promises, while the channels stay the same until a conversation rests.
    await shelf.set(this.#options.home, {
      ...(!isDeepStrictEqual(channels, before?.channels) && { channels }),
      ...(!isDeepStrictEqual(promised, before?.promised) && { promised }),
    });
    if (this.#record.is === 'ours') this.#record = { ...this.#record, content: { channels, promised } };
  }
}
