import { AudioReceiveStream, EndBehaviorType } from '@discordjs/voice';
import { SILENCE_FRAME } from '../../audio/opus.ts';
import { isSealed } from '../ears/ear.ts';
import type { Packet } from '../ears/jitter-buffer.ts';

/** Gets each packet of a member as soon as it's decrypted. */
export type PacketListener = (userId: string, packet: Packet) => void;

/** The outcome of one datagram of a member. */
export type DatagramOutcome =
  /** It was an Opus packet, and was passed on. */
  | 'heard'
  /** It was silence or padding. These are never encrypted end to end, so they don't show that decryption works. */
  | 'nothing'
  /** It's encrypted end to end, and the bot isn't in the group yet. */
  | 'sealed'
  /** It couldn't be decrypted with the group's key. */
  | 'failed'
  /** It couldn't be decrypted with the transport's key, so it was forged or damaged. */
  | 'forged';

/** A packet's RTP header and time of arrival, which the library doesn't pass on. */
export type Stamp = Omit<Packet, 'opus'>;

/**
 * A member's subscription, which lasts for the whole call and passes each packet on at once. The library's own stream queues
 * packets without a limit while nobody reads, passes them on a tick later and without their sequence numbers, and ends with
 * the first packet that can't be decrypted, which anyone may forge.
 */
export class PacketTap extends AudioReceiveStream {
  /** Since when the member is heard, in milliseconds. */
  readonly since: number;
  readonly #userId: string;
  readonly #listener: PacketListener;
  #stamp: Stamp = { ssrc: 0, sequence: 0, timestamp: 0, at: 0 };
  #outcome: DatagramOutcome = 'failed';
  #grouped = true;

  constructor(userId: string, since: number, listener: PacketListener) {
    super({ end: { behavior: EndBehaviorType.Manual } });
    this.since = since;
    this.#userId = userId;
    this.#listener = listener;
  }

  /**
   * Runs the library on one datagram of this member, and returns the outcome.
   *
   * @param grouped whether the bot is in the end-to-end group, or none is needed.
   * @param library passes the datagram to the library, which calls {@link push} or {@link destroy} before it returns.
   */
  through(stamp: Stamp, grouped: boolean, library: () => void): DatagramOutcome {
    this.#stamp = stamp;
    this.#grouped = grouped;
    // If the group's key doesn't fit, the library drops the packet and calls nothing.
    this.#outcome = 'failed';
    library();
    return this.#outcome;
  }

  /** Passes on a packet that was opened elsewhere. */
  pass(stamp: Stamp, opus: Buffer): void {
    if (opus.length > 0) this.#listener(this.#userId, { ...stamp, opus });
  }

  override push(packet: Buffer | null): boolean {
    if (packet) this.#outcome = this.#take(packet);
    return true;
  }

  #take(packet: Buffer): DatagramOutcome {
    if (packet.length === 0) return 'nothing';
    if (!this.#grouped && isSealed(packet)) return 'sealed';
    this.pass(this.#stamp, packet);
    return packet.equals(SILENCE_FRAME) ? 'nothing' : 'heard';
  }

  /** The library calls this for a packet with a bad transport key, and when a connection ends. The subscription goes on. */
  override destroy(error?: Error): this {
    if (error) this.#outcome = 'forged';
    return this;
  }
}
