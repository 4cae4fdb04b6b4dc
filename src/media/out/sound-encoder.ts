import type { Encoder } from '../../audio/opus.ts';
import { MODEL_FRAME, measureLoudness } from '../../audio/pcm.ts';
import { countPackets, joinPackets, type KeptSound } from './kept-sound.ts';

/** Encodes one answer's PCM (24 kHz, mono, 16 bit), a few frames at a time. */
export class SoundEncoder {
  readonly #encoder: Encoder;
  readonly #pcm: Buffer;
  readonly #packets: Uint8Array[] = [];
  readonly #levels: Uint16Array;
  readonly #end: number;

  /** @param encoder one that nothing else uses until this is complete; it begins afresh here */
  constructor(encoder: Encoder, pcm: Buffer) {
    encoder.reset();
    this.#encoder = encoder;
    this.#pcm = pcm;
    this.#end = countPackets(pcm.length);
    this.#levels = new Uint16Array(Math.ceil(pcm.length / MODEL_FRAME));
  }

  /** Encodes up to this many frames. Returns whether that was all. */
  encode(frames: number): boolean {
    for (let more = frames; more > 0 && this.#packets.length < this.#end; more--) this.#encodeNext();
    return this.#packets.length === this.#end;
  }

  /** The sound, once all of it is encoded. */
  finish(): KeptSound {
    return { packets: joinPackets(this.#packets), levels: this.#levels, samples: Math.floor(this.#pcm.length / 2) };
  }

  #encodeNext(): void {
    const at = this.#packets.length;
    const sound = this.#pcm.subarray(at * MODEL_FRAME, (at + 1) * MODEL_FRAME);
    const frame = sound.length === MODEL_FRAME ? sound : fillUp(sound);
    if (at < this.#levels.length) this.#levels[at] = Math.round(measureLoudness(frame));
    this.#packets.push(this.#encoder.encode(frame));
  }
}

/** The last frame is filled up with silence. */
const fillUp = (sound: Buffer): Buffer => {
  const frame = Buffer.alloc(MODEL_FRAME);
  sound.copy(frame);
  return frame;
};
