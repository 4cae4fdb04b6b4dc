import { Decoder } from '@evan/opus';
import type { HeardPacket } from './bot-audio.ts';

/** What a client plays of a bot: it waits in the client's buffer, which evens out what the network does. */
export class JitterPlayer {
  readonly #decoder: Decoder;
  readonly #delay: number;
  #waiting: Buffer[] = [];
  /** From when on what waits is played, in milliseconds of `performance.now()`. */
  #due = 0;
  #isPlaying = false;

  /** `rate` is in samples a second; packets are played `delay` milliseconds after they came. */
  constructor(rate: 48_000, delay: number) {
    this.#decoder = new Decoder({ sample_rate: rate, channels: 1 });
    this.#delay = delay;
  }

  /** Whether nothing waits. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Takes a packet that holds sound. Gives when it is to be played, if it comes in time. */
  add(opus: Uint8Array, { at }: Pick<HeardPacket, 'at'>): number {
    const due = at + this.#delay;
    if (this.isEmpty) this.#due = Math.max(this.#due, due);
    this.#waiting.push(Buffer.from(this.#decoder.decode(opus)));
    return due;
  }

  /** The next 20 ms of PCM that are played; nothing if there are none yet. Once it plays, it goes on for as long as it has any. */
  play(): Buffer | undefined {
    const next = this.#isPlaying || this.#due <= performance.now() ? this.#waiting.shift() : undefined;
    this.#isPlaying = next !== undefined;
    return next;
  }
}
