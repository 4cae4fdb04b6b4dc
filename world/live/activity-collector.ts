import { Detector, type DetectorDelays } from './detector.ts';
import type { Moment, SoundPiece } from './heard-log.ts';

/** Sound is judged in windows of 20 ms, so that it does not matter how a client cuts it. */
const WINDOW = 640;

/** The longest that can be said at once: a session of audio lives 15 minutes without compression. */
const LONGEST = 15 * 60 * 32_000;

/** What was said in one activity: 16 kHz mono s16le. */
export type SpokenActivity = { audio: Buffer; started: Moment; pieces: SoundPiece[] };

type Activity = { started: Moment; pcm: Buffer[]; bytes: number; pieces: SoundPiece[] };

/** Collects what is said from the beginning of an activity to its end, and finds both if nobody else says so. */
export class ActivityCollector {
  #detector: Detector;
  #activity: Activity | undefined;

  constructor(patience: DetectorDelays) {
    this.#detector = new Detector(patience);
  }

  /** Whether an activity has begun, or perhaps has. */
  get open(): boolean {
    return this.#activity !== undefined;
  }

  /** How long it has been quiet in what is surely speech; nothing while there is none. */
  get quietMs(): number | undefined {
    return this.#detector.quietMs;
  }

  /** Begins an activity; one that runs goes on. */
  start(when: Moment): void {
    this.#activity ??= { started: when, pcm: [], bytes: 0, pieces: [] };
  }

  /** Ends the activity and hands over what was said; nothing if there was none. */
  end(): SpokenActivity | undefined {
    const activity = this.#activity;
    this.#activity = undefined;
    this.#detector.reset();
    return activity && { ...activity, audio: Buffer.concat(activity.pcm) };
  }

  /** Keeps sound of an open activity; sound outside of one is discarded. */
  keep(pcm: Buffer, when: Moment): void {
    const activity = this.#activity;
    if (!activity || activity.bytes + pcm.length > LONGEST) return;
    activity.pcm.push(pcm);
    activity.bytes += pcm.length;
    const last = activity.pieces.at(-1);
    if (last?.wall === when.wall) last.bytes += pcm.length;
    else activity.pieces.push({ ...when, bytes: pcm.length });
  }

  /** Listens by itself, and says in their order what began and what was said: loud sound begins, enough silence ends. */
  *listen(pcm: Buffer, when: Moment): Generator<'started' | SpokenActivity> {
    for (let at = 0; at < pcm.length; at += WINDOW) {
      const window = pcm.subarray(at, at + WINDOW);
      const sign = this.#detector.take(window);
      if (sign === 'perhaps' || sign === 'started') this.start(when);
      this.keep(window, when);
      if (sign === 'dismissed') this.#activity = undefined;
      if (sign === 'started' && this.#activity) {
        this.#activity.started = when;
        yield 'started';
      }
      const said = sign === 'ended' && this.end();
      if (said) yield said;
    }
  }
}
