import type { Logger } from 'pino';
import type { Turn } from '../conversation/turns/turn.ts';
import type { Utterance } from '../conversation/turns/utterance.ts';
import type { FromEars } from '../voice/bridge/protocol.ts';

/** What the main side of a call's ears needs. */
type ListenerOptions = {
  /** Begins to hear a person; throws a `UserError` when that is not possible now. */
  hear(userId: string): Utterance;
  /** Whether this person may be heard now: what the voice process has sent before it was told otherwise is dropped. */
  mayHear(userId: string): boolean;
  /** The answer to an utterance that goes on after all is of no use any more. */
  stale(utterance: Utterance): void;
  /** Whoever says this does not want to be heard any more. */
  unheard(utterance: Utterance): void;
  /** An utterance has become as long as one may be. */
  full(utterance: Utterance): void;
  log: Logger;
};

type Current = { number: number; userId: string; utterance: Utterance };

/** The main side of a call's ears: it passes what people say on to the conversation, one utterance at a time. */
export class Listener {
  #options: ListenerOptions;
  #current: Current | undefined;
  /** Who said what has no answer yet. It may wait for its turn, or for a connection: Google has heard nothing of it then. */
  #waiting = new Map<Utterance, string>();

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** Takes what the voice process hears. */
  receive(message: FromEars): void {
    if (message.is === 'begun') this.#begin(message.utterance, message.userId);
    const current = this.#current;
    if (current?.number !== message.utterance) return;
    const { speech } = current.utterance;
    switch (message.is) {
      case 'heard':
        speech.write(Buffer.from(message.pcm.buffer, message.pcm.byteOffset, message.pcm.byteLength), message.pack);
        break;
      case 'ended':
        speech.end();
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

  /** Whether the question of this turn is still being said. */
  hears(turn: Turn): boolean {
    return this.#current?.utterance.turn === turn && this.#current.utterance.speech.speaking;
  }

  /** Drops what somebody is saying who does not want to be heard any more, and what they said that is not answered yet. */
  drop(userId: string): void {
    const waits = [...this.#waiting].flatMap(([utterance, speaker]) =>
      speaker === userId && !isAnswered(utterance) ? utterance : [],
    );
    const dropped = new Set(waits);
    if (this.#current?.userId === userId) {
      dropped.add(this.#current.utterance);
      this.#current = undefined;
    }
    for (const utterance of dropped) this.#options.unheard(utterance);
  }

  /** Drops one thing that somebody says and may not. */
  refuse(utterance: Utterance): void {
    if (this.#current?.utterance === utterance) this.#current = undefined;
    this.#options.unheard(utterance);
  }

  /** Nobody is listened to any more: what has not `begun` to be asked never is. */
  forgo(begun: (turn: Turn) => boolean): void {
    for (const utterance of [...this.#waiting.keys()]) if (!begun(utterance.turn)) this.#options.unheard(utterance);
  }

  /** Nothing more comes of what somebody says who is not among those who are heard. */
  keep(members: readonly string[]): void {
    if (this.#current && !members.includes(this.#current.userId)) this.stop();
  }

  /** Nothing more comes of what is being said. */
  stop(): void {
    this.#current?.utterance.speech.end();
    this.#current = undefined;
  }

  /** The whole answer may have come before anybody heard of it; then what follows is a new question. */
  #again({ number, userId, utterance }: Current): void {
    if (utterance.turn.end) {
      this.#options.stale(utterance);
      this.#begin(number, userId);
    } else {
      utterance.speech.again();
    }
  }

  #begin(number: number, userId: string): void {
    this.stop();
    if (!this.#options.mayHear(userId)) return;
    try {
      const utterance = this.#options.hear(userId);
      this.#current = { number, userId, utterance };
      this.#waiting.set(utterance, userId);
      void utterance.turn.ended.then(() => this.#waiting.delete(utterance));
    } catch (error) {
      this.#options.log.info({ event: 'speech.refused', err: error }, 'somebody could not be heard');
    }
  }
}

/** Whether the model has begun to answer, so that it has heard all of it. */
const isAnswered = ({ turn }: Utterance): boolean => turn.spoken.text !== '' || turn.audioBytes.came > 0;
