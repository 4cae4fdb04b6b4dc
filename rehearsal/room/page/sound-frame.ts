/** A piece of somebody's speech: 16-bit PCM of 48 kHz, mono, little-endian, which is also how it goes over the wire. */
export type VoicePiece = { speakerId: string; pcm: Uint8Array<ArrayBuffer> };

/** The speaker's id as an unsigned 64-bit number, and the length of the PCM in bytes with 16 bits; both little-endian. */
const HEADER = 10;

/** A frame as it goes over the wire. */
export const writeFrame = (speakerId: string, pcm: Uint8Array): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(HEADER + pcm.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(speakerId), true);
  view.setUint16(HEADER - 2, pcm.length, true);
  bytes.set(pcm, HEADER);
  return bytes;
};

/** Puts frames together again that come in pieces of any length. */
export class FrameReader {
  #rest = new Uint8Array();

  /** The frames that a piece completes. */
  read(piece: Uint8Array): VoicePiece[] {
    let bytes = new Uint8Array(this.#rest.length + piece.length);
    bytes.set(this.#rest);
    bytes.set(piece, this.#rest.length);
    const frames: VoicePiece[] = [];
    for (let end = endOf(bytes); end <= bytes.length; end = endOf(bytes)) {
      const speakerId = `${new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)}`;
      frames.push({ speakerId, pcm: bytes.slice(HEADER, end) });
      bytes = bytes.subarray(end);
    }
    this.#rest = bytes.slice();
    return frames;
  }
}

/** Where the first frame ends; beyond everything as long as its header isn't there. */
const endOf = (bytes: Uint8Array): number =>
  bytes.length < HEADER
    ? Number.POSITIVE_INFINITY
    : HEADER + new DataView(bytes.buffer, bytes.byteOffset).getUint16(HEADER - 2, true);
