/** One packet of a member's sound, after the transport's and DAVE's encryption are taken off. */
export type Packet = {
  /** Which stream of the member it belongs to: who leaves a channel and comes back has another (RFC 3550, 5.1). */
  ssrc: number;
  /** RTP's sequence number: 16 bits, one more for every packet. */
  sequence: number;
  /** RTP's timestamp: 32 bits, in samples of 48 kHz. */
  timestamp: number;
  opus: Buffer;
  /** When it arrived, in milliseconds. */
  at: number;
};

/** What leaves the window: packets in their order, and how many are missing between them. */
export type Arrival = { is: 'packet'; packet: Packet } | { is: 'lost'; count: number };

/**
 * How many packets are held while an earlier one is missing. More would only delay speech: the model's server is no
 * loudspeaker and does not mind a hole.
 */
const WINDOW = 2;

/** Milliseconds that a missing packet is waited for. */
const PATIENCE = 40;

/** A jump of more packets than this, in either direction, is a sender that began anew (RFC 3550, appendix A.1). */
const FARTHEST = 100;

/** How far `to` is ahead of `from`, across the end of 16 bits; negative if it is behind. */
const ahead = (from: number, to: number) => ((to - from + 0x8000) & 0xffff) - 0x8000;

/** Puts one member's packets back into their order, within a short window, and drops what comes twice or too late. */
export class JitterBuffer {
  /** The sequence number that is due; unknown before the first packet. */
  #due: number | undefined;
  /** The stream that sequence numbers belong to. */
  #ssrc: number | undefined;
  /** Packets ahead of the one that is due, in their order. */
  #held: Packet[] = [];
  #late = 0;

  /** How many packets came twice, or after they had been given up. */
  get late(): number {
    return this.#late;
  }

  /** When a missing packet is to be given up, by a call of `tick`. */
  get next(): number | undefined {
    return this.#held.length ? Math.min(...this.#held.map(({ at }) => at)) + PATIENCE : undefined;
  }

  /** Takes a packet as it arrived, and gives those whose turn it is. */
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

  /** Gives up what has been missing for too long, and gives what was held for its sake. */
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
