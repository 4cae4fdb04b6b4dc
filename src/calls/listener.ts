import type { Logger } from 'pino';
import type { Turn } from '../conversation/turns/turn.ts';
import type { Utterance } from '../conversation/turns/utterance.ts';
import type { FromEars } from '../voice/bridge/protocol.ts';
import type { GateReason } from './gate/gate-effect.ts';

/** What a listener needs of its call. */
type ListenerOptions = {
  /** Starts to hear a person, for this reason. Throws a `UserError` if that isn't possible now. */
  hear(userId: string, why: GateReason): Utterance;
  /** Whether this person may be heard now. The voice process may have sent their speech before it was told otherwise. */
  mayHear(userId: string): boolean;
  /** The person goes on although the answer to this utterance is complete; that answer is out of date. */
  stale(utterance: Utterance): void;
  /** This must not be answered: the person opted out, may not be heard, or the call has stopped listening. */
  unheard(utterance: Utterance): void;
  /** This utterance has reached the longest length that's allowed. */
  full(utterance: Utterance): void;
  log: Logger;
};

type Current = { number: number; userId: string; why: GateReason; utterance: Utterance };

/** The bot's end of a call's ears: passes people's speech to the conversation, one utterance at a time. */
export class Listener {
  #options: ListenerOptions;
  #current: Current | undefined;
  /** Who said each utterance that has no answer yet. If it's waiting for its turn, Google hasn't heard any of it. */
  #waiting = new Map<Utterance, Pick<Current, 'number' | 'userId'>>();

  /** The number of the utterance that each turn asks. */
  readonly #numbers = new WeakMap<Turn, number>();

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** Takes a message from the ears, and why it's for Parley. */
  receive(message: FromEars, why: GateReason = 'name'): void {
    if (message.is === 'begun') this.#begin({ number: message.utterance, userId: message.userId, why });
    const current = this.#current;
    if (current?.number !== message.utterance) return;
    const { speech } = current.utterance;
    switch (message.is) {
      case 'heard':
        speech.write(Buffer.from(message.pcm.buffer, message.pcm.byteOffset, message.pcm.byteLength), message.pack);
        break;
      case 'ended':
        this.#end(current);
        break;
      case 'again':
        this.#again(current);
        break;
      case 'full':
        this.#options.full(current.utterance);
        break;
      case 'over':
        this.stop();
    }
  }

  /** Whether somebody is speaking, or said something that has no answer yet. */
  get isBusy(): boolean {
    return this.#waiting.size > 0 || this.#current?.utterance.speech.speaking === true;
  }

  /** Whether the person is still saying this turn's question. */
  hears(turn: Turn): boolean {
    return this.#current?.utterance.turn === turn && this.#current.utterance.speech.speaking;
  }

  /** The number of the utterance that this turn asks, if it was spoken. */
  findNumber(turn: Turn): number | undefined {
    return this.#numbers.get(turn);
  }

  /** A person opted out: drops what they're saying, and what they said that isn't answered yet. */
  drop(userId: string): void {
    const waits = [...this.#waiting].flatMap(([utterance, said]) =>
      said.userId === userId && !isAnswered(utterance) ? utterance : [],
    );
    const dropped = new Set(waits);
    if (this.#current?.userId === userId) {
      dropped.add(this.#current.utterance);
      this.#current = undefined;
    }
    for (const utterance of dropped) this.#options.unheard(utterance);
  }

  /** Drops one utterance that its speaker wasn't allowed to say. */
  refuse(utterance: Utterance): void {
    if (this.#current?.utterance === utterance) this.#current = undefined;
    this.#options.unheard(utterance);
  }

  /** Drops one utterance that wasn't meant for Parley after all, unless its answer is complete. */
  takeBack(number: number): void {
    for (const [utterance, said] of [...this.#waiting]) if (said.number === number) this.refuse(utterance);
  }

  /** The call stops listening: drops the utterances whose turn hasn't `begun`. */
  forgo(begun: (turn: Turn) => boolean): void {
    for (const utterance of [...this.#waiting.keys()]) if (!begun(utterance.turn)) this.#options.unheard(utterance);
  }

  /** Only these people are heard from now on: if another is speaking, their utterance ends here. */
  keep(members: readonly string[]): void {
    if (this.#current && !members.includes(this.#current.userId)) this.stop();
  }

  /** Ends the current utterance. */
  stop(): void {
    if (this.#current) this.#end(this.#current);
    this.#current = undefined;
  }

  #end({ utterance: { speech, turn } }: Current): void {
    if (speech.speaking) turn.moments.note('endpointed');
    speech.end();
  }

  /** The person goes on. If the answer is already complete, though nobody has heard it, what follows is a new question. */
  #again({ utterance, ...said }: Current): void {
    if (utterance.turn.end) {
      this.#options.stale(utterance);
      this.#begin(said);
    } else {
      utterance.speech.again();
    }
  }

  #begin({ number, userId, why }: Omit<Current, 'utterance'>): void {
    this.stop();
    if (!this.#options.mayHear(userId)) return;
    try {
      const utterance = this.#options.hear(userId, why);
      this.#current = { number, userId, why, utterance };
      this.#numbers.set(utterance.turn, number);
      this.#waiting.set(utterance, { number, userId });
      void utterance.turn.ended.then(() => this.#waiting.delete(utterance));
    } catch (error) {
      this.#options.log.info({ event: 'speech.refused', err: error }, 'a person could not be heard');
    }
  }
}

/** Whether the model has started to answer. Then it has heard the whole question. */
const isAnswered = ({ turn }: Utterance): boolean => turn.spoken.text !== '' || turn.audioBytes.came > 0;
