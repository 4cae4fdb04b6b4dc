import { crc32, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** A chunk of a PNG file (W3C PNG section 5.3). */
const makeChunk = (type: string, data: Buffer): Buffer => {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
};

/** A PNG of black pixels, one bit each, as large as its header says, in a few kilobytes. */
export const makePng = (width: number, height: number, { isInterlaced = false } = {}): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, isInterlaced ? 1 : 0], 8);
  // Zeros as they are first: compressed twice would be too slow to make. One row is enough where the rest is refused unread.
  const pixels = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * Math.min(height, 2_000)));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    makeChunk('IHDR', header),
    makeChunk('IDAT', pixels),
    makeChunk('IEND', Buffer.alloc(0)),
  ]);
};

/** A JPEG whose header says another size than it has. */
export const resizeJpeg = (jpeg: Buffer, width: number, height: number): Buffer => {
  const bytes = Buffer.from(jpeg);
  for (let at = 2; at < bytes.length - 9; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    // Start of frame, of whichever coding; not the tables that share its numbers (ITU-T T.81, table B.1).
    if (marker < 0xc0 || marker > 0xcf || [0xc4, 0xc8, 0xcc].includes(marker)) continue;
    bytes.writeUInt16BE(height, at + 5);
    bytes.writeUInt16BE(width, at + 7);
    return bytes;
  }
  throw new Error('This JPEG has no frame');
};

/** A lossless WebP whose header says a size (Google's WebP Lossless Bitstream Specification, section 3). */
export const makeWebp = (width: number, height: number): Buffer => {
  const bytes = Buffer.alloc(40);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(32, 4);
  bytes.write('WEBPVP8L', 8);
  bytes.writeUInt32LE(20, 16);
  bytes[20] = 0x2f;
  bytes.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 21);
  return bytes;
};

/** A GIF whose canvas has a size, with one picture of one pixel. */
export const makeGif = (width: number, height: number): Buffer => {
  const bytes = Buffer.from('R0lGODlhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=', 'base64');
  bytes.writeUInt16LE(width, 6);
  bytes.writeUInt16LE(height, 8);
  return bytes;
};

/** Replaces the size that an AVIF picture says it has (box `ispe`, ISO/IEC 23008-12). */
export const resizeAvif = (avif: Buffer, width: number, height: number): Buffer => {
  const bytes = Buffer.from(avif);
  for (let at = bytes.indexOf('ispe'); at !== -1; at = bytes.indexOf('ispe', at + 1)) {
    bytes.writeUInt32BE(width, at + 8);
    bytes.writeUInt32BE(height, at + 12);
  }
  return bytes;
};

const ZEROS = Buffer.alloc(10_000_000);

/** Ten megabytes of zeros in ten kilobytes, as a ZIP file with one entry. */
export const makeZip = (name = 'a.txt'): Buffer => {
  const packed = deflateRawSync(ZEROS);
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04\x14\0\0\0\x08\0', 0, 'latin1');
  header.writeUInt32LE(crc32(ZEROS), 14);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt32LE(ZEROS.length, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), packed]);
};

export const makeGzip = (): Buffer => gzipSync(ZEROS);

/** Ten megabytes of what a PDF page draws, in ten kilobytes. */
export const deflate = (bytes: Buffer): Buffer => deflateSync(bytes);

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

/** A page of an Ogg stream (RFC 3533 section 6): packets of fewer than 255 bytes each. */
const makeOggPage = (
  packets: readonly Buffer[],
  { flags, granule, number }: { flags: number; granule: bigint; number: number },
): Buffer => {
  const head = Buffer.alloc(27 + packets.length);
  head.write('OggS', 0);
  head[5] = flags;
  head.writeBigUInt64LE(granule, 6);
  head.writeUInt32LE(1, 14);
  head.writeUInt32LE(number, 18);
  head[26] = packets.length;
  head.set(
    packets.map(({ length }) => length),
    27,
  );
  const page = Buffer.concat([head, ...packets]);
  let crc = 0;
  for (const byte of page) crc = ((crc << 8) ^ (CRC_TABLE[((crc >>> 24) ^ byte) & 255] ?? 0)) >>> 0;
  page.writeUInt32LE(crc, 22);
  return page;
};

const BEGIN = 2;
const END = 4;

/** An Opus recording of that many packets, whose last page says that it ends at `granule`. */
export const makeOpus = (packet: Buffer, count: number, granule: bigint): Buffer => {
  const head = Buffer.from('OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0', 'latin1');
  const tags = Buffer.from('OpusTags\0\0\0\0\0\0\0\0', 'latin1');
  const pages = [
    makeOggPage([head], { flags: BEGIN, granule: 0n, number: 0 }),
    makeOggPage([tags], { flags: 0, granule: 0n, number: 1 }),
  ];
  for (let at = 0; at < count; at += 255) {
    const isLast = at + 255 >= count;
    const packets = Array.from({ length: Math.min(255, count - at) }, () => packet);
    pages.push(makeOggPage(packets, { flags: isLast ? END : 0, granule: isLast ? granule : 0n, number: pages.length }));
  }
  return Buffer.concat(pages);
};
