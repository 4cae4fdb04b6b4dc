/** Frames in a row that nothing explains, after which they are somebody's own. */
const MOST_ODD = 3;

/** Frames after somebody's own sound in which all that holds a voice is theirs: between syllables the echo is louder. */
const GOES_ON = 4;

/** Frames of somebody's own sound between two looks for an echo that comes another way; for the first one at all. */
const AGAIN = 8;
const SOON_AGAIN = 3;

/** Whether what is heard is somebody's own voice, by what came just before. It is asked once for each voiced frame. */
export class OwnVoice {
  /** Frames in a row that nothing explains. */
  #odd = 0;
  /** Frames for which somebody's own sound goes on, and since how many it does. */
  #left = 0;
  #since = 0;

  /** Whether it still goes on. */
  get goesOn(): boolean {
    return this.#left > 0;
  }

  /** They fell silent, or what they say is heard anew. */
  quiet(): void {
    this.#odd = 0;
    this.#left = 0;
  }

  /** Something else explains the frame. */
  noteExplained(): void {
    this.#odd = 0;
  }

  /** The frame is theirs. */
  goOn(frames = GOES_ON): void {
    if (this.#left === 0) this.#since = 0;
    this.#odd = 0;
    this.#left = frames;
  }

  /** The frame is theirs only because their sound has not ended yet. */
  fade(): void {
    this.goOn(this.#left - 1);
  }

  /** Counts a frame that nothing explains; whether that may still be chance. */
  mayBeChance(): boolean {
    return ++this.#odd < MOST_ODD;
  }

  /** Whether to look for an echo: now and then only, where somebody has been speaking for a while. */
  isTimeToLook(hasPath: boolean): boolean {
    return this.#left === 0 || ++this.#since % (hasPath ? AGAIN : SOON_AGAIN) === 0;
  }
}
