import type { Message } from 'discord.js';
import { BoundedMap } from '../../base/bounded-map.ts';
import { type Clock, within } from '../../base/clock.ts';
import type { Sender } from '../../base/inbound.ts';

/** How long a proxy takes at most to repeat a message, in milliseconds. So long a question waits where proxies are allowed. */
export const REPEATED = 1_200;

/** How long it takes at most from the repetition until the original is deleted: PluralKit waits a second. */
export const DELETED = 3_000;

/** For how long a message can be the original of one that a proxy sends, in milliseconds. */
const RECENT = 5_000;

/** The most messages that are remembered. */
const MOST = 500;

/** A message that a proxy may repeat and then delete. `repeated` resolves once it has done either, and `gone` once it's deleted. */
type Original = {
  readonly channel: string;
  readonly text: string;
  readonly person: Sender;
  readonly at: number;
  readonly repeated: PromiseWithResolvers<void>;
  readonly gone: PromiseWithResolvers<void>;
  is: 'there' | 'gone' | 'matched';
};

/**
 * Finds out who is behind what proxies such as PluralKit write: they repeat a member's message under another name, without
 * its tag, and delete the original a second later. Only the deletion proves whose it was: anybody can have written the same
 * words, but only the original of this very message is deleted.
 */
export class ProxiedMessages {
  readonly #clock: Clock;
  readonly #originals = new BoundedMap<string, Original>(MOST);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Remembers a member's message, which a proxy may repeat. */
  note({ id, channelId: channel, content }: Pick<Message, 'id' | 'channelId' | 'content'>, person: Sender): void {
    this.#originals.set(id, {
      channel,
      text: content ?? '',
      person,
      at: this.#clock.now(),
      repeated: Promise.withResolvers(),
      gone: Promise.withResolvers(),
      is: 'there',
    });
  }

  /** A message was deleted. */
  noteDeletion(id: string): void {
    const original = this.#originals.get(id);
    if (original?.is !== 'there') return;
    original.is = 'gone';
    original.repeated.resolve();
    original.gone.resolve();
  }

  /** Resolves once it's clear that no proxy repeats a message of a member, or once a proxy has and it's deleted. */
  async settle(id: string): Promise<void> {
    const original = this.#originals.get(id);
    if (!original) return;
    const { repeated, gone } = original;
    if ((await within(this.#clock, REPEATED, repeated.promise)) === 'late') return;
    await within(this.#clock, DELETED, gone.promise);
  }

  /**
   * The member whose message a proxy's message repeats, once theirs is deleted. Nothing if none of theirs is deleted in time,
   * or if it could be one of several people: nobody gets somebody's rights by a guess.
   */
  async findAuthor({ channelId, content }: Pick<Message, 'channelId' | 'content'>): Promise<Sender | undefined> {
    const text = (content ?? '').trim();
    if (text === '') return undefined;
    const since = this.#clock.now() - RECENT;
    const mayBe = ({ channel, at, is, text: words }: Original) =>
      channel === channelId && at >= since && is !== 'matched' && words.includes(text);
    const candidates = [...this.#originals.values()].filter(mayBe);
    if (candidates.length === 0) return undefined;
    const found = Promise.withResolvers<void>();
    for (const { repeated, gone } of candidates) {
      repeated.resolve();
      void gone.promise.then(found.resolve);
    }
    const until = this.#clock.now() + DELETED;
    await within(this.#clock, DELETED, found.promise);
    const gone = candidates.find(({ is }) => is === 'gone');
    if (!gone) return undefined;
    // Anybody's message may be deleted at that moment, so that of everybody else who wrote the same must be there to stay.
    const others = candidates.filter(({ person }) => person.id !== gone.person.id);
    const doubt = Promise.withResolvers<void>();
    for (const other of others) void other.gone.promise.then(doubt.resolve);
    if (others.length > 0 && (await within(this.#clock, until - this.#clock.now(), doubt.promise)) !== 'late')
      return undefined;
    gone.is = 'matched';
    return gone.person;
  }
}
