import { EchoHabit } from './echo-habit.ts';
import { findEchoLikeness, LONGEST_MATCH } from './echo-likeness.ts';
import { EchoPath } from './echo-path.ts';
import { Decimator, ECHO_FRAME, ECHO_SAMPLES_PER_MS, type EchoReference } from './echo-reference.ts';
import { OwnVoice } from './own-voice.ts';
import { EAR_RATE } from './pcm.ts';

/**
 * What a frame holds: somebody's own sound; only what the mouth has said; or perhaps the beginning of their own, if `own`
 * follows, and else an echo.
 */
type FrameOrigin = 'own' | 'echo' | 'unsure';

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

/** From this part of that on, it may be the beginning of somebody's own sound. */
const DOUBT = 0.4;

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
  /** What the way leaves of an echo. */
  #habit = new EchoHabit();
  #own = new OwnVoice();

  constructor(playout: EchoReference) {
    this.#playout = playout;
  }

  /** Whether an echo has been heard for certain. */
  get proven(): boolean {
    return this.#habit.isProven;
  }

  /** Their client fell silent: what comes next may be a little off in time. */
  quiet(): void {
    this.#length = 0;
    this.#own.quiet();
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
    const left = this.#habit.measureRest(frame, rest, path.direct);
    path.learn(rest);
    if (left <= 1) return this.#echo(frame, rest, speech, left);
    if (!speech) return 'own';
    return this.#look(frame);
  }

  /** Looks for an echo that is not explained; now and then only, where somebody has been speaking for a while. */
  #look(frame: Float64Array): FrameOrigin {
    return this.#own.isTimeToLook(this.#path !== undefined) ? this.#search(frame) : this.#goOn();
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

  #echo(frame: Float64Array, rest: Float64Array, speech: boolean, left: number): FrameOrigin {
    this.#own.noteExplained();
    if (!speech) return 'echo';
    this.#habit.learn(frame, rest);
    if (this.#own.goesOn) {
      this.#own.fade();
      return 'own';
    }
    return left > DOUBT || !this.#habit.isProven ? 'unsure' : 'echo';
  }

  #goOn(): FrameOrigin {
    this.#own.goOn();
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
    const isKnown = path !== undefined && this.#habit.isKnown;
    const isThere = path !== undefined && Math.abs(lag - path.lag) <= THERE;
    if (isThere && alike >= (isKnown ? SURELY_THERE : ALIKE_THERE)) {
      this.#habit.count();
      this.#own.noteExplained();
      return 'unsure';
    }
    if (isKnown && alike >= (isNear(lag, path.lag) ? ALIKE_THERE : surely) && this.#isMoved(path, lag, frame))
      return 'unsure';
    const isCertain = alike >= CERTAIN && this.#length > ECHO_FRAME;
    if (!isThere && (isCertain || (alike >= surely && (!isKnown || this.#own.goesOn)))) {
      this.#begin(lag, gain);
      return 'unsure';
    }
    if (this.#own.goesOn) return this.#goOn();
    const isDoubtful = isKnown || isThere || alike >= maybe || this.#length === ECHO_FRAME;
    return isDoubtful && this.#own.mayBeChance() ? 'unsure' : this.#goOn();
  }

  /** Whether a frame comes the known way after all, but with another delay: a listener's buffer may grow. */
  #isMoved(path: EchoPath, lag: number, frame: Float64Array): boolean {
    const before = path.lag;
    path.lag = lag;
    if (this.#habit.measureRest(frame, path.rest(this.#playout, frame, this.#end), path.direct) <= 1) return true;
    path.lag = before;
    return false;
  }

  #begin(lag: number, gain: number): void {
    this.#path = new EchoPath(lag, gain);
    this.#habit.reset();
    this.#own.quiet();
  }
}
