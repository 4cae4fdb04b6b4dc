import { LOOKAHEAD } from '../../audio/opus.ts';
import { countBytes, MODEL_FRAME, MODEL_RATE, Trimmer } from '../../audio/pcm.ts';
import { ByteQueue } from './byte-queue.ts';

/** How much sound must be there to go on after the first underrun, in milliseconds. It doubles with each underrun. */
const FIRST_CUSHION = 60;

/** How much sound must be there to go on after many underruns, in milliseconds. */
const LARGEST_CUSHION = 400;

const NO_CUE = new Uint8Array(0);

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
  /** What is left of a cue, which isn't part of the answer. */
  #cue: Uint8Array = NO_CUE;
  /** What the last frame was of, and what was heard so far. */
  #frame: 'answer' | 'cue' = 'answer';
  #heard: 'nothing' | 'answer' | 'cue' = 'nothing';

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
    if (this.#queue.size >= MODEL_FRAME || this.#cue.byteLength > 0) return true;
    return this.#supply === 'complete' && (this.#queue.size > 0 || this.#encoder === 'behind');
  }

  /** Whether everything has come and was played. */
  get over(): boolean {
    return this.#supply === 'complete' && !this.ready;
  }

  /** Whether there's enough to go on. It takes more after each underrun, because the next one will probably be similar. */
  get cushioned(): boolean {
    const cushion = this.#underRuns && Math.min(LARGEST_CUSHION, FIRST_CUSHION * 2 ** (this.#underRuns - 1));
    if (this.#cue.byteLength > 0) return true;
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
    this.#cue = NO_CUE;
    this.#skipped = 0;
    this.#supply = 'coming';
    this.#encoder = 'even';
  }

  /** The next frame didn't come in time. After a cue none was expected. */
  underRun(): void {
    if (this.#frame === 'answer') this.#underRuns++;
  }

  /** Adds a cue, of whole frames, unless some of the answer can be played. */
  cue(pcm: Uint8Array): void {
    if (!this.ready && this.#supply === 'coming') this.#cue = pcm;
  }

  /**
   * Moves the next 20 ms into `frame`. The last frame is filled up with zeros. If that's less than the encoder's look-ahead,
   * a frame of zeros follows, so that the end of the sound is heard.
   *
   * @returns how many of the model's bytes the frame stands for, for {@link noteLeft}; undefined if there's no frame.
   */
  take(frame: Uint8Array): number | undefined {
    if (!this.ready) return undefined;
    this.#frame = this.#cue.byteLength > 0 ? 'cue' : 'answer';
    if (this.#frame === 'cue') {
      frame.set(this.#cue.subarray(0, frame.byteLength));
      this.#cue = this.#cue.subarray(frame.byteLength);
      return 0;
    }
    const bytes = this.#queue.take(frame);
    frame.fill(0, bytes);
    this.#encoder = frame.byteLength - bytes < LOOKAHEAD ? 'behind' : 'even';
    const skipped = this.#skipped;
    this.#skipped = 0;
    return skipped + bytes;
  }

  /** A frame's packet was sent. Returns what is heard with it for the first time. */
  noteLeft(bytes: number): 'answer' | 'cue' | undefined {
    this.#played += bytes;
    if (this.#heard === 'answer' || this.#heard === this.#frame) return undefined;
    this.#heard = this.#frame;
    return this.#frame;
  }

  /** Nothing more will be played. Trimmed silence with no sound after it counts as played. */
  finish(): void {
    this.#played += this.#skipped;
    this.#skipped = 0;
  }
}
