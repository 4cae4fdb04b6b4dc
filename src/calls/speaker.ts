import { isDeepStrictEqual } from 'node:util';
import type { AnswerPiece } from '../conversation/turns/answer-piece.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import type { FromMouth, Interrupters, ToProcess } from '../voice/bridge/protocol.ts';

/** A turn that the mouth is speaking, or has waiting. */
type SpokenTurn = { turn: Turn; number: number; heard: 'nothing' | 'cue' | 'answer'; interrupters: Interrupters };

/** How the playout of an answer ended. `bytes` of its sound were played. */
export type PlayoutEnd = { turn: Turn; bytes: number; how: 'played' | 'interrupted' | 'hushed' | 'withdrawn' };

/** What a speaker needs of its call. */
type SpeakerOptions = {
  call: string;
  send(message: ToProcess): void;
  /** The number of the next turn, which the mouth hasn't had yet. */
  nextTurn(): number;
  /** Who may interrupt a turn's answer by speaking. */
  interrupters(turn: Turn): Interrupters;
  /** This many bytes of sound were dropped, because too much was waiting. */
  onLoss(bytes: number): void;
  /** The mouth is done with a turn. */
  silent(silence: PlayoutEnd): void;
};

/** How much of a turn's sound may wait for its gate, in bytes: five and a half minutes, more than most answers take. */
const MOST_WAITING = 16 * 1024 * 1024;

/** A gate for a turn's sound. Pieces wait until it's decided whether it opens; if it stays shut, they are dropped. */
class SoundGate {
  #pass: (piece: AnswerPiece) => void;
  #lost: (bytes: number) => void;
  #state: { is: 'waiting'; sound: AnswerPiece[]; bytes: number } | { is: 'open' } | { is: 'shut' };

  constructor(gate: Promise<boolean>, pass: (piece: AnswerPiece) => void, lost: (bytes: number) => void) {
    this.#pass = pass;
    this.#lost = lost;
    this.#state = { is: 'waiting', sound: [], bytes: 0 };
    void gate.then((open) => this.#decide(open));
  }

  take(piece: AnswerPiece): void {
    const state = this.#state;
    if (state.is === 'open') this.#pass(piece);
    if (state.is !== 'waiting') return;
    if (piece.is === 'withdrawn') this.#state = { is: 'waiting', sound: [], bytes: 0 };
    if (piece.is !== 'audio') return;
    if (state.bytes > MOST_WAITING) {
      this.#lost(piece.pcm.length);
    } else {
      state.sound.push(piece);
      state.bytes += piece.pcm.length;
    }
  }

  #decide(open: boolean): void {
    const kept = this.#state.is === 'waiting' ? this.#state.sound : [];
    this.#state = { is: open ? 'open' : 'shut' };
    if (open) for (const piece of kept) this.#pass(piece);
  }
}

/** The bot's end of a call's mouth: follows each turn and passes its sound to the voice process. */
export class Speaker {
  #options: SpeakerOptions;
  #said = new Map<number, SpokenTurn>();
  /** The turns that were sent to the mouth. It may be done with them. */
  readonly #begun = new WeakSet<Turn>();
  /** The number of each turn that's followed. */
  readonly #numbers = new WeakMap<Turn, number>();

  constructor(options: SpeakerOptions) {
    this.#options = options;
  }

