import type { VoiceReceiver } from '@discordjs/voice';

/** Bits of an RTP packet's first byte: it ends in padding; a header extension follows the header (RFC 3550, 5.1). */
export const PADDED = 0x20;
const EXTENDED = 0x10;

/** Where the length of the header extension stands, in words of four bytes. The words themselves are encrypted. */
const EXTENSION_LENGTH = 14;

/**
 * Removes the transport's encryption from an RTP packet, its padding and its header extension. What's left may still be encrypted
 * end to end. Undefined if the packet isn't from the voice server.
 */
export const openTransport = (receiver: VoiceReceiver, datagram: Buffer): Buffer | undefined => {
  const { encryptionMode, nonceBuffer, secretKey } = receiver.connectionData;
  if (!encryptionMode || !nonceBuffer || !secretKey) return undefined;
  try {
    // The library declares it as private. Whose packet it is doesn't matter for it, as it does for all else that it offers.
    // biome-ignore lint/complexity/useLiteralKeys: TypeScript lets nobody read a private member in another way.
    const plain: Buffer = receiver['decrypt'](datagram, encryptionMode, nonceBuffer, secretKey);
    const first = datagram.readUInt8(0);
    const padding = first & PADDED ? (plain.at(-1) ?? 0) : 0;
    const extension = first & EXTENDED ? 4 * datagram.readUInt16BE(EXTENSION_LENGTH) : 0;
    return plain.subarray(extension, Math.max(extension, plain.length - padding));
  } catch {
    return undefined;
  }
};
