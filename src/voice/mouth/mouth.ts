import { type Encoder, SILENCE_FRAME } from '../../audio/opus.ts';
import { MODEL_FRAME } from '../../audio/pcm.ts';
import { AnswerPlayout } from './answer-playout.ts';
import type { Metronome, Part } from './metronome.ts';
import type { MouthListener, UtteranceEnd } from './mouth-listener.ts';
import { PlayoutQueue } from './playout-queue.ts';

/** How many silence frames leave when it falls silent (Discord docs, topics/voice-connections). */
const SILENCES = 5;

/** Bytes of PCM that may wait in the mouth of a call, over all its utterances: 11 minutes. */
export const MOUTH_CAPACITY = 32 * 1024 * 1024;

type MouthOptions = {
  metronome: Metronome;
  /** Becomes the mouth's own, and is closed with it. */
  encoder: Encoder;
  /** Sends one Opus packet on its way, now. */
  send(packet: Uint8Array): void;
  /** Told of the sound in each packet that has left (960 bytes), which is overwritten afterwards. */
  onSaid(pcm: Uint8Array): void;
  listener: MouthListener;
  /** Bytes of PCM that may wait, over all utterances. */
  capacity: number;
};

/** What a mouth does. `silences` is how many silence frames have still to leave after the last packet with sound. */
type State =
  /** Between utterances. */
  | { is: 'quiet'; silences: number }
  /** With every beat a packet of the utterance leaves. */
  | { is: 'playing'; utterance: AnswerPlayout }
  /** In the middle of an utterance whose next frames have not come yet. */
  | { is: 'starved'; utterance: AnswerPlayout; silences: number }
  /** In the middle of an utterance, because somebody speaks. */
  | { is: 'held'; utterance: AnswerPlayout; silences: number };

/**
 * The mouth of one call: plays utterances one after the other, packet by packet, and knows to the byte what was heard.
 * Nothing is encoded before its packet is due, so it can fall silent with the very next one.
 */
export class Mouth {
  readonly #options: MouthOptions;
  readonly #part: Part;
  readonly #frame = Buffer.alloc(MODEL_FRAME);
  #state: State = { is: 'quiet', silences: 0 };
  readonly #utterances = new PlayoutQueue();
  #floor: 'free' | 'taken' = 'free';
  #line: 'up' | 'down' | 'closed' = 'up';

