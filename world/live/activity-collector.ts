import { Detector, type DetectorDelays } from './detector.ts';
import type { Moment, SoundPiece } from './heard-log.ts';

/** Bytes of the 20 ms windows in which loudness is measured, so it doesn't matter how a client cuts its sound. */
const WINDOW = 640;

/** Bytes of the longest activity: an audio session without compression lasts 15 minutes. */
const LONGEST = 15 * 60 * 32_000;

/** What was said in one activity, as 16 kHz mono s16le. */
export type SpokenActivity = { audio: Buffer; started: Moment; pieces: SoundPiece[] };

type Activity = { started: Moment; pcm: Buffer[]; bytes: number; pieces: SoundPiece[] };

/** Collects the sound of an activity from its beginning to its end, and detects both if the client announces neither. */
export class ActivityCollector {
  #detector: Detector;
  #activity: Activity | undefined;

  constructor(patience: DetectorDelays) {
    this.#detector = new Detector(patience);
  }

  /** Whether an activity has begun, or may have. */
  get open(): boolean {
    return this.#activity !== undefined;
  }

  /** How long it has been quiet within detected speech, in milliseconds; nothing outside of speech. */
  get quietMs(): number | undefined {
    return this.#detector.quietMs;
  }

  /** Begins an activity, unless one is open. */
  start(when: Moment): void {
    this.#activity ??= { started: when, pcm: [], bytes: 0, pieces: [] };
  }

  /** Ends the activity and returns what was said; nothing if none was open. */
  end(): SpokenActivity | undefined {
    const activity = this.#activity;
    this.#activity = undefined;
    this.#detector.reset();
    return activity && { ...activity, audio: Buffer.concat(activity.pcm) };
  }

  /** Keeps the sound of an open activity. Other sound is discarded. */
  keep(pcm: Buffer, when: Moment): void {
    const activity = this.#activity;
    if (!activity || activity.bytes + pcm.length > LONGEST) return;
    activity.pcm.push(pcm);
    activity.bytes += pcm.length;
    const last = activity.pieces.at(-1);
    if (last?.wall === when.wall) last.bytes += pcm.length;
    else activity.pieces.push({ ...when, bytes: pcm.length });
  }

  /**
   * Detects activities and yields, in order, each beginning and what was said: loud sound begins one, and enough silence
   * ends it.
   */
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