  /**
   * Follows a turn until it ends. `gate` resolves to whether it's spoken at all; until then its sound waits.
   */
  async speak(turn: Turn, gate: Promise<boolean>): Promise<void> {
    const pieces = turn.follow();
    const number = this.#options.nextTurn();
    this.#numbers.set(turn, number);
    const waiting = new SoundGate(gate, (piece) => this.#pass(turn, number, piece), this.#options.onLoss);
    for await (const piece of pieces) waiting.take(piece);
    await gate;
    if (!this.#said.has(number)) return;
    const { call } = this.#options;
    // If the model broke off because it heard someone, or if the turn failed, the rest of the sound isn't played either.
    if (turn.end?.is === 'interrupted' || turn.end?.is === 'failed')
      this.#send({ is: 'withdraw', call, turn: number, more: false });
    else this.#send({ is: 'said', call, turn: number });
  }

  /** Has people hear a cue instead of this turn's answer, which they wait for. The mouth may be done with the turn. */
  cue(turn: Turn): void {
    const number = this.#numbers.get(turn);
    if (number === undefined || !this.#open(turn, number)) return;
    this.#send({ is: 'cue', call: this.#options.call, turn: number });
  }

  /** Takes a message from the mouth. */
  receive(message: FromMouth): void {
    const said = this.#said.get(message.turn);
    if (!said) return;
    if (message.is === 'audible') {
      const heard = message.cue ? 'cue' : 'answer';
      if (heard !== said.heard) said.turn.moments.note(heard === 'cue' ? 'cued' : 'heard');
      said.heard = heard;
      return;
    }
    said.turn.moments.note('silent', message.how);
    this.#said.delete(message.turn);
    this.#options.silent({ turn: said.turn, bytes: message.bytes, how: message.how });
  }

  /** Who may interrupt may have changed: tells the mouth for each turn that it has, unless it knows already. */
  recheckInterrupters(): void {
    const { call, interrupters } = this.#options;
    for (const said of this.#said.values()) {
      const may = interrupters(said.turn);
      if (isDeepStrictEqual(may, said.interrupters)) continue;
      said.interrupters = may;
      this.#send({ is: 'interrupters', call, turn: said.number, interrupters: may });
    }
  }

  /** The turn whose answer is being said. */
  get audible(): Turn | undefined {
    return [...this.#said.values()].find(({ heard }) => heard !== 'nothing')?.turn;
  }

  /** Takes turns back from the mouth. */
  withdraw(isIt: (turn: Turn) => boolean): void {
    for (const { number } of [...this.#said.values()].filter(({ turn }) => isIt(turn)))
      this.#send({ is: 'withdraw', call: this.#options.call, turn: number, more: false });
  }

  /** How many turns the mouth has something of. */
  get waiting(): number {
    return this.#said.size;
  }

  /** Whether the mouth has anything to say. */
  get isBusy(): boolean {
    return this.#said.size > 0;
  }

  /** Whether the mouth still has something of this turn. */
  has(turn: Turn): boolean {
    return [...this.#said.values()].some((each) => each.turn === turn);
  }

  /** Takes everything back from the mouth without reporting an end. Returns the turns, and whether each was audible. */
  giveUp(): { turn: Turn; isAudible: boolean }[] {
    const all = [...this.#said.values()];
    this.#said.clear();
    for (const { number } of all) this.#send({ is: 'withdraw', call: this.#options.call, turn: number, more: false });
    return all.map(({ turn, heard }) => ({ turn, isAudible: heard === 'answer' }));
  }

  /** The mouth is gone with everything it had. How much of that was played isn't known. */
  noteLoss(): void {
    this.#said.clear();
  }

  #pass(turn: Turn, number: number, piece: AnswerPiece): void {
    if (piece.is === 'audio') this.#sound(turn, number, piece.pcm);
    if (piece.is === 'withdrawn' && this.#said.has(number))
      this.#send({ is: 'withdraw', call: this.#options.call, turn: number, more: true });
  }

  #sound(turn: Turn, number: number, pcm: Buffer): void {
    if (this.#open(turn, number)) this.#send({ is: 'sound', call: this.#options.call, turn: number, pcm });
  }

  /** Opens a turn in the mouth, once. Late sound must not start it again when the mouth is done with it. */
  #open(turn: Turn, number: number): boolean {
    if (this.#said.has(number)) return true;
    if (this.#begun.has(turn)) return false;
    const { call, interrupters } = this.#options;
    this.#begun.add(turn);
    const may = interrupters(turn);
    this.#said.set(number, { turn, number, heard: 'nothing', interrupters: may });
    this.#send({ is: 'speak', call, turn: number, interrupters: may });
    return true;
  }

  #send(message: ToProcess): void {
    this.#options.send(message);
  }
}
