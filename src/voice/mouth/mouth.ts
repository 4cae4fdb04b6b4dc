import { type Encoder, SILENCE_FRAME } from '../../audio/opus.ts';
import { MODEL_FRAME } from '../../audio/pcm.ts';
import { AnswerPlayout } from './answer-playout.ts';
import type { Metronome, Part } from './metronome.ts';
import type { MouthListener, PlayoutOutcome } from './mouth-listener.ts';
import { PlayoutQueue } from './playout-queue.ts';

/** How many frames of silence are sent when the mouth falls silent (Discord docs, topics/voice-connections). */
const SILENCES = 5;

/** How much PCM may wait in a call's mouth, over all answers, in bytes: 11 minutes. */
export const MOUTH_CAPACITY = 32 * 1024 * 1024;

type MouthOptions = {
  metronome: Metronome;
  /** It becomes the mouth's own, and is closed with it. */
  encoder: Encoder;
  /** Sends one Opus packet, now. */
  send(packet: Uint8Array): void;
  /** Gets the sound of each packet that was sent (960 bytes). The bytes are overwritten afterwards. */
  onSaid(pcm: Uint8Array): void;
  listener: MouthListener;
  /** How much PCM may wait, over all answers, in bytes. */
  capacity: number;
};

/** What a mouth is doing. `silences` is how many frames of silence are still to be sent. */
type State =
  /** Between two answers. */
  | { is: 'quiet'; silences: number }
  /** A packet of the answer is sent with each beat. */
  | { is: 'playing'; answer: AnswerPlayout }
  /** In the middle of an answer whose next frames haven't come yet. */
  | { is: 'starved'; answer: AnswerPlayout; silences: number }
  /** In the middle of an answer, waiting because someone is speaking. */
  | { is: 'held'; answer: AnswerPlayout; silences: number };

/**
 * The mouth of one call. It plays answers one after another, packet by packet, and knows to the byte how much was played.
 * Sound is encoded only when its packet is due, so the mouth can fall silent with the very next packet.
 */
export class Mouth {
  readonly #options: MouthOptions;
  readonly #part: Part;
  readonly #frame = Buffer.alloc(MODEL_FRAME);
  #state: State = { is: 'quiet', silences: 0 };
  readonly #answers = new PlayoutQueue();
  #floor: 'free' | 'taken' = 'free';
  #line: 'up' | 'down' | 'closed' = 'up';

