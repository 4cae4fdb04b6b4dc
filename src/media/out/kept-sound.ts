import { LOOKAHEAD } from '../../audio/opus.ts';
import { MODEL_FRAME, MODEL_RATE } from '../../audio/pcm.ts';

/**
 * An answer's sound as it's kept: its Opus packets of 20 ms (24 kHz, mono) behind one another, each after its length, how
 * loud each frame is (root mean square, 0 to 32768), and how many samples were encoded.
 */
export type KeptSound = { packets: Buffer; levels: Uint16Array; samples: number };

const LENGTH = 2;

/** How many packets it takes to encode this many bytes of PCM, so that the encoder's look-ahead comes out too. */
export const countPackets = (bytes: number): number => Math.ceil((bytes + LOOKAHEAD) / MODEL_FRAME);

/** How long a sound lasts, in seconds. */
export const measureSeconds = ({ samples }: Pick<KeptSound, 'samples'>): number => samples / MODEL_RATE;

/** How many bytes of memory a sound takes. */
export const measureSize = ({ packets, levels }: KeptSound): number => packets.byteLength + levels.byteLength;

/** Puts packets behind one another. */
export const joinPackets = (packets: readonly Uint8Array[]): Buffer => {
  const size = packets.reduce((sum, { byteLength }) => sum + LENGTH + byteLength, 0);
  // Not from Node's pool: it's kept for half an hour, and would keep everything else in its slab of the pool alive.
  const all = Buffer.allocUnsafeSlow(size);
  let at = 0;
  for (const packet of packets) {
    at = all.writeUInt16LE(packet.byteLength, at);
    all.set(packet, at);
    at += packet.byteLength;
  }
  return all;
};

/** The packets of a sound, in order. They share its memory. */
export const splitPackets = ({ packets: all }: Pick<KeptSound, 'packets'>): Buffer[] => {
  const packets: Buffer[] = [];
  for (let at = 0; at < all.length; ) {
    const start = at + LENGTH;
    at = start + all.readUInt16LE(at);
    packets.push(all.subarray(start, at));
  }
  return packets;
};
