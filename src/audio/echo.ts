import { EchoHabit } from './echo-habit.ts';
import { findEchoLikeness, LONGEST_MATCH } from './echo-likeness.ts';
import { EchoPath } from './echo-path.ts';
import { Decimator, ECHO_FRAME, ECHO_SAMPLES_PER_MS, type EchoReference } from './echo-reference.ts';
import { OwnVoice } from './own-voice.ts';
import { EAR_RATE } from './pcm.ts';

/**
 * What a frame contains: the person's `own` sound, or only an `echo` of the mouth. An `unsure` frame is the beginning of
 * their own sound if `own` follows, and an echo otherwise.
 */
type FrameOrigin = 'own' | 'echo' | 'unsure';

/** How much the latest sound must resemble what was said to be an echo of it (0 to 1), by its length in samples. */
const ALIKE = [
  { length: 160, surely: 0.82, maybe: 0.72 },
  { length: 320, surely: 0.76, maybe: 0.62 },
  { length: 480, surely: 0.72, maybe: 0.58 },
  { length: LONGEST_MATCH, surely: 0.68, maybe: 0.55 },
] as const;

/** Only an echo resembles what was said this much, whatever its delay. */
const CERTAIN = 0.88;

/** How much an echo must resemble what was said if it has the expected delay, which other sound hardly has by chance. */
const ALIKE_THERE = 0.45;

/** The same once the path is known, because then the filter should have explained the echo. */
const SURELY_THERE = 0.72;

/** How far an echo's delay may be off the expected one, in samples. */
const THERE = 24;

/** The same after a silence, when positions have to be taken from the clock again. */
const NEAR = 80 * ECHO_SAMPLES_PER_MS;

const isNear = (lag: number, known: number) => Math.abs(lag - known) <= NEAR;

/** How far a frame may be off its time, in samples, before positions are taken from the clock again. */
const LOOSE = 100 * ECHO_SAMPLES_PER_MS;

/** For how many frames in a row they have to be late for that. In a stall of the network they come late, and then in time again. */
const LATE_FOR = 25;

/** The last frame wasn't late. */
const IN_TIME = { frames: 0, least: Number.POSITIVE_INFINITY };

/** If the path leaves this share of what it may leave of an echo, the person's own sound may be starting. */
const DOUBT = 0.4;

/**
 * Tells a person's own sound from Parley's voice that comes back through their loudspeaker and microphone. Each person has
 * one. It costs nothing once the mouth has been silent for a second.
 */
export class EchoDetector {
  readonly #playout: EchoReference;
  #decimator = new Decimator(EAR_RATE);
  /** The latest samples; the newest are at the end. */
  #recent = new Float64Array(LONGEST_MATCH);
  /** How many of them are one continuous sound. */
  #length = 0;
  /** The position at which the last frame ended; see {@link EchoReference}. */
  #end = 0;
  /** How many frames in a row were late, and by how many samples at least. */
  #late = IN_TIME;
  #path: EchoPath | undefined;
  #habit = new EchoHabit();
  #own = new OwnVoice();

  constructor(playout: EchoReference) {
    this.#playout = playout;
  }

  /** Whether an echo has certainly been heard. */
  get proven(): boolean {
    return this.#habit.isProven;
  }

  /** The person's client has stopped sending. What comes next may be a little off in time. */
  quiet(): void {
    this.#length = 0;
    this.#own.quiet();
  }

  /**
   * Judges the next 20 ms.
   *
   * @param pcm 640 bytes, 16 kHz.
   * @param speech whether they're voiced.
   * @param at when they arrived, in milliseconds.
   */
  judge(pcm: Uint8Array, speech: boolean, at: number): FrameOrigin {
    const now = Math.round(at * ECHO_SAMPLES_PER_MS);
    if (!this.#playout.mayEcho(this.#length > 0 ? Math.min(now, this.#end) : now)) {
      this.quiet();
      return 'own';
    }
    const frame = this.#take(pcm, now);
    const path = this.#path;
    if (!path) return speech ? this.#look(frame) : 'own';
    const rest = path.rest(this.#playout, frame, this.#end);
    const left = this.#habit.measureRest(frame, rest, path.direct);
    path.learn(rest);
    if (left <= 1) return this.#echo(frame, rest, speech, left);
    if (!speech) return 'own';
    return this.#look(frame);
  }

  /** Searches for an echo that the path doesn't explain. While the person goes on speaking, only now and then. */
  #look(frame: Float64Array): FrameOrigin {
    return this.#own.isTimeToLook(this.#path !== undefined) ? this.#search(frame) : this.#goOn();
  }

  /** Resamples a frame that arrived at this position, and gives it its own. */
  #take(pcm: Uint8Array, now: number): Float64Array {
    const frame = this.#decimator.take(pcm);
    this.#place(now - this.#end);
    this.#end += ECHO_FRAME;
    this.#length = Math.min(LONGEST_MATCH, this.#length + ECHO_FRAME);
    this.#recent.copyWithin(0, ECHO_FRAME);
    this.#recent.set(frame, LONGEST_MATCH - ECHO_FRAME);
    return frame;
  }

  /**
   * Decides where a frame begins that arrived `late` samples after the end of the last one. A continuous sound stays so, although
   * its frames may arrive late and then together. One that comes too early shows that those before it were late.
   */
  #place(late: number): void {
    const { frames, least } = this.#late;
    this.#late = late > LOOSE ? { frames: frames + 1, least: Math.min(least, late) } : IN_TIME;
    if (this.#length === 0 || late < -LOOSE) this.#end += late;
    else if (this.#late.frames >= LATE_FOR) this.#end += this.#late.least;
    else return;
    this.#late = IN_TIME;
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

  /** The path, if there is one, doesn't explain a frame: there may be another path, or this one isn't well known yet. */
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

  /** Whether the path explains a frame with another delay: a listener's buffer may have grown. */
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
