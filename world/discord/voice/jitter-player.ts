import { Decoder } from '@evan/opus';
import type { HeardPacket } from './bot-audio.ts';

/** A client's playout of a bot: packets wait in a jitter buffer, which evens out the network's delays. */
export class JitterPlayer {
  readonly #decoder: Decoder;
  readonly #delay: number;
  #waiting: Buffer[] = [];
  /** When the waiting packets start to be played, in milliseconds of `performance.now()`. */
  #due = 0;
  #isPlaying = false;

  /** `rate` is in Hz. Packets are played `delay` milliseconds after they came. */
  constructor(rate: 48_000, delay: number) {
    this.#decoder = new Decoder({ sample_rate: rate, channels: 1 });
    this.#delay = delay;
  }

  /** Whether no packets are waiting. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Takes a packet with sound. Returns when it'll be played, if it comes in time. */
  add(opus: Uint8Array, { at }: Pick<HeardPacket, 'at'>): number {
    const due = at + this.#delay;
    if (this.isEmpty) this.#due = Math.max(this.#due, due);
    this.#waiting.push(Buffer.from(this.#decoder.decode(opus)));
    return due;
  }

  /** The next 20 ms of PCM, if it's time to play them. Once playing, it goes on until the buffer is empty. */
  play(): Buffer | undefined {
    const next = this.#isPlaying || this.#due <= performance.now() ? this.#waiting.shift() : undefined;
    this.#isPlaying = next !== undefined;
    return next;
  }
}
