import type { SoundFrame } from '../../audio/opus-pack.ts';
import { countSilence, SILENT_FRAME, type SpeechFrame } from './speech-frame.ts';

/** The most that is kept of somebody, in frames: 20 s. */
const MOST = 1_000;

/** The silence, in frames, that is put between two utterances of somebody who waits: 200 ms. */
const BETWEEN = 10;

/** What somebody said while they could not be heard. */
export class UnheardSpeech {
  readonly userId: string;
  /** Whether they are still at it. */
  talking = true;
  /** When their last frame, and their last voiced frame, arrived. */
  last: number;
  voiced: number;
  #frames: SoundFrame[] = [];
  #lost = 0;

  constructor(userId: string, frames: SpeechFrame[], now: number) {
    this.userId = userId;
    this.last = now;
    this.voiced = now;
    for (const frame of frames) this.append(frame);
  }

  /** The frames that were kept, oldest first. */
  get frames(): SoundFrame[] {
    return this.#frames;
  }

  /** Bytes that were beyond the bound. */
  get lost(): number {
    return this.#lost;
  }

  /** Keeps a frame, or counts it as lost if there is too much already. */
  append(frame: SpeechFrame): void {
    if (frame.after === 'silence' && this.#frames.length) this.#silence(countSilence(this.last, frame.at));
    this.last = frame.at;
    if (frame.speech) this.voiced = frame.at;
    if (this.#frames.length < MOST) this.#frames.push({ pcm: frame.pcm, opus: frame.opus });
    else this.#lost += frame.pcm.length;
  }

  /** They speak again after they had ended: the same entry goes on. */
  reopen(frames: SpeechFrame[]): void {
    this.talking = true;
    this.#silence(BETWEEN);
    frames.forEach((frame, index) => {
      this.append(index ? frame : { ...frame, after: 'sound' });
    });
  }

  #silence(frames: number): void {
    for (let left = Math.min(frames, MOST - this.#frames.length); left > 0; left--) this.#frames.push(SILENT_FRAME);
  }
}

/** Those who wait for the floor, in the order in which they began. Everybody waits at most once. */
export class SpeakerQueue {
  #queue: UnheardSpeech[] = [];

  get first(): UnheardSpeech | undefined {
    return this.#queue[0];
  }

  /** When somebody who is still talking will have been silent for `pause`, in milliseconds. */
  next(pause: number): number | undefined {
    const talking = this.#queue.filter((kept) => kept.talking);
    return talking.length ? Math.min(...talking.map(({ voiced }) => voiced)) + pause : undefined;
  }

  /** What somebody is saying just now, if they wait. */
  findTalking(userId: string): UnheardSpeech | undefined {
    return this.#queue.find((kept) => kept.userId === userId && kept.talking);
  }

  /** Keeps the beginning of somebody's speech, behind what else is kept. */
  add(userId: string, frames: SpeechFrame[], now: number): void {
    const known = this.#queue.find((kept) => kept.userId === userId);
    if (!known) this.#queue.push(new UnheardSpeech(userId, frames, now));
    else known.reopen(frames);
  }

  /** Lets somebody go before all others. */
  prefer(userId: string): void {
    const isTheirs = (kept: UnheardSpeech) => kept.userId === userId;
    this.#queue = [...this.#queue.filter(isTheirs), ...this.#queue.filter((kept) => !isTheirs(kept))];
  }

  /** Ends the speech of those who have been silent for `pause`. */
  expire(now: number, pause: number): void {
    for (const kept of this.#queue) if (now - kept.voiced >= pause) kept.talking = false;
  }

  /** Takes the first. */
  shift(): UnheardSpeech | undefined {
    return this.#queue.shift();
  }

  /** Forgets somebody. */
  drop(userId: string): void {
    this.#queue = this.#queue.filter((kept) => kept.userId !== userId);
  }

  /** Forgets everybody. */
  clear(): void {
    this.#queue = [];
  }
}