  constructor(options: MouthOptions) {
    this.#options = options;
    this.#part = options.metronome.part(
      () => this.#beat(),
      (error) => options.listener.onFailure(error),
    );
  }

  /** Whether it's in the middle of an answer, from the first packet to the last, even while that is held or starved. */
  get speaking(): boolean {
    return this.turn !== undefined;
  }

  /** The turn whose answer is being spoken. */
  get turn(): number | undefined {
    return this.#current?.turn;
  }

  /** Opens a turn's answer, behind those that it has. */
  speak(turn: number): void {
    if (this.#line !== 'closed' && !this.#answers.find(turn)) this.#answers.add(new AnswerPlayout(turn));
  }

  /** Takes a piece of an answer: 24 kHz PCM, of any length. It's ignored if the mouth is done with the turn. */
  sound(turn: number, pcm: Uint8Array): void {
    const answer = this.#answers.find(turn);
    if (!answer) return;
    const lost = answer.add(pcm, this.#options.capacity - this.#answers.kept);
    if (lost > 0) this.#options.listener.onLoss(lost);
    this.#proceed();
  }

  /** Plays a cue in an answer's place, unless something is being said, or somebody speaks, or nobody could hear it. */
  cue(turn: number, pcm: Uint8Array): void {
    const { first } = this.#answers;
    const isFree = this.#state.is !== 'held' && this.#floor === 'free' && this.#line === 'up';
    if (first?.turn === turn && isFree) first.cue(pcm);
    this.#proceed();
  }

  /** An answer is complete. */
  finish(turn: number): void {
    this.#answers.find(turn)?.complete();
    this.#proceed();
  }

  /** Drops what hasn't been played of an answer. If `then` is `end`, the mouth is done with it. */
  withdraw(turn: number, then: 'go on' | 'end'): void {
    const answer = this.#answers.find(turn);
    if (!answer) return;
    answer.forget();
    if (then === 'end') this.#drop(answer, { turn, bytes: answer.played, how: 'withdrawn' });
    this.#proceed();
  }

  /** Drops everything that is still to be said. */
  hush(): void {
    for (const answer of this.#answers.all)
      this.#drop(answer, { turn: answer.turn, bytes: answer.played, how: 'hushed' });
  }

  /** Falls silent with the next packet, without losing any sound. */
  hold(): void {
    const state = this.#state;
    if (state.is === 'playing' || state.is === 'starved')
      this.#state = { is: 'held', answer: state.answer, silences: this.#silences };
  }

  /** Goes on exactly where it was held. */
  release(): void {
    if (this.#state.is === 'held') this.#state = { ...this.#state, is: 'starved' };
    this.#proceed();
  }

  /** Drops the answer that is being spoken, and what is still to come of it. `by` is who interrupted. */
  interrupt(by: string): void {
    const answer = this.#current;
    if (answer) this.#drop(answer, { turn: answer.turn, bytes: answer.played, how: 'interrupted', by });
    this.#proceed();
  }

  /** Someone has the floor: no new answer starts. One that is being spoken goes on. */
  floorTaken(): void {
    this.#floor = 'taken';
  }

  /** Nobody has the floor any more. */
  floorFree(): void {
    this.#floor = 'free';
    this.#proceed();
  }

  /** The connection is down: no packets are sent, and nothing is lost. */
  pause(): void {
    if (this.#line === 'up') this.#line = 'down';
    this.#part.stop();
  }

  /** The connection is up again. */
  resume(): void {
    if (this.#line === 'down') this.#line = 'up';
    this.#proceed();
  }

  /** Stops for good, without reporting an end. */
  close(): void {
    if (this.#line === 'closed') return;
    this.#line = 'closed';
    this.#part.stop();
    this.#state = { is: 'quiet', silences: 0 };
    this.#answers.clear();
    this.#options.encoder.close();
  }

  get #current(): AnswerPlayout | undefined {
    return this.#state.is === 'quiet' ? undefined : this.#state.answer;
  }

  get #silences(): number {
    return this.#state.is === 'playing' ? SILENCES : this.#state.silences;
  }

  /** Removes an answer and reports its end. */
  #drop(answer: AnswerPlayout, end: PlayoutOutcome): void {
    if (answer === this.#current) this.#state = { is: 'quiet', silences: this.#silences };
    this.#answers.drop(answer);
    this.#options.listener.silent(end);
  }

  #finish(answer: AnswerPlayout): void {
    answer.finish();
    this.#drop(answer, { turn: answer.turn, bytes: answer.played, how: 'played' });
  }

  /** Something has changed: goes on, if that's what the mouth was waiting for. */
  #proceed(): void {
    const state = this.#state;
    if (state.is === 'starved' && state.answer.over) this.#finish(state.answer);
    else if (state.is === 'starved' && state.answer.cushioned) this.#state = { ...state, is: 'playing' };
    if (this.#state.is === 'quiet') this.#finishSilent();
    if (this.#line === 'up' && this.#due) this.#part.start();
  }

  /** An answer without sound is over as soon as it's the first in the queue. */
  #finishSilent(): void {
    for (let { first } = this.#answers; first?.over; { first } = this.#answers) this.#finish(first);
  }

  /** Whether there's something to send with the next beat. */
  get #due(): boolean {
    return this.#state.is === 'playing' || this.#state.silences > 0 || this.#next !== undefined;
  }

  /** The answer that can start now. */
  get #next(): AnswerPlayout | undefined {
    const { first } = this.#answers;
    return this.#state.is === 'quiet' && this.#floor === 'free' && first?.ready ? first : undefined;
  }

  #beat(): boolean {
    const next = this.#next;
    if (this.#state.is === 'playing') this.#play(this.#state.answer);
    else if (this.#state.silences > 0) this.#beSilent(this.#state);
    else if (next) this.#begin(next);
    return this.#due;
  }

  #begin(answer: AnswerPlayout): void {
    this.#state = { is: 'playing', answer };
    // The end of the last answer's sound may still be in the encoder, and mustn't be heard in this one.
    this.#options.encoder.reset();
    this.#play(answer);
  }

  #play(answer: AnswerPlayout): void {
    const bytes = answer.take(this.#frame);
    if (bytes === undefined) this.#stop(answer);
    if (bytes === undefined) return;
    this.#options.send(this.#options.encoder.encode(this.#frame));
    this.#options.onSaid(this.#frame);
    const heard = answer.noteLeft(bytes);
    if (heard) this.#options.listener.audible(answer.turn, heard);
  }

  /** There's no next frame: the answer is over, or the rest is late. */
  #stop(answer: AnswerPlayout): void {
    this.#state = { is: 'starved', answer, silences: SILENCES - 1 };
    if (!answer.over) answer.underRun();
    else {
      this.#finish(answer);
      this.#finishSilent();
    }
    this.#options.send(SILENCE_FRAME);
  }

  #beSilent(state: Exclude<State, { is: 'playing' }>): void {
    this.#state = { ...state, silences: state.silences - 1 };
    this.#options.send(SILENCE_FRAME);
  }
}
