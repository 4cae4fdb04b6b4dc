import { findEchoLikeness, LONGEST_MATCH } from './echo-likeness.ts';
import { EchoPath } from './echo-path.ts';
import { Decimator, ECHO_FRAME, ECHO_SAMPLES_PER_MS, type EchoReference, measureEnergy } from './echo-reference.ts';
import { EAR_RATE } from './pcm.ts';

/**
 * What a frame holds: somebody's own sound; only what the mouth has said; or perhaps the beginning of their own, if `own`
 * follows, and else an echo.
 */
export type FrameOrigin = 'own' | 'echo' | 'unsure';

/** From how alike a frame and the frames before it are to what was said, they are an echo of it, by their length. */
const ALIKE = [
  { length: 160, surely: 0.82, maybe: 0.72 },
  { length: 320, surely: 0.76, maybe: 0.62 },
  { length: 480, surely: 0.72, maybe: 0.58 },
  { length: LONGEST_MATCH, surely: 0.68, maybe: 0.55 },
] as const;

/** So alike are only a sound and its echo, wherever that was expected. */
const CERTAIN = 0.88;

/** The same where the echo is expected, which nothing else is by chance: while the way is learnt, and once it is known. */
const ALIKE_THERE = 0.45;
const SURELY_THERE = 0.72;

/** Samples by which an echo may be off the place where it is expected. */
const THERE = 24;

/** Samples by which it is off after a silence, when its place has to be read off the clock again. */
const NEAR = 80 * ECHO_SAMPLES_PER_MS;

const isNear = (lag: number, known: number) => Math.abs(lag - known) <= NEAR;

/** Samples by which a frame may come off its time before the line of time is read off the clock again. */
const LOOSE = 100 * ECHO_SAMPLES_PER_MS;

/** Voiced frames that a way must explain before it is more than a chance likeness. */
const PROVEN = 3;

/** Voiced frames after which a way is known. */
const KNOWN = 30;

/** The share of a frame's energy that a known way may leave of an echo, in bounds, and how far above its habit. */
const LEAST_REST = 0.3;
const MOST_REST = 0.5;
const ABOVE_HABIT = 5;

/** From this part of that on, it may be the beginning of somebody's own sound. */
const DOUBT = 0.4;

/** How fast the habit is learnt. */
const HABIT = 0.05;

/** What is quieter than this (RMS) when the echo is taken away is nobody's voice; see the floor of voice activity. */
const FAINT = 80;

/** Frames in a row that nothing explains, after which they are somebody's own. */
const MOST_ODD = 3;

/** Frames after somebody's own sound in which all that holds a voice is theirs: between syllables the echo is louder. */
const GOES_ON = 4;

/** Frames of somebody's own sound between two looks for an echo that comes another way; for the first one at all. */
const AGAIN = 8;
const SOON_AGAIN = 3;

/** How much of a room's sound is left 20 ms later, at most; and how much louder than that a voice is. */
const DECAY = 0.75;
const ABOVE_TAIL = 0.5;

/**
 * Tells somebody's own sound from Parley's voice that comes back through their loudspeaker and microphone. One for each
 * person. It costs nothing while the mouth has been silent for a second.
 */
export class EchoDetector {
  readonly #playout: EchoReference;
  #decimator = new Decimator(EAR_RATE);
  #recent = new Float64Array(LONGEST_MATCH);
  /** Samples of the recent ones that belong together. */
  #length = 0;
  #end = 0;
  #path: EchoPath | undefined;
  /** Voiced frames that the way has explained, and what it usually leaves of them. */
  #known = 0;
  #habit = 0.1;
  /** Energy that the echo still has in the room. */
  #tail = 0;
  /** Frames in a row that nothing explains. */
  #odd = 0;
  /** Frames for which somebody's own sound goes on, and since how many it does. */
  #goesOn = 0;
  #since = 0;

  constructor(playout: EchoReference) {
    this.#playout = playout;
  }

  /** Whether an echo has been heard for certain. */
  get proven(): boolean {
    return this.#known >= PROVEN;
  }

  /** Their client fell silent: what comes next may be a little off in time. */
  quiet(): void {
    this.#length = 0;
    this.#odd = 0;
    this.#goesOn = 0;
  }

  /**
   * Judges the next 20 ms.
   *
   * @param pcm 640 bytes, 16 kHz
   * @param speech whether they hold a voice
   * @param at when they arrived, in milliseconds
   */
  judge(pcm: Uint8Array, speech: boolean, at: number): FrameOrigin {
    if (!this.#playout.mayEcho(Math.round(at * ECHO_SAMPLES_PER_MS))) {
      this.quiet();
      return 'own';
    }
    const frame = this.#take(pcm, at);
    const path = this.#path;
    if (!path) return speech ? this.#look(frame) : 'own';
    const rest = path.rest(this.#playout, frame, this.#end);
    const left = this.#measureRest(frame, rest, path.direct);
    path.learn(rest);
    if (left <= 1) return this.#echo(frame, rest, speech, left);
    if (!speech) return 'own';
    return this.#look(frame);
  }

  /** Looks for an echo that is not explained; now and then only, where somebody has been speaking for a while. */
  #look(frame: Float64Array): FrameOrigin {
    const isTime = this.#goesOn === 0 || ++this.#since % (this.#path ? AGAIN : SOON_AGAIN) === 0;
    return isTime ? this.#search(frame) : this.#own(GOES_ON);
  }

