import type { Decoder } from './opus.ts';
import { EAR_FRAME } from './pcm.ts';

/** 20 ms of what somebody says: signed 16-bit PCM, 16 kHz, mono, and the Opus packet of which it was made, if it was one. */
export type SoundFrame = { pcm: Uint8Array; opus?: Uint8Array | undefined };

/** Makes sound of what was packed, in the order in which it was. */
type Unpacker = {
  /** The PCM of one pack, 640 bytes a frame. */
  unpack(pack: Uint8Array): Buffer;
  close(): void;
};

/** Each frame begins with how many bytes of Opus follow, or with one of these. */
const NOTHING = 0;
const PCM = 0xffff;

const HEAD = 2;

const SILENCE = Buffer.alloc(EAR_FRAME);

const entry = ({ pcm, opus }: SoundFrame): [head: number, bytes: Uint8Array] => {
  if (opus && opus.byteLength > 0 && opus.byteLength < EAR_FRAME) return [opus.byteLength, opus];
  return SILENCE.equals(pcm) ? [NOTHING, SILENCE.subarray(0, 0)] : [PCM, pcm];
};

/**
 * Frames kept small: as the Opus that came, which at 64 kb/s is a quarter of its PCM and less. Silence that was put between
 * takes two bytes, and what came in no packet of its own stays PCM.
 */
export const pack = (frames: readonly SoundFrame[]): Buffer => {
  const entries = frames.map(entry);
  // Not from Node's pool: what is kept for ten minutes would keep all that lies beside it.
  const all = Buffer.allocUnsafeSlow(entries.reduce((sum, [, { byteLength }]) => sum + HEAD + byteLength, 0));
  let at = 0;
  for (const [head, bytes] of entries) {
    at = all.writeUInt16LE(head, at);
    all.set(bytes, at);
    at += bytes.byteLength;
  }
  return all;
};

/** Undoes {@link pack}. The decoder becomes its own; a packet that it cannot decode is silence. */
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
