import { LOOKAHEAD } from '../../audio/opus.ts';
import { countBytes, MODEL_FRAME, MODEL_RATE, Trimmer } from '../../audio/pcm.ts';
import { ByteQueue } from './byte-queue.ts';

/** Milliseconds of sound that must be there to go on after the first under-run, and after many. */
const FIRST_CUSHION = 60;
const LARGEST_CUSHION = 400;

/** The PCM of one turn on its way to the channel: what has come of it and has not been played. */
export class AnswerPlayout {
  readonly turn: number;
  #trimmer = new Trimmer();
  #queue = new ByteQueue();
  #supply: 'coming' | 'complete' = 'coming';
  /** `behind`: the encoder still has the end of what was taken. */
  #encoder: 'even' | 'behind' = 'even';
  #underRuns = 0;
  /** Bytes that were cut off and count as played with the next frame. */
  #skipped = 0;
  #played = 0;

  constructor(turn: number) {
    this.turn = turn;
  }

  /** Bytes that wait here. */
  get kept(): number {
    return this.#queue.size;
  }

  /** Bytes of the model's PCM whose packets have left, and what was cut off before them. */
  get played(): number {
    return this.#played;
  }

  /** A whole frame is here, or the last one. */
  get ready(): boolean {
    if (this.#queue.size >= MODEL_FRAME) return true;
    return this.#supply === 'complete' && (this.#queue.size > 0 || this.#encoder === 'behind');
  }

  /** Everything has come and gone. */
  get over(): boolean {
    return this.#supply === 'complete' && !this.ready;
  }

  /** So much is here that playing may go on. After under-runs it takes more with each, because the next one is like the last. */
  get cushioned(): boolean {
    const cushion = this.#underRuns && Math.min(LARGEST_CUSHION, FIRST_CUSHION * 2 ** (this.#underRuns - 1));
    return this.ready && (this.#supply === 'complete' || this.#queue.size >= countBytes(cushion, MODEL_RATE));
  }

  /** Takes a piece of PCM, of any length, unless that makes it more than `room` bytes. Gives back how many were refused. */
  add(pcm: Uint8Array, room: number): number {
    if (this.#supply === 'complete') return 0;
    const { sound, dropped } = this.#trimmer.push(pcm);
    this.#skipped += dropped;
    if (sound.byteLength > room) return sound.byteLength;
    this.#queue.add(sound);
    return 0;
  }

  /** All of it has come. */
  complete(): void {
    if (this.#supply === 'complete') return;
    this.#supply = 'complete';
    this.#skipped += this.#trimmer.end();
  }

  /** Forgets what has come and is not played; more may come, and may begin with silence again. */
  forget(): void {
    this.#trimmer = new Trimmer();
    this.#queue.clear();
    this.#skipped = 0;
    this.#supply = 'coming';
    this.#encoder = 'even';
  }

  /** The next frame did not come in time. */
  underRun(): void {
    this.#underRuns++;
  }

  /**
   * Moves the next 20 ms into `frame`; zeros fill up the last one. If the zeros are fewer than the encoder's look-ahead,
   * one more frame, all zeros, follows, so that the end of the sound is heard.
   *
   * @returns the bytes that it stands for, for {@link noteLeft}; undefined if no frame is there.
   */
  take(frame: Uint8Array): number | undefined {
    if (!this.ready) return undefined;
    const bytes = this.#queue.take(frame);
    frame.fill(0, bytes);
    this.#encoder = frame.byteLength - bytes < LOOKAHEAD ? 'behind' : 'even';
    const skipped = this.#skipped;
    this.#skipped = 0;
    return skipped + bytes;
  }

  /** A frame's packet has left. */
  noteLeft(bytes: number): void {
    this.#played += bytes;
  }

  /** Nothing more of it is to be played: what was cut off and had no sound behind it counts as played. */
  finish(): void {
    this.#played += this.#skipped;
    this.#skipped = 0;
  }
}
