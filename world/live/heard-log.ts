import type { Clock } from '../../src/base/clock.ts';
import { Arrivals } from './arrivals.ts';
import type { LocalConnection } from './connection.ts';

/** How many spoken questions are kept with their sound. A test looks at far fewer. */
const KEPT = 500;

/** When something reached the server: by the world's clock, and by `performance.now()`, for measuring. Milliseconds. */
export type Moment = { at: number; wall: number };

export const moment = (clock: Clock): Moment => ({ at: clock.now(), wall: performance.now() });

/** How many bytes of sound came in one frame, as 16 kHz mono s16le. */
export type SoundPiece = Moment & { bytes: number };

/** One part of speech on the wire. A marker is a user's `clientContent` that asks for no answer. */
export type Input =
  | (Moment & { is: 'activityStart' | 'activityEnd' | 'audioStreamEnd' })
  | (Moment & { is: 'marker'; text: string })
  | (SoundPiece & { is: 'audio' });

/** One spoken question, from the beginning of its activity to its end, whether or not it is answered. */
export type SpokenQuestion = {
  connection: LocalConnection;
  /** All of its sound, 16 kHz mono s16le. */
  audio: Buffer;
  /** The newest marker of its connection when it ended: who spoke, if the client marks speakers. */
  marker: string | undefined;
  /** When the activity began: at activityStart, or when the server detected speech. */
  started: Moment;
  /** When it ended: at activityEnd or audioStreamEnd, or after enough silence. */
  ended: Moment;
  /** Its frames of sound. */
  pieces: readonly SoundPiece[];
};

/** Spoken questions, one after another. */
export class SpokenQuestions {
  #arrivals = new Arrivals<SpokenQuestion>(KEPT);

  get all(): readonly SpokenQuestion[] {
    return this.#arrivals.all;
  }

  add(spoken: SpokenQuestion): void {
    this.#arrivals.add(spoken);
  }

  forget(): void {
    this.#arrivals.forget();
  }

  end(why: string): void {
    this.#arrivals.end(why);
  }

  /**
   * The n-th, counted from 0. If it's answered, the answer has begun by then, so a test may advance its clock. Rejects
   * after `TEST_PATIENCE`.
   */
  async spoken(n: number): Promise<SpokenQuestion> {
    const spoken = await this.#arrivals.at(n, `spoken question ${n}`);
    await new Promise(setImmediate);
    return spoken;
  }
}

/** What was heard on one connection. Only tests read it. */
export class HeardLog {
  #inputs = new Arrivals<Input>();
  #questions = new SpokenQuestions();

  arrived(input: Input): void {
    this.#inputs.add(input);
  }

  asked(spoken: SpokenQuestion): void {
    this.#questions.add(spoken);
  }

  /** Nothing more will be heard, so waiting for it rejects with `why`. */
  end(why: string): void {
    this.#inputs.end(why);
    this.#questions.end(why);
  }

  /** All parts of speech in order of arrival, with the sound outside of activities. */
  get inputs(): readonly Input[] {
    return this.#inputs.all;
  }

  /** The first matching input, whether it has come or is still to come. Rejects after `TEST_PATIENCE`. */
  input(matches: (input: Input) => boolean): Promise<Input> {
    return this.#inputs.first(matches, `an input that matches ${matches}`);
  }

  /** Every spoken question so far. */
  get questions(): readonly SpokenQuestion[] {
    return this.#questions.all;
  }

  /** The n-th spoken question, counted from 0, once any answer has begun. Rejects after `TEST_PATIENCE`. */
  spoken(n: number): Promise<SpokenQuestion> {
    return this.#questions.spoken(n);
  }
}
