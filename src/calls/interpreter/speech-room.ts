import { ANSWER_ROOM, type Hold } from '../../base/expense.ts';

/** For how much more speech room is made at a time, in milliseconds. It's a few cents' worth. */
export const ROOM_STEP = 10_000;

/** The room that one interpreted utterance has in every cap. It grows with what's said, before that is sent. */
export class SpeechRoom {
  readonly #hold: Hold;
  readonly #count: number;
  readonly #onFull: (error: Error) => void;
  /** Milliseconds of speech that were said, and for which there's room. */
  #said = 0;
  #room = ROOM_STEP;

  /** `count` is into how many languages it's translated. `onFull` gets what people are told once a cap is full. */
  constructor(hold: Hold, count: number, onFull: (error: Error) => void) {
    this.#hold = hold;
    this.#count = count;
    this.#onFull = onFull;
  }

  /** So many more milliseconds are said. */
  add(ms: number): void {
    this.#said += ms;
    if (this.#said + ROOM_STEP / 2 <= this.#room) return;
    this.#room += ROOM_STEP;
    // A translation takes about as long as what it translates, and a hold has room for a while of it from the beginning.
    const answerMs = this.#room > ANSWER_ROOM ? ROOM_STEP : 0;
    void this.#hold.grow({ soundMs: this.#count * ROOM_STEP, answerMs }).then((error) => error && this.#onFull(error));
  }

  /**
   * What wasn't needed is given back. By now all that was sent is counted; if nothing was, because Gemini is out of reach, no
   * estimate of it must stay.
   */
  close(): void {
    void this.#hold.close(false);
  }
}