  constructor(options: MouthOptions) {
    this.#options = options;
    this.#part = options.metronome.part(
      () => this.#beat(),
      (error) => options.listener.onFailure(error),
    );
  }

  /** Whether it is in the middle of an utterance: from its first packet to its last one, also when that is held or late. */
  get speaking(): boolean {
    return this.turn !== undefined;
  }

  /** The turn that is being spoken. */
  get turn(): number | undefined {
    return this.#current?.turn;
  }

  /** A new utterance, behind those that it has. */
  speak(turn: number): void {
    if (this.#line !== 'closed' && !this.#utterances.find(turn)) this.#utterances.add(new AnswerPlayout(turn));
  }

  /** A piece of an utterance: 24 kHz PCM of any length. Ignored if the mouth is done with the turn. */
  sound(turn: number, pcm: Uint8Array): void {
    const utterance = this.#utterances.find(turn);
    if (!utterance) return;
    const lost = utterance.add(pcm, this.#options.capacity - this.#utterances.kept);
    if (lost > 0) this.#options.listener.onLoss(lost);
    this.#proceed();
  }

  /** All of an utterance has come. */
  finish(turn: number): void {
    this.#utterances.find(turn)?.complete();
    this.#proceed();
  }

  /** Forgets what has come of an utterance and is not played; if `then` is `end`, the mouth is done with it. */
  withdraw(turn: number, then: 'go on' | 'end'): void {
    const utterance = this.#utterances.find(turn);
    if (!utterance) return;
    utterance.forget();
    if (then === 'end') this.#drop(utterance, { turn, bytes: utterance.played, how: 'withdrawn' });
    this.#proceed();
  }

  /** Forgets everything that is still to be said. */
  hush(): void {
    for (const utterance of this.#utterances.all)
      this.#drop(utterance, { turn: utterance.turn, bytes: utterance.played, how: 'hushed' });
  }

  /** Falls silent with the next packet, without losing a sample. */
  hold(): void {
    const state = this.#state;
    if (state.is === 'playing' || state.is === 'starved')
      this.#state = { is: 'held', utterance: state.utterance, silences: this.#silences };
  }

  /** Goes on at the sample where it was held. */
  release(): void {
    if (this.#state.is === 'held') this.#state = { ...this.#state, is: 'starved' };
    this.#proceed();
  }

  /** Drops what is being spoken, and what is still to come of it. */
  interrupt(by?: string): void {
    const utterance = this.#current;
    if (utterance) this.#drop(utterance, { turn: utterance.turn, bytes: utterance.played, how: 'interrupted', by });
    this.#proceed();
  }

  /** Somebody speaks: no new utterance begins. One that is being spoken goes on. */
  floorTaken(): void {
    this.#floor = 'taken';
  }

  /** Nobody speaks any more. */
  floorFree(): void {
    this.#floor = 'free';
    this.#proceed();
  }

  /** The connection is gone for now: no packet leaves, and nothing is lost. */
  pause(): void {
    if (this.#line === 'up') this.#line = 'down';
    this.#part.stop();
  }

  /** The connection stands again. */
  resume(): void {
    if (this.#line === 'down') this.#line = 'up';
    this.#proceed();
  }

  /** Stops for good and tells nobody. */
  close(): void {
    if (this.#line === 'closed') return;
    this.#line = 'closed';
    this.#part.stop();
    this.#state = { is: 'quiet', silences: 0 };
    this.#utterances.clear();
    this.#options.encoder.close();
  }

  get #current(): AnswerPlayout | undefined {
    return this.#state.is === 'quiet' ? undefined : this.#state.utterance;
  }

  get #silences(): number {
    return this.#state.is === 'playing' ? SILENCES : this.#state.silences;
  }

  /** Lets go of an utterance and says so. */
  #drop(utterance: AnswerPlayout, end: UtteranceEnd): void {
    if (utterance === this.#current) this.#state = { is: 'quiet', silences: this.#silences };
    this.#utterances.drop(utterance);
    this.#options.listener.silent(end);
  }

  #finish(utterance: AnswerPlayout): void {
    utterance.finish();
    this.#drop(utterance, { turn: utterance.turn, bytes: utterance.played, how: 'played' });
  }

  /** Something has changed: goes on if that is what was waited for. */
  #proceed(): void {
    const state = this.#state;
    if (state.is === 'starved' && state.utterance.over) this.#finish(state.utterance);
    else if (state.is === 'starved' && state.utterance.cushioned) this.#state = { ...state, is: 'playing' };
    if (this.#state.is === 'quiet') this.#finishSilent();
    if (this.#line === 'up' && this.#due) this.#part.start();
  }

  /** An utterance without a sound is over as soon as it is its turn. */
  #finishSilent(): void {
    for (let { first } = this.#utterances; first?.over; { first } = this.#utterances) this.#finish(first);
  }

  /** Whether there is a packet for the next beat. */
  get #due(): boolean {
    return this.#state.is === 'playing' || this.#state.silences > 0 || this.#next !== undefined;
  }

  /** The utterance that can begin now. */
  get #next(): AnswerPlayout | undefined {
    const { first } = this.#utterances;
    return this.#state.is === 'quiet' && this.#floor === 'free' && first?.ready ? first : undefined;
  }

  #beat(): boolean {
    const next = this.#next;
    if (this.#state.is === 'playing') this.#play(this.#state.utterance);
    else if (this.#state.silences > 0) this.#beSilent(this.#state);
    else if (next) this.#begin(next);
    return this.#due;
  }

  #begin(utterance: AnswerPlayout): void {
    this.#state = { is: 'playing', utterance };
    // What the encoder still has of the utterance before must not be heard in this one.
    this.#options.encoder.reset();
    this.#play(utterance);
  }

  #play(utterance: AnswerPlayout): void {
    const bytes = utterance.take(this.#frame);
    if (bytes === undefined) this.#stop(utterance);
    else {
      const first = utterance.played === 0;
      this.#options.send(this.#options.encoder.encode(this.#frame));
      this.#options.onSaid(this.#frame);
      utterance.noteLeft(bytes);
      if (first) this.#options.listener.audible(utterance.turn);
    }
  }

  /** The next frame is not there: that was all, or the rest is late. */
  #stop(utterance: AnswerPlayout): void {
    this.#state = { is: 'starved', utterance, silences: SILENCES - 1 };
    if (!utterance.over) utterance.underRun();
    else {
      this.#finish(utterance);
      this.#finishSilent();
    }
    this.#options.send(SILENCE_FRAME);
  }

  #beSilent(state: Exclude<State, { is: 'playing' }>): void {
    this.#state = { ...state, silences: state.silences - 1 };
    this.#options.send(SILENCE_FRAME);
  }
}
