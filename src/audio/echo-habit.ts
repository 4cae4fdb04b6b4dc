import { ECHO_FRAME, measureEnergy } from './echo-reference.ts';

/** Voiced frames that a way must explain before it is more than a chance likeness. */
const PROVEN = 3;

/** Voiced frames after which a way is known. */
const KNOWN = 30;

/** The share of a frame's energy that a known way may leave of an echo, in bounds, and how far above its habit. */
const LEAST_REST = 0.3;
const MOST_REST = 0.5;
const ABOVE_HABIT = 5;

/** What a way is taken to leave before it has left anything, and how fast that is learnt. */
const FIRST = 0.1;
const LEARNT = 0.05;

/** What is quieter than this (RMS) when the echo is taken away is nobody's voice; see the floor of voice activity. */
const FAINT = 80;

/** How much of a room's sound is left 20 ms later, at most; and how much louder than that a voice is. */
const DECAY = 0.75;
const ABOVE_TAIL = 0.5;

/** How well an echo's way is known, and how much of an echo it usually leaves unexplained. */
export class EchoHabit {
  /** Voiced frames that the way has explained. */
  #known = 0;
  #habit = FIRST;
  /** Energy that the echo still has in the room. */
  #tail = 0;

  /** Whether an echo has come this way for certain. */
  get isProven(): boolean {
    return this.#known >= PROVEN;
  }

  /** Whether the way is known. */
  get isKnown(): boolean {
    return this.#known >= KNOWN;
  }

  /**
   * What the way leaves of a frame (`rest`), as a share of what it may leave of an echo: more than 1 is not only an echo.
   * `direct` is the energy that the way gave the frame.
   */
  measureRest(frame: Float64Array, rest: Float64Array, direct: number): number {
    const [all, over] = [measureEnergy(frame), measureEnergy(rest)];
    if (this.isKnown && over < FAINT ** 2 * ECHO_FRAME) return 0;
    this.#tail = Math.max(all - over, this.#tail * DECAY);
    const share = Math.min(MOST_REST, Math.max(LEAST_REST, this.#habit * ABOVE_HABIT));
    const most = Math.max(share * all, direct < 0.1 * this.#tail ? this.#tail * ABOVE_TAIL : 0);
    return over / (most + 1);
  }

  /** The way has explained a voiced frame, but for the rest. */
  learn(frame: Float64Array, rest: Float64Array): void {
    this.count();
    this.#habit += LEARNT * (measureEnergy(rest) / (measureEnergy(frame) + 1) - this.#habit);
  }

  /** A voiced frame came this way, though the way did not explain it. */
  count(): void {
    this.#known++;
  }

  /** The way is another one. The room still sounds as it did. */
  reset(): void {
    this.#known = 0;
    this.#habit = FIRST;
  }
}
