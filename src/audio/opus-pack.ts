import type { Decoder } from './opus.ts';
import { EAR_FRAME } from './pcm.ts';

/** 20 ms of speech: signed 16-bit PCM, 16 kHz, mono, and the Opus packet that it was decoded from, if it's one packet's. */
export type SoundFrame = { pcm: Uint8Array; opus?: Uint8Array | undefined };

/** Decodes packs. They must come in the order in which they were made, because the decoder depends on what came before. */
type Unpacker = {
  /** The PCM of one pack, 640 bytes per frame. */
  unpack(pack: Uint8Array): Buffer;
  close(): void;
};

/** Each frame in a pack begins with the number of bytes of Opus that follow, or with one of these. */
const NOTHING = 0;
const PCM = 0xffff;

const HEAD = 2;

const SILENCE = Buffer.alloc(EAR_FRAME);

const entry = ({ pcm, opus }: SoundFrame): [head: number, bytes: Uint8Array] => {
  if (opus && opus.byteLength > 0 && opus.byteLength < EAR_FRAME) return [opus.byteLength, opus];
  return SILENCE.equals(pcm) ? [NOTHING, SILENCE.subarray(0, 0)] : [PCM, pcm];
};

/**
 * Packs frames into few bytes. A frame that came in its own Opus packet is kept as that, which at 64 kb/s is a quarter of
 * its PCM or less. A frame of silence takes two bytes. All other frames stay PCM.
 */
export const pack = (frames: readonly SoundFrame[]): Buffer => {
  const entries = frames.map(entry);
  // Not from Node's pool: a pack may be kept for ten minutes, and would keep everything else in its slab of the pool alive.
  const all = Buffer.allocUnsafeSlow(entries.reduce((sum, [, { byteLength }]) => sum + HEAD + byteLength, 0));
  let at = 0;
  for (const [head, bytes] of entries) {
    at = all.writeUInt16LE(head, at);
    all.set(bytes, at);
    at += bytes.byteLength;
  }
  return all;
};

/** Makes the opposite of {@link pack}. It owns the decoder from now on. A packet that can't be decoded becomes silence. */
export const makeUnpacker = (decoder: Decoder): Unpacker => {
  const decode = (opus: Uint8Array): Uint8Array => {
    try {
      const pcm = decoder.decode(opus);
      return pcm.length === EAR_FRAME ? pcm : SILENCE;
    } catch {
      return SILENCE;
    }
  };
  return {
    unpack(pack) {
      const all = Buffer.from(pack.buffer, pack.byteOffset, pack.byteLength);
      const frames: Uint8Array[] = [];
      for (let at = 0; at < all.length; ) {
        const head = all.readUInt16LE(at);
        const bytes = all.subarray(at + HEAD, at + HEAD + (head === PCM ? EAR_FRAME : head));
        at += HEAD + bytes.length;
        frames.push(head === NOTHING ? SILENCE : head === PCM ? bytes : decode(bytes));
      }
      return Buffer.concat(frames);
    },
    close: () => decoder.close(),
  };
};
