import type { Clock } from '../base/clock.ts';
import { Timer } from '../base/timer.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import type { Text } from '../text/text.ts';
import { composeUnheardMark } from './announcements.ts';
import type { CallView } from './contract.ts';

/** An answer that nobody can hear waits so long until it can be heard, in milliseconds. */
const HELD = 60_000;

/** Whether people can hear Parley, and what is written under the answers that they could not. */
export class UnheardAnswers {
  #speaks: CallView['speaks'] = 'aloud';
  #state: 'heard' | 'unheard' | 'unheard for long' = 'heard';
  #patience: Timer;
  #onLong: () => void;
  /** What takes the words to be written under an answer, once they are known. */
  #marks = new Map<Turn, (mark: Text | undefined) => void>();

  /** `onLong` is told when nobody could hear Parley for so long that nobody would know any more what an answer is about. */
  constructor(clock: Pick<Clock, 'sleep'>, onLong: () => void) {
    this.#patience = new Timer(clock);
    this.#onLong = onLong;
  }

  /** Whether nobody could hear Parley for so long that nothing is kept for later. */
  get isForLong(): boolean {
    return this.#state === 'unheard for long';
  }

  /** Whether people can hear Parley from now on. */
  speaks(speaks: CallView['speaks']): void {
    this.#speaks = speaks;
    const isHeard = speaks === 'aloud';
    if (isHeard === (this.#state === 'heard')) return;
    this.#state = isHeard ? 'heard' : 'unheard';
    if (isHeard) this.#patience.stop();
    else
      this.#patience.set(HELD, () => {
        this.#state = 'unheard for long';
        this.#onLong();
      });
  }

  /** Resolves to what is to be written under an answer, when the mouth is done with it. */
  mark(turn: Turn): Promise<Text | undefined> {
    const { promise, resolve } = Promise.withResolvers<Text | undefined>();
    this.#marks.set(turn, resolve);
    return promise;
  }

  /** The mouth is done with an answer, of which nothing is to be said. */
  noteHeard(turn: Turn): void {
    this.#settle(turn, undefined);
  }

  /** The mouth is done with an answer, of which nobody could hear so much if Parley cannot be heard. */
  noteUnheard(turn: Turn, what: 'all' | 'the rest'): void {
    this.#settle(turn, this.#speaks === 'aloud' ? undefined : composeUnheardMark(this.#speaks, what));
  }

  /** The mouth is gone, with all that it still had. */
  noteLoss(): void {
    for (const turn of [...this.#marks.keys()]) this.noteUnheard(turn, 'all');
  }

  #settle(turn: Turn, mark: Text | undefined): void {
    this.#marks.get(turn)?.(mark);
    this.#marks.delete(turn);
  }
}
