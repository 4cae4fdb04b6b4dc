import { LOOKAHEAD } from '../../audio/opus.ts';
import { countBytes, MODEL_FRAME, MODEL_RATE, Trimmer } from '../../audio/pcm.ts';
import { ByteQueue } from './byte-queue.ts';

/** How much sound must be there to go on after the first underrun, in milliseconds. It doubles with each underrun. */
const FIRST_CUSHION = 60;

/** How much sound must be there to go on after many underruns, in milliseconds. */
const LARGEST_CUSHION = 400;

/** One turn's PCM on its way to the channel: what has come and hasn't been played. */
export class AnswerPlayout {
  readonly turn: number;
  #trimmer = new Trimmer();
  #queue = new ByteQueue();
  #supply: 'coming' | 'complete' = 'coming';
  /** `behind`: the end of the last frame's sound is still in the encoder, and takes one more packet to come out. */
  #encoder: 'even' | 'behind' = 'even';
  #underRuns = 0;
  /** Bytes of silence that were trimmed. They count as played together with the next frame. */
  #skipped = 0;
  #played = 0;

  constructor(turn: number) {
    this.turn = turn;
  }

  /** How many bytes are waiting. */
  get kept(): number {
    return this.#queue.size;
  }

  /** How many bytes of the model's PCM were sent, including the silence that was trimmed before them. */
  get played(): number {
    return this.#played;
  }

  /** Whether the next frame is there: a whole one, or what remains of the last. */
  get ready(): boolean {
    if (this.#queue.size >= MODEL_FRAME) return true;
    return this.#supply === 'complete' && (this.#queue.size > 0 || this.#encoder === 'behind');
  }

  /** Whether everything has come and was played. */
  get over(): boolean {
    return this.#supply === 'complete' && !this.ready;
  }

  /** Whether there's enough to go on. It takes more after each underrun, because the next one will probably be similar. */
  get cushioned(): boolean {
    const cushion = this.#underRuns && Math.min(LARGEST_CUSHION, FIRST_CUSHION * 2 ** (this.#underRuns - 1));
    return this.ready && (this.#supply === 'complete' || this.#queue.size >= countBytes(cushion, MODEL_RATE));
  }

  /** Takes a piece of PCM, of any length, unless it has more than `room` bytes. Returns how many bytes were refused. */
  add(pcm: Uint8Array, room: number): number {
    if (this.#supply === 'complete') return 0;
    const { sound, dropped } = this.#trimmer.push(pcm);
    this.#skipped += dropped;
    if (sound.byteLength > room) return sound.byteLength;
    this.#queue.add(sound);
    return 0;
  }

  /** Everything has come. */
  complete(): void {
    if (this.#supply === 'complete') return;
    this.#supply = 'complete';
    this.#skipped += this.#trimmer.end();
  }

  /** Drops what hasn't been played. More may come, and may begin with silence again. */
  forget(): void {
    this.#trimmer = new Trimmer();
    this.#queue.clear();
    this.#skipped = 0;
    this.#supply = 'coming';
    this.#encoder = 'even';
  }

  /** The next frame didn't come in time. */
  underRun(): void {
    this.#underRuns++;
  }

  /**
   * Moves the next 20 ms into `frame`. The last frame is filled up with zeros. If that's less than the encoder's look-ahead,
   * a frame of zeros follows, so that the end of the sound is heard.
   *
   * @returns how many of the model's bytes the frame stands for, for {@link noteLeft}; undefined if there's no frame.
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

  /** A frame's packet was sent. */
  noteLeft(bytes: number): void {
    this.#played += bytes;
  }

  /** Nothing more will be played. Trimmed silence with no sound after it counts as played. */
  finish(): void {
    this.#played += this.#skipped;
    this.#skipped = 0;
  }
}
