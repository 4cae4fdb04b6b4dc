import { Decoder } from '@evan/opus';
import { at16k } from './model-sound.ts';

/** The rate of what is heard, in Hz, and how many positions of an Ogg Opus stream make one of its samples (RFC 7845). */
const RATE = 16_000;
const POSITIONS = 48_000 / RATE;

const PAGE_HEAD = 27;
const MOST_SEGMENT = 255;

/** Uncompressed sound of one channel and 16 bits in a WAV file (RIFF). */
const readWav = (bytes: Buffer): Buffer | undefined => {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let rate = RATE;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const [name, size, from] = [bytes.toString('latin1', at, at + 4), bytes.readUInt32LE(at + 4), at + 8];
    if (name === 'fmt ') {
      const [channels, bits] = [bytes.readUInt16LE(from + 2), bytes.readUInt16LE(from + 14)];
      if (channels !== 1 || bits !== 16) return undefined;
      rate = bytes.readUInt32LE(from + 4);
    }
    if (name === 'data') return at16k(bytes.subarray(from, from + size), rate);
    at = from + size + (size % 2);
  }
  return undefined;
};

/** The packets of an Ogg stream, and the position at which it ends (RFC 3533, section 6). */
const listPackets = (bytes: Buffer): { packets: Buffer[]; end: number } => {
  const packets: Buffer[] = [];
  let open: Buffer[] = [];
  let end = 0;
  for (let at = 0; at + PAGE_HEAD <= bytes.length && bytes.toString('latin1', at, at + 4) === 'OggS'; ) {
    end = Number(bytes.readBigInt64LE(at + 6));
    const segments = bytes.subarray(at + PAGE_HEAD, at + PAGE_HEAD + bytes.readUInt8(at + 26));
    at += PAGE_HEAD + segments.length;
    for (const length of segments) {
      open.push(bytes.subarray(at, at + length));
      at += length;
      if (length === MOST_SEGMENT) continue;
      packets.push(Buffer.concat(open));
      open = [];
    }
  }
  return { packets, end };
};

/** Opus in Ogg, without what the encoder added before and after (RFC 7845, section 4). */
const readOggOpus = (bytes: Buffer): Buffer | undefined => {
  const { packets, end } = listPackets(bytes);
  const [head, , ...sound] = packets;
  if (head?.toString('latin1', 0, 8) !== 'OpusHead') return undefined;
  const decoder = new Decoder({ sample_rate: RATE, channels: 1 });
  const pcm = Buffer.concat(sound.map((packet) => Buffer.from(decoder.decode(packet))));
  const skip = head.readUInt16LE(10);
  return pcm.subarray(2 * Math.floor(skip / POSITIONS), 2 * Math.floor(end / POSITIONS));
};

/** That `audio/opus` means Opus in Ogg is a guess; no page says. */
const READERS: Record<string, (bytes: Buffer) => Buffer | undefined> = {
  'audio/wav': readWav,
  'audio/ogg': readOggOpus,
  'audio/opus': readOggOpus,
};

/** The sound of a file of this mime type as 16 kHz mono s16le; nothing if it isn't one that the world can read. */
export const readSentSound = (mimeType: string, bytes: Buffer): Buffer | undefined => {
  try {
    return READERS[mimeType]?.(bytes);
  } catch {
    return undefined; // It's damaged.
  }
};
