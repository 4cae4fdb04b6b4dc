import { ECHO_FRAME, measureEnergy } from './echo-reference.ts';

/** How many voiced frames an echo path must explain before it's more than a chance resemblance. */
const PROVEN = 3;

/** How many voiced frames an echo path must explain before it counts as known. */
const KNOWN = 30;

/**
 * A path doesn't explain an echo completely. The rest that an echo may have, as a share of the frame's energy, is this many
 * times the path's usual rest, within these bounds.
 */
const ABOVE_HABIT = 5;
const LEAST_REST = 0.3;
const MOST_REST = 0.5;

/** The usual rest of a new path, as a share of the energy, and the weight of each new frame in the running mean. */
const FIRST = 0.1;
const LEARNT = 0.05;

/** A rest that is quieter than this (RMS) isn't a voice; it's the same floor as in the voice activity detector. */
const FAINT = 80;

/** How much of a room's reverberation is left after 20 ms, at most. */
const DECAY = 0.75;

/** How much of the reverberation's energy a rest may have. Anything louder is a voice. */
const ABOVE_TAIL = 0.5;

/** How well an echo path is known, and how much of an echo it usually leaves unexplained. */
export class EchoHabit {
  /** How many voiced frames the path has explained. */
  #known = 0;
  /** The path's usual rest, as a share of a frame's energy. */
  #habit = FIRST;
  /** The energy of the echo that is still in the room. */
  #tail = 0;

  /** Whether an echo has certainly come by this path. */
  get isProven(): boolean {
    return this.#known >= PROVEN;
  }

  /** Whether the path is well known. */
  get isKnown(): boolean {
    return this.#known >= KNOWN;
  }

  /**
   * Compares what the path leaves of a frame (`rest`) with what it may leave of an echo. If the result is more than 1, the
   * frame isn't only an echo. `direct` is the energy of the echo that the path predicts for the frame.
   */
  measureRest(frame: Float64Array, rest: Float64Array, direct: number): number {
    const [all, over] = [measureEnergy(frame), measureEnergy(rest)];
    if (this.isKnown && over < FAINT ** 2 * ECHO_FRAME) return 0;
    this.#tail = Math.max(all - over, this.#tail * DECAY);
    const share = Math.min(MOST_REST, Math.max(LEAST_REST, this.#habit * ABOVE_HABIT));
    const most = Math.max(share * all, direct < 0.1 * this.#tail ? this.#tail * ABOVE_TAIL : 0);
    return over / (most + 1);
  }

  /** The path has explained a voiced frame, except for this rest. */
  learn(frame: Float64Array, rest: Float64Array): void {
    this.count();
    this.#habit += LEARNT * (measureEnergy(rest) / (measureEnergy(frame) + 1) - this.#habit);
  }

  /** A voiced frame came by this path, although the path didn't explain it. */
  count(): void {
    this.#known++;
  }

  /** There's a new path. The room's reverberation stays. */
  reset(): void {
    this.#known = 0;
    this.#habit = FIRST;
  }
}
