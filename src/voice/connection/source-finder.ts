import type { VoiceConnection } from '@discordjs/voice';
import { BoundedMap } from '../../base/bounded-map.ts';
import type { SOURCE_OUTCOMES } from '../../base/events.ts';
import { isSealed } from '../ears/ear.ts';
import { findDave, isGrouped, needsKeys } from './dave-group.ts';
import { openTransport } from './open-transport.ts';
import { PacketTap, type Stamp } from './packet-tap.ts';
import { SourceBook } from './source-book.ts';
import { SourceSearch } from './source-search.ts';

/** How it became known whose a source is, or that nobody knows. */
export type SourceOutcome = (typeof SOURCE_OUTCOMES)[number];

type SourceFinderOptions = {
  connection: VoiceConnection;
  /** The bot's own id. */
  userId: string;
  /** What became of a source that wasn't announced in time. */
  settled: (how: SourceOutcome) => void;
  /** So many bytes of packets were dropped. */
  lost: (bytes: number) => void;
};

/** How many sources are searched for at once. Only the voice server can make one. */
const MOST = 32;

/** A source that brought nothing for so long isn't one of those who speak now. Milliseconds. */
const SILENT = 10_000;

/**
 * Finds out whose packets come from a source (SSRC) that Discord hasn't announced: of somebody who spoke before the bot came, and
 * wasn't silent since or isn't announced again. With DAVE, packets open only with their sender's key, so those of the people in the
 * channel are tried. Without, it's whoever is the only one without a source. The packets of the last second are heard then, too.
 */
export class SourceFinder {
  readonly #options: SourceFinderOptions;
  readonly #book: SourceBook;
  readonly #searches = new BoundedMap<number, SourceSearch>(MOST);

  constructor(options: SourceFinderOptions) {
    this.#options = options;
    this.#book = new SourceBook(options.connection.receiver.ssrcMap, (ssrc, userId) =>
      this.#settle(ssrc, userId, 'announced'),
    );
  }

  /** Whose packets come from a source. */
  ownerOf(ssrc: number): string | undefined {
    return this.#book.ownerOf(ssrc);
  }

  /** Takes a packet of a source whose owner isn't known. */
  take(datagram: Buffer, stamp: Stamp): void {
    const { connection, lost, settled } = this.#options;
    // Where nobody is heard, nobody's packets are kept.
    const frame = connection.receiver.subscriptions.size > 0 ? openTransport(connection.receiver, datagram) : undefined;
    if (!frame) return;
    const { ssrc, at } = stamp;
    const search = this.#searches.get(ssrc) ?? new SourceSearch();
    this.#searches.set(ssrc, search);
    const dropped = search.keep(stamp, frame);
    if (dropped > 0) lost(dropped);
    const isOpen = isGrouped(findDave(connection));
    const found = isOpen ? this.#find(search, at) : undefined;
    if (found) {
      this.#book.find(ssrc, found.userId);
      this.#settle(ssrc, found.userId, found.how);
    } else if (isOpen && search.noteUnknown()) settled('unknown');
  }

  /** Drops what was kept for long enough. Call it now and then. */
  expire(now: number): void {
    for (const search of this.#searches.values()) {
      const dropped = search.expire(now);
      if (dropped > 0) this.#options.lost(dropped);
    }
  }

  /** There's a connection to another voice server, or in another channel. */
  clear(): void {
    this.#book.clear();
    this.#searches.clear();
  }

  #find(search: SourceSearch, now: number): { userId: string; how: SourceOutcome } | undefined {
    const dave = findDave(this.#options.connection);
    if (!needsKeys(dave)) {
      const isOnlyOne = this.#searches.values().every((other) => other === search || now - other.last > SILENT);
      const userId = search.findOnly(isOnlyOne ? this.#book.withoutSource(this.#others) : [], now);
      return userId === undefined ? undefined : { userId, how: 'only' };
    }
    const group = dave?.voicePrivacyCode ?? '';
    const userId = search.unlock(this.#order(), group, now, (frame, userId) => this.#unlock(frame, userId));
    return userId === undefined ? undefined : { userId, how: 'key' };
  }

  /** Everyone else in the channel. */
  get #others(): string[] {
    const { connectedClients = new Set<string>() } = this.#options.connection.receiver.connectionData;
    return [...connectedClients].filter((userId) => userId !== this.#options.userId);
  }

  /** Whose keys are tried first: of those without a source who are heard, then of the others without one. */
  #order(): string[] {
    const { subscriptions } = this.#options.connection.receiver;
    const others = this.#others;
    const without = new Set(this.#book.withoutSource(others));
    const rank = (userId: string) => (without.has(userId) ? 0 : 2) + (subscriptions.has(userId) ? 0 : 1);
    return others.sort((a, b) => rank(a) - rank(b));
  }

  /** Opens a frame with a person's key. A frame that passed unopened is as long as it was. */
  #unlock(frame: Buffer, userId: string): Buffer | undefined {
    const opus = findDave(this.#options.connection)?.decrypt(frame, userId);
    return opus && opus.length < frame.length ? opus : undefined;
  }

  /** It's known now whose a source is: its packets are heard, from when this person is. */
  #settle(ssrc: number, userId: string, how: SourceOutcome): void {
    const { connection, lost, settled } = this.#options;
    const search = this.#searches.get(ssrc);
    if (!search) return;
    this.#searches.delete(ssrc);
    settled(how);
    const tap = connection.receiver.subscriptions.get(userId);
    if (!(tap instanceof PacketTap)) return;
    for (const { stamp, frame, opus } of search.packets) {
      if (stamp.at < tap.since) continue;
      const heard = opus ?? this.#open(frame, userId);
      if (heard) tap.pass(stamp, heard);
      else lost(frame.length);
    }
  }

  #open(frame: Buffer, userId: string): Buffer | undefined {
    const dave = findDave(this.#options.connection);
    const opus = dave ? dave.decrypt(frame, userId) : frame;
    return opus && !(isSealed(opus) && !isGrouped(dave)) ? opus : undefined;
  }
}
