/** After this many unexplained frames in a row, the sound is the person's own. */
const MOST_ODD = 3;

/** How many frames their own sound lasts after it was last heard: between syllables, an echo may be louder than they are. */
const GOES_ON = 4;

/** How many frames of their own sound pass between two searches for an echo with another path. */
const AGAIN = 8;

/** The same as long as no path has been found. */
const SOON_AGAIN = 3;

/** Whether a person's own voice goes on, by what came just before. Each voiced frame is noted here exactly once. */
export class OwnVoice {
  /** How many unexplained frames there were in a row. */
  #odd = 0;
  /** For how many frames their own sound goes on. */
  #left = 0;
  /** For how many frames it has been going on. */
  #since = 0;

  /** Whether their own sound is going on. */
  get goesOn(): boolean {
    return this.#left > 0;
  }

  /** The person fell silent, or a new path was found, with which they have to be judged again. */
  quiet(): void {
    this.#odd = 0;
    this.#left = 0;
  }

  /** An echo explains the frame. */
  noteExplained(): void {
    this.#odd = 0;
  }

  /** The frame is the person's own. */
  goOn(frames = GOES_ON): void {
    if (this.#left === 0) this.#since = 0;
    this.#odd = 0;
    this.#left = frames;
  }

  /** The frame counts as the person's own only because their sound hasn't ended yet. */
  fade(): void {
    this.goOn(this.#left - 1);
  }

  /** Counts an unexplained frame. Returns whether that may still be chance. */
  mayBeChance(): boolean {
    return ++this.#odd < MOST_ODD;
  }

  /** Counts a frame, and returns whether to search for an echo. While the person goes on speaking, only now and then. */
  isTimeToLook(hasPath: boolean): boolean {
    return this.#left === 0 || ++this.#since % (hasPath ? AGAIN : SOON_AGAIN) === 0;
  }
}
