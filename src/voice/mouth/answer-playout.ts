import { LOOKAHEAD } from '../../audio/opus.ts';
import { countBytes, MODEL_FRAME, MODEL_RATE, Trimmer } from '../../audio/pcm.ts';

/** Who may cut an utterance short by speaking: everybody, or the people with these ids. */
export type Interrupters = 'all' | string[];

/** Milliseconds of sound that must be there to go on after the first under-run, and after many. */
const FIRST_CUSHION = 60;
const LARGEST_CUSHION = 400;

/** The PCM of one turn on its way to the channel: what has come of it and has not been played. */
export class AnswerPlayout {
  readonly turn: number;
  readonly interrupters: Interrupters;
  #trimmer = new Trimmer();
  #pieces: Uint8Array[] = [];
  /** Bytes of the first piece that are gone. */
  #offset = 0;
  #kept = 0;
  #complete = false;
  /** The encoder still has the end of what was taken. */
  #behind = false;
  #underRuns = 0;
  /** Bytes that were cut off and count as played with the next frame. */
  #skipped = 0;
  #played = 0;

  constructor(turn: number, interrupters: Interrupters) {
    this.turn = turn;
    this.interrupters = interrupters;
  }

  /** Bytes that wait here. */
  get kept(): number {
    return this.#kept;
  }

  /** Bytes of the model's PCM whose packets have left, and what was cut off before them. */
  get played(): number {
    return this.#played;
  }

  /** A whole frame is here, or the last one. */
  get ready(): boolean {
    return this.#kept >= MODEL_FRAME || (this.#complete && (this.#kept > 0 || this.#behind));
  }

  /** Everything has come and gone. */
  get over(): boolean {
    return this.#complete && !this.ready;
  }

  /** So much is here that playing may go on. After under-runs it takes more with each, because the next one is like the last. */
  get cushioned(): boolean {
    const cushion = this.#underRuns && Math.min(LARGEST_CUSHION, FIRST_CUSHION * 2 ** (this.#underRuns - 1));
    return this.ready && (this.#complete || this.#kept >= countBytes(cushion, MODEL_RATE));
  }

  /** Takes a piece of PCM, of any length, unless that makes it more than `room` bytes. Gives back how many were refused. */
  add(pcm: Uint8Array, room: number): number {
    if (this.#complete) return 0;
    const { sound, dropped } = this.#trimmer.push(pcm);
    this.#skipped += dropped;
    if (sound.byteLength > room) return sound.byteLength;
    if (sound.byteLength > 0) this.#pieces.push(sound);
    this.#kept += sound.byteLength;
    return 0;
  }

  /** All of it has come. */
  complete(): void {
    if (this.#complete) return;
    this.#complete = true;
    this.#skipped += this.#trimmer.end();
  }

  /** Forgets what has come and is not played; more may come, and may begin with silence again. */
  forget(): void {
    this.#trimmer = new Trimmer();
    this.#pieces = [];
    this.#offset = 0;
    this.#kept = 0;
    this.#skipped = 0;
    this.#complete = false;
    this.#behind = false;
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
    const bytes = this.#move(frame);
    frame.fill(0, bytes);
    this.#behind = frame.byteLength - bytes < LOOKAHEAD;
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

  #move(frame: Uint8Array): number {
    let filled = 0;
    for (let piece = this.#pieces[0]; piece && filled < frame.byteLength; piece = this.#pieces[0]) {
      const part = piece.subarray(this.#offset, this.#offset + frame.byteLength - filled);
      frame.set(part, filled);
      filled += part.byteLength;
      this.#offset += part.byteLength;
      if (this.#offset < piece.byteLength) continue;
      this.#pieces.shift();
      this.#offset = 0;
    }
    this.#kept -= filled;
    return filled;
  }
}
