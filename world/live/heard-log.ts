import type { Clock } from '../../src/base/clock.ts';
import { Arrivals } from './arrivals.ts';
import type { LocalConnection } from './connection.ts';

/** So many spoken questions are kept with their sound; it is what a test can look at, and not all that was ever said. */
const KEPT = 500;

/** When something reached the server: by the world's clock, and by `performance.now()`, for measuring. Milliseconds. */
export type Moment = { at: number; wall: number };

export const moment = (clock: Clock): Moment => ({ at: clock.now(), wall: performance.now() });

/** Some sound as it came in: how many bytes of it, as 16 kHz mono s16le. */
export type SoundPiece = Moment & { bytes: number };

/** One thing that speech is made of on the wire. A marker is a user's `clientContent` that asks for no answer. */
export type Input =
  | (Moment & { is: 'activityStart' | 'activityEnd' | 'audioStreamEnd' })
  | (Moment & { is: 'marker'; text: string })
  | (SoundPiece & { is: 'audio' });

/** One spoken question, from the beginning of its activity to its end, whatever then becomes of it. */
export type SpokenQuestion = {
  connection: LocalConnection;
  /** All of it, 16 kHz mono s16le. */
  audio: Buffer;
  /** The newest marker of its connection when it ended: who spoke, if the client marks speakers. */
  marker: string | undefined;
  /** When the activity began: at activityStart, or when the server was sure of it. */
  started: Moment;
  /** When it ended: at activityEnd or audioStreamEnd, or when there had been enough silence. */
  ended: Moment;
  /** Its frames of sound. */
  pieces: readonly SoundPiece[];
};

/** Spoken questions, one after the other. */
export class SpokenQuestions {
  #arrivals = new Arrivals<SpokenQuestion>(KEPT);

  get all(): readonly SpokenQuestion[] {
    return this.#arrivals.all;
  }

  add(spoken: SpokenQuestion): void {
    this.#arrivals.add(spoken);
  }

  end(why: string): void {
    this.#arrivals.end(why);
  }

  /** The n-th, the first being 0, within 5 s. Its answer, if there is one, has begun by then, so that time may go on. */
  async spoken(n: number): Promise<SpokenQuestion> {
    const spoken = await this.#arrivals.at(n, `spoken question ${n}`);
    await new Promise(setImmediate);
    return spoken;
  }
}

/** What was heard on one connection: for tests, and of no effect. */
export class HeardLog {
  #inputs = new Arrivals<Input>();
  #questions = new SpokenQuestions();

  arrived(input: Input): void {
    this.#inputs.add(input);
  }

  asked(spoken: SpokenQuestion): void {
    this.#questions.add(spoken);
  }

  /** Nothing more will be heard: whoever waits is told why. */
  end(why: string): void {
    this.#inputs.end(why);
    this.#questions.end(why);
  }

  /** Everything that speech was made of, in order of arrival; sound outside of activities included. */
  get inputs(): readonly Input[] {
    return this.#inputs.all;
  }

  /** The first input that matches, past or to come, within 5 s. */
  input(matches: (input: Input) => boolean): Promise<Input> {
    return this.#inputs.first(matches, `an input that matches ${matches}`);
  }

  /** Every spoken question so far. */
  get questions(): readonly SpokenQuestion[] {
    return this.#questions.all;
  }

  /** The n-th spoken question, the first being 0, within 5 s. Its answer, if there is one, has begun by then. */
  spoken(n: number): Promise<SpokenQuestion> {
    return this.#questions.spoken(n);
  }
}
