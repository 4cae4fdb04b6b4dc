import type { EncodedPacket } from 'mediabunny';
import { type Decoder, loadOpus } from '../../audio/opus.ts';
import { countBytes, EAR_RATE } from '../../audio/pcm.ts';
import { MediaFault } from '../bridge/media-fault.ts';
import type { Soundtrack } from '../bridge/read-file.ts';
import { SoundtrackBuilder } from './soundtrack-builder.ts';

/**
 * What the header of an Opus stream says (RFC 7845 section 5.1): how many samples at 48 kHz the encoder put before the sound,
 * by how many decibels to amplify it, and whether it's one or two channels in one stream, which is all that our decoder knows.
 */
export type OpusHeader = { preSkip: number; gain: number; isPlain: boolean };

/** The rate that Opus streams count samples at, in Hz, whatever was recorded (RFC 7845 section 4). */
const COUNTED_RATE = 48_000;

/** A gap between two packets, in milliseconds, from which on it's silence that the encoder left out. Less is rounding. */
const GAP = 30;

/** By how many milliseconds less a packet must last than it holds for its end to be no sound. Less is rounding. */
const TRIMMED = 2;

export const readOpusHeader = (description: Uint8Array | undefined): OpusHeader => {
  if (!description || description.byteLength < 19) return { preSkip: 0, gain: 0, isPlain: true };
  const header = Buffer.from(description.buffer, description.byteOffset, description.byteLength);
  return { preSkip: header.readUInt16LE(10), gain: header.readInt16LE(16) / 256, isPlain: header[18] === 0 };
};

const amplify = (pcm: Buffer, gain: number): Buffer => {
  if (gain === 0) return pcm;
  const factor = 10 ** (gain / 20);
  const louder = Buffer.alloc(pcm.length);
  for (let at = 0; at + 1 < pcm.length; at += 2)
    louder.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(pcm.readInt16LE(at) * factor))), at);
  return louder;
};

const BYTES_PER_MS = countBytes(1, EAR_RATE);

const countSamples = (seconds: number): number => 2 * Math.round(seconds * EAR_RATE);

/** Decodes one packet after another: without the encoder's delay before the sound, and without what fills the last packet. */
class OpusStream {
  readonly #decoder: Decoder;
  readonly #gain: number;
  /** How many bytes of sound the last good packet held. */
  #usual = 0;
  /** Bytes of PCM that are still to be left out at the beginning. */
  #delay: number;
  #isSound = false;

  constructor(decoder: Decoder, { preSkip, gain }: OpusHeader) {
    this.#decoder = decoder;
    this.#gain = gain;
    this.#delay = countSamples(preSkip / COUNTED_RATE);
  }

  /** Whether any packet could be decoded. */
  get isSound(): boolean {
    return this.#isSound;
  }

  /** The sound of the next packet. A damaged packet is silence, for as long as the one before it. */
  decode({ data, duration }: EncodedPacket): Buffer {
    const sound = this.#decode(data);
    if (!sound) return Buffer.alloc(this.#usual);
    this.#usual = sound.length;
    return this.#trim(sound, duration);
  }

  #trim(whole: Buffer, duration: number): Buffer {
    const pcm = whole.subarray(this.#delay);
    this.#delay -= whole.length - pcm.length;
    const lasting = countSamples(duration);
    const isTrimmed = pcm.length - lasting > TRIMMED * BYTES_PER_MS;
    return amplify(isTrimmed ? pcm.subarray(0, lasting) : pcm, this.#gain);
  }

  #decode(packet: Uint8Array): Buffer | undefined {
    try {
      const pcm = this.#decoder.decode(packet);
      this.#isSound = true;
      return pcm;
    } catch {
      return undefined;
    }
  }
}

/** `hasTimes` is whether the container says of each packet when it's heard, so that a gap is silence. */
type OpusWants = { hasTimes: boolean; most: number };

/**
 * Decodes the packets of an Opus stream: at 16 kHz at once, with both channels as one.
 *
 * @param wants how many milliseconds are wanted at `most`, and how gaps are read.
 * @throws MediaFault `broken` if no packet can be decoded.
 */
export const decodeOpus = async (
  packets: AsyncIterable<EncodedPacket>,
  header: OpusHeader,
  { hasTimes, most }: OpusWants,
): Promise<Soundtrack> => {
  const decoder = (await loadOpus()).decoder();
  try {
    const stream = new OpusStream(decoder, header);
    const track = new SoundtrackBuilder(most);
    let start: number | undefined;
    for await (const packet of packets) {
      start ??= packet.timestamp;
      const gap = (packet.timestamp - start) * 1000 - track.ms;
      if (hasTimes && gap > GAP && !track.pause(gap)) break;
      if (!track.push(stream.decode(packet))) break;
    }
    if (!stream.isSound) throw new MediaFault('broken');
    return track.end();
  } finally {
    decoder.close();
  }
};
