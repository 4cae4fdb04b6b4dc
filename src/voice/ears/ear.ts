import { SILENCE_FRAME } from '../../audio/opus.ts';
import { EAR_FRAME, FRAME_MS } from '../../audio/pcm.ts';
import { type Arrival, JitterBuffer, type Packet } from './jitter-buffer.ts';

/** What an ear needs of one member's own codec and voice activity detector: both remember what they heard before. */
export type Senses = {
  /** One Opus packet to signed 16-bit little-endian PCM, 16 kHz, mono. It may throw: a packet is a stranger's bytes. */
  decode(opus: Buffer): Buffer;
  /** Whether 20 ms of such PCM (640 bytes) hold a voice. */
  isSpeech(pcm: Buffer): boolean;
  /** Gives back what they hold. */
  close(): void;
};

/** What an ear makes of packets: 20 ms of sound, or the word that the member's client fell silent. */
export type EarOutput =
  | { is: 'frame'; pcm: Buffer; opus?: Buffer; speech: boolean; at: number }
  | { is: 'quiet'; at: number };

/** What happened to packets that brought no sound of their own, since the ear was opened. */
export type PacketLosses = {
  /** Came twice, or after they had been given up. */
  late: number;
  /** Never came. */
  lost: number;
  /** Could not be decoded. */
  broken: number;
  /** Still encrypted end to end, because the group's keys were not ready. */
  ciphertext: number;
  /** Empty, or nothing but padding. */
  empty: number;
};

/** The longest hole, in milliseconds, that is filled with silence. */
const LONGEST_FILL = 200;

/** The longest packet, in milliseconds, that clients send; a jump in time beyond what is lost was a silence. */
const LONGEST_PACKET = 60;

/** Bytes of PCM, and samples of RTP's 48 kHz clock, in a millisecond. */
const BYTES_PER_MS = EAR_FRAME / FRAME_MS;
const TICKS_PER_MS = 48;

/** The last two bytes of every frame that is encrypted end to end (DAVE protocol, "Protocol Frame Check"). */
const DAVE_MARK = 0xfafa;

/** Whether a packet is still encrypted end to end. */
export const isSealed = (opus: Buffer): boolean => opus.length > 2 && opus.readUInt16BE(opus.length - 2) === DAVE_MARK;

/** Discord's servers send packets of nothing but padding: zeros, and the padding's length at the end (RFC 3550, 5.1). */
const isPadding = (opus: Buffer) => opus.at(-1) === opus.length && opus.subarray(0, -1).every((byte) => byte === 0);

const kindOf = (opus: Buffer): 'sound' | 'silence' | 'ciphertext' | 'empty' => {
  if (opus.length === 0 || isPadding(opus)) return 'empty';
  if (opus.equals(SILENCE_FRAME)) return 'silence';
  return isSealed(opus) ? 'ciphertext' : 'sound';
};

/**
 * One member's receiving end: packets in their order of arrival become frames of 20 ms in the order in which they were
 * spoken. Whatever a packet holds, it costs no more than itself.
 */
export class Ear {
  #senses: Senses;
  #reorder = new JitterBuffer();
  #misses: Omit<PacketLosses, 'late'> = { lost: 0, broken: 0, ciphertext: 0, empty: 0 };
  /** Packets that are missing since the last one that was heard. */
  #missing = 0;
  /** The RTP timestamp at which the sound so far ends; unknown in silence. */
  #end: number | undefined;
  /** Sound that does not make a frame yet. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(senses: Senses) {
    this.#senses = senses;
  }

  get misses(): PacketLosses {
    return { ...this.#misses, late: this.#reorder.late };
  }

  /** When `tick` is to be called, in milliseconds. */
  get next(): number | undefined {
    return this.#reorder.next;
  }

  /** Takes a packet, and gives what can be heard now. */
  packet(packet: Packet): EarOutput[] {
    return this.#hear(this.#reorder.push(packet), packet.at);
  }

  /** Gives what was held back for a packet that did not come. */
  tick(now: number): EarOutput[] {
    return this.#hear(this.#reorder.tick(now), now);
  }

  /** Gives back the codec and the detector. */
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

  /** What belongs before a packet's sound: silence for what is lost, or the word that there was a silence. */
  #before({ timestamp }: Packet, at: number): EarOutput[] {
    const missing = this.#missing;
    this.#missing = 0;
    // Timestamps wrap at 32 bits, and so does this difference.
    const gap = this.#end === undefined ? 0 : ((timestamp - this.#end) | 0) / TICKS_PER_MS;
    if (gap > missing * LONGEST_PACKET) return this.#quiet(at);
    // Opus frames of clients are multiples of 10 ms; anything less is a clock that is not exact.
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
      // What is wrong with it is of no use to anybody; that it happens is counted below.
    }
    this.#misses.broken += 1;
    return undefined;
  }

  /** The client fell silent: what does not make a frame yet will not grow any more. */
  #quiet(at: number): EarOutput[] {
    const tail = this.#rest.length ? this.#cut(Buffer.alloc(EAR_FRAME - this.#rest.length), at) : [];
    this.#end = undefined;
    this.#missing = 0;
    return [...tail, { is: 'quiet', at }];
  }

  /** Cuts sound into frames. `opus` is the packet that holds just the one frame that it makes. */
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
