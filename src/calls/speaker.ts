import type { AnswerPiece } from '../conversation/turns/answer-piece.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import type { FromMouth, Interrupters, ToProcess } from '../voice/bridge/protocol.ts';

/** What the mouth has of one turn. */
type SpokenTurn = { turn: Turn; number: number; isAudible: boolean };

/** How an answer ended that was being spoken. `bytes` of its sound were heard. */
export type PlayoutEnd = { turn: Turn; bytes: number; how: 'played' | 'interrupted' | 'hushed' | 'withdrawn' };

/** What the main side of a mouth needs. */
type SpeakerOptions = {
  call: string;
  send(message: ToProcess): void;
  /** Who may cut the turn short by speaking. */
  interrupters(turn: Turn): Interrupters;
  /** Told of sound that was too much to keep, in bytes. */
  onLoss(bytes: number): void;
  /** Told when the mouth is done with a turn. */
  silent(silence: PlayoutEnd): void;
};

/** Sound of a turn that may wait for its gate, in bytes; a whole answer is seldom longer than five minutes. */
const MOST_WAITING = 16 * 1024 * 1024;

/** The pieces of a turn on their way through its gate: kept before it, passed on once it is open, dropped if it is shut. */
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

/** The main side of a call's mouth: it follows each turn and passes its sound on to the voice process. */
export class Speaker {
  #options: SpeakerOptions;
  #said = new Map<number, SpokenTurn>();
  #number = 0;
  /** The newest turn that the mouth was told of. */
  #begun = 0;

  constructor(options: SpeakerOptions) {
    this.#options = options;
  }

  /**
   * Follows a turn until it ends. `gate` resolves to whether it is spoken at all, once that is known; its sound waits until
   * then.
   */
  async speak(turn: Turn, gate: Promise<boolean>): Promise<void> {
    const pieces = turn.follow();
    const number = ++this.#number;
    const waiting = new SoundGate(gate, (piece) => this.#pass(turn, number, piece), this.#options.onLoss);
    for await (const piece of pieces) waiting.take(piece);
    await gate;
    if (!this.#said.has(number)) return;
    const { call } = this.#options;
    // What the model itself broke off, because it heard somebody, is not said to its end either, nor what is no answer.
    if (turn.end?.is === 'interrupted' || turn.end?.is === 'failed')
      this.#send({ is: 'withdraw', call, turn: number, more: false });
    else this.#send({ is: 'said', call, turn: number });
  }

  /** Takes what the voice process says about its mouth. */
  receive(message: FromMouth): void {
    const said = this.#said.get(message.turn);
    if (said && message.is === 'audible') said.isAudible = true;
    if (!said || message.is === 'audible') return;
    this.#said.delete(message.turn);
    this.#options.silent({ turn: said.turn, bytes: message.bytes, how: message.how });
  }

  /** Takes back a turn of which nobody has heard anything. */
  withdraw(turn: Turn): void {
    for (const { number } of [...this.#said.values()].filter((each) => each.turn === turn))
      this.#send({ is: 'withdraw', call: this.#options.call, turn: number, more: false });
  }

  /** Whether the mouth still has something of a turn. */
  has(turn: Turn): boolean {
    return [...this.#said.values()].some((each) => each.turn === turn);
  }

  /** Takes back everything that the mouth has not said, without a word about its end. Gives back what it was. */
  giveUp(): { turn: Turn; isAudible: boolean }[] {
    const all = [...this.#said.values()];
    this.#said.clear();
    for (const { number } of all) this.#send({ is: 'withdraw', call: this.#options.call, turn: number, more: false });
    return all;
  }

  /** The mouth is gone with everything it still had to say; what it had played is not known. */
  noteLoss(): void {
    this.#said.clear();
  }

  #pass(turn: Turn, number: number, piece: AnswerPiece): void {
    if (piece.is === 'audio') this.#sound(turn, number, piece.pcm);
    if (piece.is === 'withdrawn' && this.#said.has(number))
      this.#send({ is: 'withdraw', call: this.#options.call, turn: number, more: true });
  }

  #sound(turn: Turn, number: number, pcm: Buffer): void {
    const { call, interrupters } = this.#options;
    if (!this.#said.has(number)) {
      // The number is not used again: a turn that the mouth was done with gets no second utterance.
      if (number <= this.#begun) return;
      this.#begun = number;
      this.#said.set(number, { turn, number, isAudible: false });
      this.#send({ is: 'speak', call, turn: number, interrupters: interrupters(turn) });
    }
    this.#send({ is: 'sound', call, turn: number, pcm });
  }

  #send(message: ToProcess): void {
    this.#options.send(message);
  }
}
