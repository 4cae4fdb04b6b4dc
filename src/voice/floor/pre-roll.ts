import type { SoundFrame } from '../../audio/opus-pack.ts';
import { FRAME_MS } from '../../audio/pcm.ts';
import type { SpeechFrame } from './speech-frame.ts';

/** How much is kept before a person's first voiced frame, in milliseconds, so that a soft first syllable isn't lost. */
const PRE_ROLL = 300;

/** The time within which voiced frames are counted, to tell speech from a blip. Milliseconds. */
const WINDOW = 200;

/** Packets that come this much later than they should, in milliseconds, were held up on their way: nothing was said meanwhile. */
const HELD_UP = 60;

/** How many frames are remembered at most, even if they all arrive at once. */
const MOST = 200;

/** The latest frames of a person who isn't being heard: only what would be the beginning of their speech. */
export class PreRoll {
  readonly id: string;
  #recent: SpeechFrame[] = [];
  #after: SpeechFrame['after'] = 'silence';
  /** How many frames there were so far. */
  #frames = 0;

  constructor(id: string) {
    this.id = id;
  }

  /** The person's client has stopped sending. */
  quiet(): void {
    this.#after = 'silence';
  }

  /** Makes a speech frame. Doing so doesn't remember it. */
  frame(sounding: SoundFrame, speech: boolean, at: number): SpeechFrame {
    const after = this.#after;
    this.#after = 'sound';
    this.#frames += 1;
    return { ...sounding, speech, at, number: this.#frames, after };
  }

  /** Remembers a frame. `since` is when their attempt to interrupt began; all of that is kept. */
  remember(frame: SpeechFrame, since = Number.POSITIVE_INFINITY): void {
    const oldest = Math.min(since, frame.at - WINDOW) - PRE_ROLL;
    this.#recent = [...this.#closeUp(frame), frame].filter(({ at }) => at >= oldest).slice(-MOST);
  }

  /** How many frames within the last 200 ms are voiced. */
  countVoiced(now: number): number {
    return this.#window(now - WINDOW).length;
  }

  /** Takes what is remembered from a little before the first voiced frame since `since`, and forgets the rest. */
  take(now: number, since = now - WINDOW): SpeechFrame[] {
    const first = this.#window(since)[0]?.at ?? now;
    const taken = this.#recent.filter(({ at }) => at >= first - PRE_ROLL);
    this.#recent = [];
    return taken;
  }

  /** Forgets everything. */
  forget(): void {
    this.#recent = [];
  }

  /** What is remembered, moved up to the next frame if that was only late: else a first syllable would be too old to be kept. */
  #closeUp({ at, after }: SpeechFrame): SpeechFrame[] {
    const late = at - (this.#recent.at(-1)?.at ?? at) - FRAME_MS;
    if (after === 'silence' || late < HELD_UP) return this.#recent;
    return this.#recent.map((frame) => ({ ...frame, at: frame.at + late }));
  }

  #window(since: number): SpeechFrame[] {
    return this.#recent.filter(({ speech, at }) => speech && at >= since);
  }
}
