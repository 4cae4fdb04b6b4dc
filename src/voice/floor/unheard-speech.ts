import type { SoundFrame } from '../../audio/opus-pack.ts';
import { countSilence, SILENT_FRAME, type SpeechFrame } from './speech-frame.ts';

/** How much of a waiting person's speech is kept, in frames: 20 s. */
const MOST = 1_000;

/** How much silence is put between two utterances of a person who waits, in frames: 200 ms. */
const BETWEEN = 10;

/** What a person said while someone else had the floor. */
export class UnheardSpeech {
  readonly userId: string;
  /** Whether they're still talking. */
  talking = true;
  /** When their last frame arrived, in milliseconds. */
  last: number;
  /** When their last voiced frame arrived, in milliseconds. */
  voiced: number;
  /** The number of their last frame. */
  number = 0;
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

  /** How many bytes were dropped, because too much was kept already. */
  get lost(): number {
    return this.#lost;
  }

  /** Keeps a frame, or drops and counts it if too much is kept already. */
  append(frame: SpeechFrame): void {
    if (frame.after === 'silence' && this.#frames.length) this.#silence(countSilence(this.last, frame.at));
    this.last = frame.at;
    this.number = frame.number;
    if (frame.speech) this.voiced = frame.at;
    if (this.#frames.length < MOST) this.#frames.push({ pcm: frame.pcm, opus: frame.opus });
    else this.#lost += frame.pcm.length;
  }

  /** The person speaks again after they had finished: what follows is added, after a short silence. */
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

/** The people who wait for the floor, in the order in which they began. Each is in it at most once. */
export class SpeakerQueue {
  #queue: UnheardSpeech[] = [];

  get first(): UnheardSpeech | undefined {
    return this.#queue[0];
  }

  /** When the first of those who are still talking will have been silent for `pause`, in milliseconds. */
  next(pause: number): number | undefined {
    const talking = this.#queue.filter((kept) => kept.talking);
    return talking.length ? Math.min(...talking.map(({ voiced }) => voiced)) + pause : undefined;
  }

  /** What a person is saying, if they wait and are still talking. */
  findTalking(userId: string): UnheardSpeech | undefined {
    return this.#queue.find((kept) => kept.userId === userId && kept.talking);
  }

  /** Adds a person with the beginning of their speech. If they wait already, they keep their place. */
  add(userId: string, frames: SpeechFrame[], now: number): void {
    const known = this.#queue.find((kept) => kept.userId === userId);
    if (!known) this.#queue.push(new UnheardSpeech(userId, frames, now));
    else known.reopen(frames);
  }

  /** Moves a person to the front. */
  prefer(userId: string): void {
    const isTheirs = (kept: UnheardSpeech) => kept.userId === userId;
    this.#queue = [...this.#queue.filter(isTheirs), ...this.#queue.filter((kept) => !isTheirs(kept))];
  }

  /** Marks those who have been silent for `pause` as finished. */
  expire(now: number, pause: number): void {
    for (const kept of this.#queue) if (now - kept.voiced >= pause) kept.talking = false;
  }

  /** Removes the first whose turn it can be, and returns them. */
  shift(isNext: (userId: string) => boolean): UnheardSpeech | undefined {
    const at = this.#queue.findIndex(({ userId }) => isNext(userId));
    return at < 0 ? undefined : this.#queue.splice(at, 1)[0];
  }

  /** Removes a person, and drops their speech. */
  drop(userId: string): void {
    this.#queue = this.#queue.filter((kept) => kept.userId !== userId);
  }

  /** Removes everyone. */
  clear(): void {
    this.#queue = [];
  }
}
