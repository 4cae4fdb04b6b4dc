import { SILENCE_FRAME } from '../../audio/opus.ts';
import { EAR_FRAME, FRAME_MS } from '../../audio/pcm.ts';
import { type Arrival, JitterBuffer, type Packet } from './jitter-buffer.ts';

/** One member's own decoder and voice activity detector. Both depend on what they heard before, so they can't be shared. */
export type Senses = {
  /** Decodes one Opus packet to signed 16-bit little-endian PCM, 16 kHz, mono. Throws if the packet is corrupt. */
  decode(opus: Buffer): Buffer;
  /** Whether there's a voice in 20 ms of such PCM (640 bytes). */
  isSpeech(pcm: Buffer): boolean;
  /** Frees both. */
  close(): void;
};

/** What an ear makes of packets: 20 ms of sound, or the news that the member's client has stopped sending. */
export type EarOutput =
  | { is: 'frame'; pcm: Buffer; opus?: Buffer; speech: boolean; at: number }
  | { is: 'quiet'; at: number };

/** How many packets brought no sound since the ear was opened, by reason. */
export type PacketLosses = {
  /** Came twice, or after they were given up. */
  late: number;
  /** Never came. */
  lost: number;
  /** Couldn't be decoded. */
  broken: number;
  /** Still encrypted end to end, because the group's keys weren't ready. */
  ciphertext: number;
  /** Empty, or nothing but padding. */
  empty: number;
};

/** The longest gap that is filled with silence, in milliseconds. */
const LONGEST_FILL = 200;

/** The longest packet that clients send, in milliseconds. A gap that the lost packets can't explain was a pause. */
const LONGEST_PACKET = 60;

/** Bytes of PCM per millisecond. */
const BYTES_PER_MS = EAR_FRAME / FRAME_MS;

/** Ticks of RTP's 48 kHz clock per millisecond. */
const TICKS_PER_MS = 48;

/** The last two bytes of every frame that's encrypted end to end (DAVE protocol, "Protocol Frame Check"). */
const DAVE_MARK = 0xfafa;

/** Whether a packet is still encrypted end to end. */
export const isSealed = (opus: Buffer): boolean => opus.length > 2 && opus.readUInt16BE(opus.length - 2) === DAVE_MARK;

/** Discord's servers send packets that are all padding: zeros, with the padding's length at the end (RFC 3550, 5.1). */
const isPadding = (opus: Buffer) => opus.at(-1) === opus.length && opus.subarray(0, -1).every((byte) => byte === 0);

const kindOf = (opus: Buffer): 'sound' | 'silence' | 'ciphertext' | 'empty' => {
  if (opus.length === 0 || isPadding(opus)) return 'empty';
  if (opus.equals(SILENCE_FRAME)) return 'silence';
  return isSealed(opus) ? 'ciphertext' : 'sound';
};

/**
 * The receiving end of one member: turns packets, in the order in which they arrive, into frames of 20 ms, in the order in
 * which they were spoken. A bad packet costs nothing but its own sound.
 */
export class Ear {
  #senses: Senses;
  #reorder = new JitterBuffer();
  #misses: Omit<PacketLosses, 'late'> = { lost: 0, broken: 0, ciphertext: 0, empty: 0 };
  /** How many packets are missing since the last one that was decoded. */
  #missing = 0;
  /** The RTP timestamp at which the sound so far ends. Undefined after a pause. */
  #end: number | undefined;
  /** Sound that isn't enough for a frame yet. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(senses: Senses) {
    this.#senses = senses;
  }

  get misses(): PacketLosses {
    return { ...this.#misses, late: this.#reorder.late };
  }

  /** When to call {@link tick}, in milliseconds. */
  get next(): number | undefined {
    return this.#reorder.next;
  }

  /** Takes a packet, and returns what can be heard now. */
  packet(packet: Packet): EarOutput[] {
    return this.#hear(this.#reorder.push(packet), packet.at);
  }

  /** Returns what was held back for a packet that didn't come in time. */
  tick(now: number): EarOutput[] {
    return this.#hear(this.#reorder.tick(now), now);
  }

  /** Frees the decoder and the detector. */
  close(): void {
    this.#senses.close();
  }

  #hear(arrivals: Arrival[], at: number): EarOutput[] {
    return arrivals.flatMap((arrival) => {
      if (arrival.is === 'packet') return this.#open(arrival.packet, at);
      this.#misses.lost += arrival.count;
      this.#missing += arrival.count;
      return [];
    });
  }

  #open(packet: Packet, at: number): EarOutput[] {
    switch (kindOf(packet.opus)) {
      case 'sound':
        return [...this.#before(packet, at), ...this.#sound(packet, at)];
      case 'silence':
        return this.#quiet(at);
      case 'ciphertext':
        this.#misses.ciphertext += 1;
        this.#missing += 1;
        return [];
      case 'empty':
        this.#misses.empty += 1;
        return [];
    }
  }

  /** What comes before a packet's sound: silence in place of lost packets, or the news that there was a pause. */
  #before({ timestamp }: Packet, at: number): EarOutput[] {
    const missing = this.#missing;
    this.#missing = 0;
    // Timestamps wrap at 32 bits, and so does this difference.
    const gap = this.#end === undefined ? 0 : ((timestamp - this.#end) | 0) / TICKS_PER_MS;
    if (gap > missing * LONGEST_PACKET) return this.#quiet(at);
    // Clients send Opus frames of 10 ms and multiples of that. A smaller gap only means that a clock is inexact.
    const fill = Math.max(0, Math.min(Math.round(gap / 10) * 10, LONGEST_FILL));
    return this.#cut(Buffer.alloc(fill * BYTES_PER_MS), at);
  }

  #sound({ opus, timestamp }: Packet, at: number): EarOutput[] {
    const decoded = this.#decode(opus);
    const pcm = decoded ?? Buffer.alloc(EAR_FRAME);
    this.#end = timestamp + (pcm.length / BYTES_PER_MS) * TICKS_PER_MS;
    const isOneFrame = decoded?.length === EAR_FRAME && this.#rest.length === 0;
    return this.#cut(pcm, at, isOneFrame ? opus : undefined);
  }

  #decode(opus: Buffer): Buffer | undefined {
    try {
      const pcm = this.#senses.decode(opus);
      if (pcm.length > 0 && pcm.length % 2 === 0) return pcm;
    } catch {
      // Why a packet can't be decoded doesn't matter. That it can't is counted below.
    }
    this.#misses.broken += 1;
    return undefined;
  }

  /** The client stopped sending. The rest won't grow into a frame any more, so silence completes it. */
  #quiet(at: number): EarOutput[] {
    const tail = this.#rest.length ? this.#cut(Buffer.alloc(EAR_FRAME - this.#rest.length), at) : [];
    this.#end = undefined;
    this.#missing = 0;
    return [...tail, { is: 'quiet', at }];
  }

  /** Cuts sound into frames. `opus` is given if the sound is exactly one frame, which came in this packet. */
  #cut(pcm: Buffer, at: number, opus?: Buffer): EarOutput[] {
    const sound = this.#rest.length ? Buffer.concat([this.#rest, pcm]) : pcm;
    const whole = sound.length - (sound.length % EAR_FRAME);
    const frames: EarOutput[] = [];
    for (let start = 0; start < whole; start += EAR_FRAME) {
      const frame = sound.subarray(start, start + EAR_FRAME);
      const speech = this.#senses.isSpeech(frame);
      frames.push({ is: 'frame', pcm: frame, ...(opus && { opus }), speech, at });
    }
    this.#rest = sound.subarray(whole);
    return frames;
  }
}