  /** Takes a frame to its place on the line of time. */
  #take(pcm: Uint8Array, at: number): Float64Array {
    const frame = this.#decimator.take(pcm);
    const due = Math.round(at * ECHO_SAMPLES_PER_MS) + ECHO_FRAME;
    // What comes all at once after a stall of the network is late, but still one sound.
    if (this.#length === 0 || Math.abs(due - this.#end - ECHO_FRAME) > LOOSE) this.#end = due - ECHO_FRAME;
    this.#end += ECHO_FRAME;
    this.#length = Math.min(LONGEST_MATCH, this.#length + ECHO_FRAME);
    this.#recent.copyWithin(0, ECHO_FRAME);
    this.#recent.set(frame, LONGEST_MATCH - ECHO_FRAME);
    return frame;
  }

  /** What the way leaves of a frame, as a share of what it may leave of an echo: more than 1 is not only an echo. */
  #measureRest(frame: Float64Array, rest: Float64Array, direct: number): number {
    const [all, over] = [measureEnergy(frame), measureEnergy(rest)];
    if (this.#known >= KNOWN && over < FAINT ** 2 * ECHO_FRAME) return 0;
    this.#tail = Math.max(all - over, this.#tail * DECAY);
    const share = Math.min(MOST_REST, Math.max(LEAST_REST, this.#habit * ABOVE_HABIT));
    const most = Math.max(share * all, direct < 0.1 * this.#tail ? this.#tail * ABOVE_TAIL : 0);
    return over / (most + 1);
  }

  #echo(frame: Float64Array, rest: Float64Array, speech: boolean, left: number): FrameOrigin {
    this.#odd = 0;
    if (!speech) return 'echo';
    this.#known++;
    this.#habit += HABIT * (measureEnergy(rest) / (measureEnergy(frame) + 1) - this.#habit);
    if (this.#goesOn > 0) return this.#own(this.#goesOn - 1);
    return left > DOUBT || this.#known < PROVEN ? 'unsure' : 'echo';
  }

  #own(goesOn: number): FrameOrigin {
    if (this.#goesOn === 0) this.#since = 0;
    this.#odd = 0;
    this.#goesOn = goesOn;
    return 'own';
  }

  /** The known way, if there is one, does not explain a frame: perhaps it is another, or not well known yet. */
  #search(frame: Float64Array): FrameOrigin {
    const { alike, lag, gain } = findEchoLikeness(
      this.#playout,
      this.#recent.slice(LONGEST_MATCH - this.#length),
      this.#end,
    );
    const { surely, maybe } = ALIKE.find(({ length }) => length >= this.#length) ?? ALIKE[3];
    const path = this.#path;
    const isKnown = path !== undefined && this.#known >= KNOWN;
    const isThere = path !== undefined && Math.abs(lag - path.lag) <= THERE;
    if (isThere && alike >= (isKnown ? SURELY_THERE : ALIKE_THERE)) {
      this.#known++;
      this.#odd = 0;
      return 'unsure';
    }
    if (isKnown && alike >= (isNear(lag, path.lag) ? ALIKE_THERE : surely) && this.#isMoved(path, lag, frame))
      return 'unsure';
    const isCertain = alike >= CERTAIN && this.#length > ECHO_FRAME;
    if (!isThere && (isCertain || (alike >= surely && (!isKnown || this.#goesOn > 0)))) {
      this.#begin(lag, gain);
      return 'unsure';
    }
    if (this.#goesOn > 0) return this.#own(GOES_ON);
    const isDoubtful = isKnown || isThere || alike >= maybe || this.#length === ECHO_FRAME;
    if (isDoubtful && ++this.#odd < MOST_ODD) return 'unsure';
    return this.#own(GOES_ON);
  }

  /** Whether a frame comes the known way after all, but with another delay: a listener's buffer may grow. */
  #isMoved(path: EchoPath, lag: number, frame: Float64Array): boolean {
    const before = path.lag;
    path.lag = lag;
    if (this.#measureRest(frame, path.rest(this.#playout, frame, this.#end), path.direct) <= 1) return true;
    path.lag = before;
    return false;
  }

  #begin(lag: number, gain: number): void {
    this.#path = new EchoPath(lag, gain);
    this.#known = 0;
    this.#habit = 0.1;
    this.#odd = 0;
    this.#goesOn = 0;
  }
}
