import { AudioReceiveStream, EndBehaviorType } from '@discordjs/voice';
import { SILENCE_FRAME } from '../../audio/opus.ts';
import { isSealed } from '../ears/ear.ts';
import type { Packet } from '../ears/jitter-buffer.ts';

/** Takes one packet of a member as soon as it has been decrypted. */
export type PacketListener = (userId: string, packet: Packet) => void;

/** What became of one datagram of a member. */
export type DatagramOutcome =
  /** It was an Opus packet, and has been handed on. */
  | 'heard'
  /** It could have come from anybody, so it proves nothing: silence, or padding. */
  | 'nothing'
  /** It is encrypted end to end, and there is no group yet to decrypt it with. */
  | 'sealed'
  /** The group's key does not fit. */
  | 'failed'
  /** The transport's key does not fit: it was forged or damaged. */
  | 'forged';

/** Place and time of a packet on its way through the library, which tells neither. */
type Stamp = Omit<Packet, 'opus'>;

/**
 * A member's subscription that lasts for the whole call. The library's own stream queues packets without bound when
 * nobody reads, hands them on a tick later without their sequence numbers, and ends with the first packet that cannot be
 * decrypted, which anybody may forge. This one hands each on at once, keeps nothing, and survives all of them.
 */
export class PacketTap extends AudioReceiveStream {
  readonly #userId: string;
  readonly #listener: PacketListener;
  #stamp: Stamp = { ssrc: 0, sequence: 0, timestamp: 0, at: 0 };
  #outcome: DatagramOutcome = 'failed';
  #grouped = true;

  constructor(userId: string, listener: PacketListener) {
    super({ end: { behavior: EndBehaviorType.Manual } });
    this.#userId = userId;
    this.#listener = listener;
  }

  /**
   * Runs the library over one datagram of this member, and says what became of it.
   * @param grouped whether the end-to-end group stands, or there is none to stand
   */
  through(stamp: Stamp, grouped: boolean, library: () => void): DatagramOutcome {
    this.#stamp = stamp;
    this.#grouped = grouped;
    // What the group cannot decrypt, the library drops without a word.
    this.#outcome = 'failed';
    library();
    return this.#outcome;
  }

  override push(packet: Buffer | null): boolean {
    if (packet) this.#outcome = this.#take(packet);
    return true;
  }

  #take(packet: Buffer): DatagramOutcome {
    if (packet.length === 0) return 'nothing';
    if (!this.#grouped && isSealed(packet)) return 'sealed';
    this.#listener(this.#userId, { ...this.#stamp, opus: packet });
    return packet.equals(SILENCE_FRAME) ? 'nothing' : 'heard';
  }

  /** What the library does to a subscription with a bad packet, and at the end of a connection. There is nothing to end. */
  override destroy(error?: Error): this {
    if (error) this.#outcome = 'forged';
    return this;
  }
}
