import { countBytes, EAR_RATE } from '../../audio/pcm.ts';
import { MediaFault } from '../bridge/media-fault.ts';
import type { Soundtrack } from '../bridge/read-file.ts';

/** Collects 16 kHz PCM until there's as much of it as is wanted, however long a file says that it is. */
export class SoundtrackBuilder {
  readonly #most: number;
  readonly #pieces: Buffer[] = [];
  #bytes = 0;
  #isCut = false;

  /** Keeps at most `most` milliseconds. */
  constructor(most: number) {
    this.#most = countBytes(most, EAR_RATE);
  }

  /** How many milliseconds there are by now. */
  get ms(): number {
    return this.#bytes / countBytes(1, EAR_RATE);
  }

  /** Takes the next piece. Returns whether more is wanted. */
  push(pcm: Buffer): boolean {
    const kept = pcm.subarray(0, this.#most - this.#bytes);
    if (kept.length > 0) this.#pieces.push(kept);
    this.#bytes += kept.length;
    this.#isCut ||= kept.length < pcm.length;
    return !this.#isCut;
  }

  /** Takes that many milliseconds of silence. Returns whether more is wanted. */
  pause(ms: number): boolean {
    const bytes = countBytes(ms, EAR_RATE);
    // One byte more than fits is enough to know that it's cut.
    return this.push(Buffer.alloc(Math.min(bytes, this.#most - this.#bytes + 2)));
  }

  /**
   * What was collected.
   *
   * @throws MediaFault `broken` if there is no sound at all.
   */
  end(): Soundtrack {
    const pcm = Buffer.concat(this.#pieces);
    if (pcm.length === 0) throw new MediaFault('broken');
    return { pcm, ms: Math.round(this.ms), isCut: this.#isCut };
  }
}
