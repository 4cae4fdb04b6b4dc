import { LOOKAHEAD } from './opus.ts';
import { FRAME_MS, MODEL_RATE } from './pcm.ts';

/** Positions in an Ogg Opus stream always count samples at this rate, in Hz (RFC 7845, section 4). */
const POSITION_RATE = 48_000;
const FRAME_POSITIONS = (FRAME_MS * POSITION_RATE) / 1000;
const POSITIONS_PER_SAMPLE = POSITION_RATE / MODEL_RATE;

/** The decoder drops this many samples at 48 kHz: the encoder's look-ahead, 6.5 ms. */
const PRE_SKIP = (LOOKAHEAD / 2) * POSITIONS_PER_SAMPLE;

/** A page should hold at most a second of sound (RFC 7845, section 6), and can hold at most 255 segments (RFC 3533). */
const MOST_PACKETS = 1000 / FRAME_MS;
const MOST_SEGMENTS = 255;
const MOST_SEGMENT = 255;

const PAGE_HEAD = 27;
const BEGINNING = 2;
const ENDING = 4;

/** A file holds one stream only, so any serial number will do. */
const SERIAL = 1;

/** The remainders of Ogg's checksum: CRC-32 with the polynomial 0x04c11db7, not reflected (RFC 3533, section 6). */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24;
  for (let bit = 0; bit < 8; bit++) rest = rest < 0 ? (rest << 1) ^ 0x04c11db7 : rest << 1;
  return rest >>> 0;
});

const sumUp = (bytes: Uint8Array): number => {
  let sum = 0;
  // An iterator would take four times as long.
  for (let at = 0; at < bytes.length; at++)
    sum = (sum << 8) ^ (REMAINDERS[(sum >>> 24) ^ (bytes[at] as number)] as number);
  return sum >>> 0;
};

/** The `OpusHead` packet (RFC 7845, section 5.1): one channel, and the rate that was encoded, which is only a hint. */
const makeHead = (): Buffer => {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt16LE(PRE_SKIP, 10);
  head.writeUInt32LE(MODEL_RATE, 12);
  return head;
};

/** The `OpusTags` packet (RFC 7845, section 5.2): who made it, and no comments. */
const makeTags = (): Buffer => {
  const vendor = Buffer.from('Parley');
  const tags = Buffer.alloc(8 + 4 + vendor.length + 4);
  tags.write('OpusTags', 'latin1');
  tags.writeUInt32LE(vendor.length, 8);
  vendor.copy(tags, 12);
  return tags;
};

/** What one page holds: whole packets, and the position in the stream at which the last of them ends. */
type Page = { packets: readonly Uint8Array[]; position: number; flags: number };

const countSegments = (packet: Uint8Array): number => Math.floor(packet.byteLength / MOST_SEGMENT) + 1;

const makePage = ({ packets, position, flags }: Page, number: number): Buffer => {
  const lacing = packets.flatMap((packet) => [
    ...Array<number>(countSegments(packet) - 1).fill(MOST_SEGMENT),
    packet.byteLength % MOST_SEGMENT,
  ]);
  const head = Buffer.alloc(PAGE_HEAD + lacing.length);
  head.write('OggS', 'latin1');
  head.writeUInt8(flags, 5);
  head.writeBigUInt64LE(BigInt(position), 6);
  head.writeUInt32LE(SERIAL, 14);
  head.writeUInt32LE(number, 18);
  head.writeUInt8(lacing.length, 26);
  head.set(lacing, PAGE_HEAD);
  const page = Buffer.concat([head, ...packets]);
  page.writeUInt32LE(sumUp(page), 22);
  return page;
};

/** The packets of the pages that hold sound. */
const dividePackets = (packets: readonly Uint8Array[]): Uint8Array[][] => {
  const pages: Uint8Array[][] = [];
  let room = { packets: 0, segments: 0 };
  for (const packet of packets) {
    const segments = countSegments(packet);
    if (room.packets === 0 || room.segments < segments) {
      pages.push([]);
      room = { packets: MOST_PACKETS, segments: MOST_SEGMENTS };
    }
    pages.at(-1)?.push(packet);
    room = { packets: room.packets - 1, segments: room.segments - segments };
  }
  return pages;
};

/**
 * Puts the packets of an {@link Encoder} into an Ogg file (RFC 7845), as they are. What the encoder added at the beginning
 * and at the end is marked, so that a player plays exactly the samples that were encoded.
 *
 * @param packets one for each 20 ms; there must be enough of them for the look-ahead, too
 * @param samples how many samples were encoded, at 24 kHz
 */
export const makeOggOpus = (packets: readonly Uint8Array[], samples: number): Buffer => {
  const end = PRE_SKIP + samples * POSITIONS_PER_SAMPLE;
  const sound = dividePackets(packets);
  let before = 0;
  const pages = sound.map((some, at): Page => {
    before += some.length;
    const isLast = at === sound.length - 1;
    return {
      packets: some,
      position: isLast ? Math.min(end, before * FRAME_POSITIONS) : before * FRAME_POSITIONS,
      flags: isLast ? ENDING : 0,
    };
  });
  const all: Page[] = [
    { packets: [makeHead()], position: 0, flags: BEGINNING },
    { packets: [makeTags()], position: 0, flags: 0 },
    ...pages,
  ];
  return Buffer.concat(all.map(makePage));
};
