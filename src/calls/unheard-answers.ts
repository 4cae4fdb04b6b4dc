import type { Clock } from '../base/clock.ts';
import { Timer } from '../base/timer.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import type { Text } from '../text/text.ts';
import { composeUnheardMark } from './announcements.ts';
import type { CallView } from './contract.ts';

/** How long an answer waits for people to be able to hear Parley, in milliseconds. */
const HELD = 60_000;

/** Whether people can hear Parley, and what is written under answers that they couldn't hear. */
export class UnheardAnswers {
  #speaks: CallView['speaks'] = 'aloud';
  #state: 'heard' | 'unheard' | 'unheard for long' = 'heard';
  #patience: Timer;
  #onLong: () => void;
  /** For each answer, the function that takes its mark as soon as it's known. */
  #marks = new Map<Turn, (mark: Text | undefined) => void>();

  /** `onLong` is called when Parley couldn't be heard for so long that people wouldn't know what an answer is about. */
  constructor(clock: Pick<Clock, 'sleep'>, onLong: () => void) {
    this.#patience = new Timer(clock);
    this.#onLong = onLong;
  }

  /** Whether Parley couldn't be heard for so long that answers aren't kept for later. */
  get isForLong(): boolean {
    return this.#state === 'unheard for long';
  }

  /** Whether people can hear Parley from now on, or why not. */
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

  /** Resolves, when the mouth is done with an answer, to what is written under it. */
  mark(turn: Turn): Promise<Text | undefined> {
    const { promise, resolve } = Promise.withResolvers<Text | undefined>();
    this.#marks.set(turn, resolve);
    return promise;
  }

  /** The mouth is done with an answer, and nothing needs to be written under it. */
  noteHeard(turn: Turn): void {
    this.#settle(turn, undefined);
  }

  /** The mouth is done with an answer. If Parley can't be heard, people missed this much of it. */
  noteUnheard(turn: Turn, what: 'all' | 'the rest'): void {
    this.#settle(turn, this.#speaks === 'aloud' ? undefined : composeUnheardMark(this.#speaks, what));
  }

  /** The mouth is gone with everything it had. */
  noteLoss(): void {
    for (const turn of [...this.#marks.keys()]) this.noteUnheard(turn, 'all');
  }

  #settle(turn: Turn, mark: Text | undefined): void {
    this.#marks.get(turn)?.(mark);
    this.#marks.delete(turn);
  }
}
