import { SILENCE_FRAME } from '../../audio/opus.ts';
import { isSealed } from '../ears/ear.ts';
import type { Stamp } from './packet-tap.ts';

/** How long packets are kept until it's known whose they are, in milliseconds. */
const KEPT = 1_000;

/** How many packets are kept at most. */
const MOST = 120;

/** How many tries with a key there are at once, and how many more each second. A try takes about 20 µs. */
const TRIES = { most: 100, perSecond: 25 };

/** For how long there must have been nobody else whose source it can be, in milliseconds: a newcomer is announced before that. */
const ALONE_FOR = 300;

/** After this much sound, in packets, nobody will find out whose it is any more: two seconds. */
const HOPELESS = 100;

/** A packet of a source, without the transport's encryption. `opus` is the frame once a key has opened it. */
type KeptPacket = { stamp: Stamp; frame: Buffer; opus?: Buffer; tried: Set<string> };

/** The search for the owner of one source that Discord hasn't announced: pure policy. */
export class SourceSearch {
  #kept: KeptPacket[] = [];
  #tries = TRIES.most;
  /** Up to when tries were added. */
  #since = 0;
  /** The group whose keys were tried. */
  #group: string | undefined;
  #only: { userId: string; since: number } | undefined;
  #sounding = 0;

  /** The packets that are kept, oldest first. */
  get packets(): readonly KeptPacket[] {
    return this.#kept;
  }

  /** When the last packet came, in milliseconds. */
  last = 0;

  /** Keeps a packet. Returns how many bytes were dropped for it. */
  keep(stamp: Stamp, frame: Buffer): number {
    this.last = stamp.at;
    this.#kept.push({ stamp, frame, tried: new Set() });
    return this.expire(stamp.at);
  }

  /** Drops packets that are too old, or too many. Returns how many bytes these were. */
  expire(now: number): number {
    let dropped = 0;
    for (let [first] = this.#kept; first && this.#isOver(first, now); [first] = this.#kept) {
      dropped += first.frame.length;
      this.#kept.shift();
    }
    return dropped;
  }

  #isOver({ stamp }: KeptPacket, now: number): boolean {
    return now - stamp.at > KEPT || this.#kept.length > MOST;
  }

  /**
   * Tries to open the packets with the keys of these people, in this order, the oldest packet first: once a key has opened one,
   * it opens none from before. Returns whose key it was, if any. A packet that isn't encrypted proves nothing.
   *
   * @param group names the keys. With others, all packets are tried again.
   */
  unlock(
    userIds: readonly string[],
    group: string,
    now: number,
    open: (frame: Buffer, userId: string) => Buffer | undefined,
  ): string | undefined {
    this.#refill(group, now);
    for (const packet of this.#kept) {
      if (!isSealed(packet.frame)) continue;
      for (const userId of userIds) {
        if (packet.tried.has(userId)) continue;
        if (this.#tries < 1) return undefined;
        this.#tries -= 1;
        packet.tried.add(userId);
        const opus = open(packet.frame, userId);
        if (!opus) continue;
        packet.opus = opus;
        return userId;
      }
    }
    return undefined;
  }

  /** Whose source it must be, because for a while it could be nobody else's. */
  findOnly([first, ...others]: readonly string[], now: number): string | undefined {
    if (first === undefined || others.length > 0) this.#only = undefined;
    else if (this.#only?.userId !== first) this.#only = { userId: first, since: now };
    return this.#only && now - this.#only.since >= ALONE_FOR ? this.#only.userId : undefined;
  }

  /** Nobody knows whose the last packet is. Returns true once, when it's time to say so. */
  noteUnknown(): boolean {
    const frame = this.#kept.at(-1)?.frame;
    if (!frame?.length || frame.equals(SILENCE_FRAME)) return false;
    this.#sounding += 1;
    return this.#sounding === HOPELESS;
  }

  #refill(group: string, now: number): void {
    const more = ((now - this.#since) / 1_000) * TRIES.perSecond;
    this.#since = now;
    this.#tries = Math.min(TRIES.most, this.#tries + more);
    if (group === this.#group) return;
    this.#group = group;
    this.#tries = TRIES.most;
    for (const { tried } of this.#kept) tried.clear();
  }
}
