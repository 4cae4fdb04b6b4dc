/** A header of RTP (RFC 3550, 5.1) as Discord uses it: version 2, payload type 120, no contributing sources. */
export type Header = {
  /** 16 and 32 bits; more are cut off. */
  sequence: number;
  timestamp: number;
  ssrc: number;
  /** Whether one word of header extension follows (RFC 8285, profile BE DE), as in what Discord's clients say. */
  extension: boolean;
  /** Whether the payload ends in padding. */
  padding: boolean;
};

/** The payload type of Opus at Discord. */
const OPUS = 120;
const PROFILE = 0xbede;

/** The clear part of a packet: the header and, if there is an extension, its preamble. */
export const headerBytes = ({ sequence, timestamp, ssrc, extension, padding }: Header): Buffer => {
  const bytes = Buffer.alloc(extension ? 16 : 12);
  bytes[0] = 0x80 | (padding ? 0x20 : 0) | (extension ? 0x10 : 0);
  bytes[1] = OPUS;
  bytes.writeUInt16BE(sequence & 0xffff, 2);
  bytes.writeUInt32BE(timestamp >>> 0, 4);
  bytes.writeUInt32BE(ssrc, 8);
  if (!extension) return bytes;
  bytes.writeUInt16BE(PROFILE, 12);
  bytes.writeUInt16BE(1, 14);
  return bytes;
};

/** The audio level that clients put into the extension; its word is encrypted along with the payload. */
const LEVEL = Buffer.from([0x10, 0xff, 0, 0]);

/** The part of a packet that is encrypted: the extension's word, what is said, and `padding` bytes (at most 255). */
export const payloadBytes = (opus: Buffer, { extension, padding }: { extension: boolean; padding: number }): Buffer => {
  const tail = Buffer.alloc(padding);
  if (padding > 0) tail[padding - 1] = padding;
  return Buffer.concat([extension ? LEVEL : Buffer.alloc(0), opus, tail]);
};

/** What the clear part of a packet says. */
export type Clear = Header & {
  /** Bytes that are not encrypted. */
  size: number;
  /** Bytes of the extension that come first in the encrypted part. */
  extensionSize: number;
};

/** Reads the clear part; undefined if it is no RTP packet. */
export const readHeader = (packet: Buffer): Clear | undefined => {
  const [first = 0] = packet;
  const extension = (first & 0x10) !== 0;
  const size = 12 + 4 * (first & 0x0f) + (extension ? 4 : 0);
  if (packet.length < size || first >> 6 !== 2) return undefined;
  return {
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    extension,
    padding: (first & 0x20) !== 0,
    size,
    extensionSize: extension ? 4 * packet.readUInt16BE(size - 2) : 0,
  };
};

/** What is said in the decrypted part of a packet: without padding and extension. */
export const opusIn = (plain: Buffer, { padding, extensionSize }: Clear): Buffer =>
  plain.subarray(extensionSize, plain.length - (padding ? (plain.at(-1) ?? 0) : 0));
