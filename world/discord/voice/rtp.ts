/** An RTP header (RFC 3550, 5.1) as Discord uses it: version 2, payload type 120, no contributing sources. */
export type Header = {
  /** The lower 16 bits are used. */
  sequence: number;
  /** The lower 32 bits are used. */
  timestamp: number;
  ssrc: number;
  /** Whether one word of header extension follows (RFC 8285, profile BE DE), as in packets of Discord's clients. */
  extension: boolean;
  /** Whether the payload ends in padding. */
  padding: boolean;
};

/** Discord's payload type for Opus. */
const OPUS = 120;
const PROFILE = 0xbede;

/** Makes the unencrypted part of a packet: the header and, if there's an extension, its preamble. */
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

/** The extension's word, in which clients send their audio level. It's encrypted together with the payload. */
const LEVEL = Buffer.from([0x10, 0xff, 0, 0]);

/** Makes the part of a packet that's encrypted: the extension's word, the Opus frame, and `padding` bytes (at most 255). */
export const payloadBytes = (opus: Buffer, { extension, padding }: { extension: boolean; padding: number }): Buffer => {
  const tail = Buffer.alloc(padding);
  if (padding > 0) tail[padding - 1] = padding;
  return Buffer.concat([extension ? LEVEL : Buffer.alloc(0), opus, tail]);
};

/** What the unencrypted part of a packet says. */
export type Clear = Header & {
  /** The length of the unencrypted part, in bytes. */
  size: number;
  /** How many bytes of the extension the encrypted part begins with. */
  extensionSize: number;
};

/** Reads the unencrypted part of a packet. Undefined if it isn't an RTP packet. */
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

/** The Opus frame in the decrypted part of a packet, without padding and extension. */
export const opusIn = (plain: Buffer, { padding, extensionSize }: Clear): Buffer =>
  plain.subarray(extensionSize, plain.length - (padding ? (plain.at(-1) ?? 0) : 0));
