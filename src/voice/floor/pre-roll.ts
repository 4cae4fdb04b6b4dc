import type { SoundFrame } from '../../audio/opus-pack.ts';
import type { SpeechFrame } from './speech-frame.ts';

/** Milliseconds before somebody's first voiced frame that are kept, so that a soft first syllable is not lost. */
const PRE_ROLL = 300;

/** Milliseconds in which voiced frames are counted to tell speech from a blip. */
const WINDOW = 200;

/** The most frames that are remembered, also if they all arrive at once. */
const MOST = 200;

/** What is remembered of somebody who is not being heard: only what would be the beginning of their speech. */
export class PreRoll {
  readonly id: string;
  #recent: SpeechFrame[] = [];
  #after: SpeechFrame['after'] = 'silence';

  constructor(id: string) {
    this.id = id;
  }

  /** Their client fell silent. */
  quiet(): void {
    this.#after = 'silence';
  }

  /** Makes a frame of their sound. It is not remembered by that. */
  frame(sounding: SoundFrame, speech: boolean, at: number): SpeechFrame {
    const after = this.#after;
    this.#after = 'sound';
    return { ...sounding, speech, at, after };
  }

  /** Remembers a frame. `since` is when an attempt to interrupt began, whose beginning must not be forgotten. */
  remember(frame: SpeechFrame, since = Number.POSITIVE_INFINITY): void {
    const oldest = Math.min(since, frame.at - WINDOW) - PRE_ROLL;
    this.#recent = [...this.#recent, frame].filter(({ at }) => at >= oldest).slice(-MOST);
  }

  /** How many frames of the last moments hold a voice. */
  countVoiced(now: number): number {
    return this.#window(now - WINDOW).length;
  }

  /** Takes what is remembered, from a little before the first voiced frame since `since` (or of the last moments). */
  take(now: number, since = now - WINDOW): SpeechFrame[] {
    const first = this.#window(since)[0]?.at ?? now;
    const taken = this.#recent.filter(({ at }) => at >= first - PRE_ROLL);
    this.#recent = [];
    return taken;
  }

  /** Forgets what is remembered. */
  forget(): void {
    this.#recent = [];
  }

  #window(since: number): SpeechFrame[] {
    return this.#recent.filter(({ speech, at }) => speech && at >= since);
  }
}
