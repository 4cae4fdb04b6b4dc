/** One packet of a member's sound, after the transport's and DAVE's encryption were removed. */
export type Packet = {
  /** The stream that it belongs to. A member who leaves a channel and comes back has a new one (RFC 3550, 5.1). */
  ssrc: number;
  /** RTP's sequence number: 16 bits, counting packets. */
  sequence: number;
  /** RTP's timestamp: 32 bits, counting samples at 48 kHz. */
  timestamp: number;
  opus: Buffer;
  /** When it arrived, in milliseconds. */
  at: number;
};

/** What leaves the buffer: packets in order, and how many are missing between them. */
export type Arrival = { is: 'packet'; packet: Packet } | { is: 'lost'; count: number };

/**
 * How many packets are held back while an earlier one is missing. More would only delay speech: the sound goes to a model,
 * not to a listener, and the model doesn't mind a gap.
 */
const WINDOW = 2;

/** How long to wait for a missing packet, in milliseconds. */
const PATIENCE = 40;

/** If sequence numbers jump by more than this, in either direction, the sender has restarted (RFC 3550, appendix A.1). */
const FARTHEST = 100;

/** How far `to` is ahead of `from`, where numbers wrap around at 16 bits. Negative if it's behind. */
const ahead = (from: number, to: number) => ((to - from + 0x8000) & 0xffff) - 0x8000;

/** Puts one member's packets in order, within a short window, and drops those that come twice or too late. */
export class JitterBuffer {
  /** The next sequence number. Undefined before the first packet. */
  #due: number | undefined;
  /** The stream that the sequence numbers belong to. */
  #ssrc: number | undefined;
  /** Packets that are ahead of the next one, in order. */
  #held: Packet[] = [];
  #late = 0;

  /** How many packets came twice, or after they were given up. */
  get late(): number {
    return this.#late;
  }

  /** When to call {@link tick}, which gives up missing packets. */
  get next(): number | undefined {
    return this.#held.length ? Math.min(...this.#held.map(({ at }) => at)) + PATIENCE : undefined;
  }

  /** Takes a packet, and returns those whose turn it is. */
  push(packet: Packet): Arrival[] {
    this.#due ??= packet.sequence;
    this.#ssrc ??= packet.ssrc;
    const distance = ahead(this.#due, packet.sequence);
    if (packet.ssrc !== this.#ssrc || Math.abs(distance) > FARTHEST) return this.#restart(packet);
    if (distance < 0 || this.#held.some(({ sequence }) => sequence === packet.sequence)) {
      this.#late += 1;
      return [];
    }
    const due = this.#due;
    this.#held.push(packet);
    this.#held.sort((a, b) => ahead(due, a.sequence) - ahead(due, b.sequence));
    return this.#release(packet.at);
  }

  /** Gives up packets that have been missing for too long, and returns those that were waiting for them. */
  tick(now: number): Arrival[] {
    return this.#release(now);
  }

  #release(now: number): Arrival[] {
    const released: Arrival[] = [];
    for (let first = this.#held[0]; first; first = this.#held[0]) {
      const lost = ahead(this.#due ?? first.sequence, first.sequence);
      if (lost > 0 && this.#held.length <= WINDOW && now < (this.next ?? now)) break;
      if (lost > 0) released.push({ is: 'lost', count: lost });
      released.push({ is: 'packet', packet: first });
      this.#held.shift();
      this.#due = (first.sequence + 1) & 0xffff;
    }
    return released;
  }

  #restart(packet: Packet): Arrival[] {
    const released = [...this.#held, packet].map((each): Arrival => ({ is: 'packet', packet: each }));
    this.#held = [];
    this.#ssrc = packet.ssrc;
    this.#due = (packet.sequence + 1) & 0xffff;
    return released;
  }
}
