import type { Encoder } from '../../audio/opus.ts';
import { MODEL_FRAME } from '../../audio/pcm.ts';
import { AnswerPlayout, type Interrupters } from './answer-playout.ts';
import type { Metronome, Part } from './metronome.ts';

/** What Discord wants five times when a sender falls silent, else listeners hear Opus guessing on (topics/voice-connections). */
const SILENCE: Uint8Array = Uint8Array.of(0xf8, 0xff, 0xfe);
const SILENCES = 5;

/** Bytes of PCM that may wait in a mouth, over all its utterances: 11 minutes. */
const CAPACITY = 32 * 1024 * 1024;

/** How an utterance came to its end, as `silent` of the protocol says. */
export type UtteranceEnd =
  | { turn: number; bytes: number; how: 'played' | 'hushed' | 'withdrawn' }
  | { turn: number; bytes: number; how: 'interrupted'; by: string | undefined };

/** Who is told what a mouth does. It may call the mouth back from here. */
export type MouthListener = {
  /** The first packet of a turn has left. */
  audible(turn: number): void;
  /** The mouth is done with a turn. */
  silent(end: UtteranceEnd): void;
  /** So many bytes of PCM came although the mouth was full, and are lost. */
  onLoss(bytes: number): void;
  /** A packet could not be encoded or sent. The mouth goes on with the next one. */
  onFailure(error: unknown): void;
};

export type MouthOptions = {
  metronome: Metronome;
  /** Becomes the mouth's own, and is closed with it. */
  encoder: Encoder;
  /** Sends one Opus packet on its way, now. */
  send(packet: Uint8Array): void;
  /** Told of the sound in each packet that has left (960 bytes), which is overwritten afterwards. */
  onSaid?(pcm: Uint8Array): void;
  listener: MouthListener;
  /** Bytes of PCM that may wait. */
  capacity?: number;
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
  readonly #encoder: Encoder;
  readonly #send: (packet: Uint8Array) => void;
  readonly #said: (pcm: Uint8Array) => void;
  readonly #listener: MouthListener;
  readonly #capacity: number;
  readonly #part: Part;
  readonly #frame = Buffer.alloc(MODEL_FRAME);
  #state: State = { is: 'quiet', silences: 0 };
  /** What is being spoken, and what is still to be spoken behind it. */
  #utterances: AnswerPlayout[] = [];
  #floor: 'free' | 'taken' = 'free';
  #line: 'up' | 'down' | 'closed' = 'up';

  constructor({ metronome, encoder, send, onSaid: said = () => {}, listener, capacity = CAPACITY }: MouthOptions) {
    this.#encoder = encoder;
    this.#send = send;
    this.#said = said;
    this.#listener = listener;
    this.#capacity = capacity;
    this.#part = metronome.part(
      () => this.#beat(),
      (error) => listener.onFailure(error),
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

  /** Whether this person may cut short what is being spoken. */
  mayInterrupt(userId: string): boolean {
    const interrupters = this.#current?.interrupters ?? [];
    return interrupters === 'all' || interrupters.includes(userId);
  }

  /** A new utterance, behind those that it has. */
  speak(turn: number, interrupters: Interrupters): void {
    if (this.#line !== 'closed' && !this.#find(turn)) this.#utterances.push(new AnswerPlayout(turn, interrupters));
  }

  /** A piece of an utterance: 24 kHz PCM of any length. Ignored if the mouth is done with the turn. */
  sound(turn: number, pcm: Uint8Array): void {
    const utterance = this.#find(turn);
    if (!utterance) return;
    const lost = utterance.add(pcm, this.#capacity - this.#kept);
    if (lost > 0) this.#listener.onLoss(lost);
    this.#proceed();
  }

  /** All of an utterance has come. */
  finish(turn: number): void {
    this.#find(turn)?.complete();
    this.#proceed();
  }

  /** Forgets what has come of an utterance and is not played; if `then` is `end`, the mouth is done with it. */
  withdraw(turn: number, then: 'go on' | 'end'): void {
    const utterance = this.#find(turn);
    if (!utterance) return;
    utterance.forget();
    if (then === 'end') this.#drop(utterance, { turn, bytes: utterance.played, how: 'withdrawn' });
    this.#proceed();
  }

  /** Forgets everything that is still to be said. */
  hush(): void {
    for (const utterance of this.#utterances)
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
    this.#utterances = [];
    this.#encoder.close();
  }

  get #current(): AnswerPlayout | undefined {
    return this.#state.is === 'quiet' ? undefined : this.#state.utterance;
  }

  get #silences(): number {
    return this.#state.is === 'playing' ? SILENCES : this.#state.silences;
  }

  get #kept(): number {
    return this.#utterances.reduce((sum, { kept }) => sum + kept, 0);
  }

  #find(turn: number): AnswerPlayout | undefined {
    return this.#utterances.find((utterance) => utterance.turn === turn);
  }

  /** Lets go of an utterance and says so. */
  #drop(utterance: AnswerPlayout, end: UtteranceEnd): void {
    if (utterance === this.#current) this.#state = { is: 'quiet', silences: this.#silences };
    this.#utterances = this.#utterances.filter((each) => each !== utterance);
    this.#listener.silent(end);
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
    for (let [first] = this.#utterances; first?.over; [first] = this.#utterances) this.#finish(first);
  }

  /** Whether there is a packet for the next beat. */
  get #due(): boolean {
    return this.#state.is === 'playing' || this.#state.silences > 0 || this.#next !== undefined;
  }

  /** The utterance that can begin now. */
  get #next(): AnswerPlayout | undefined {
    const [first] = this.#utterances;
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
    this.#encoder.reset();
    this.#play(utterance);
  }

  #play(utterance: AnswerPlayout): void {
    const bytes = utterance.take(this.#frame);
    if (bytes === undefined) this.#stop(utterance);
    else {
      const first = utterance.played === 0;
      this.#send(this.#encoder.encode(this.#frame));
      this.#said(this.#frame);
      utterance.noteLeft(bytes);
      if (first) this.#listener.audible(utterance.turn);
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
    this.#send(SILENCE);
  }

  #beSilent(state: Exclude<State, { is: 'playing' }>): void {
    this.#state = { ...state, silences: state.silences - 1 };
    this.#send(SILENCE);
  }
}
