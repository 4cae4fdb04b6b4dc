import { type Clock, unlessAborted } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Observe } from '../../base/events.ts';
import { SlidingWindow } from '../../base/sliding-window.ts';
import { explainVerdict, type OperatorVerdict } from '../failures/close-codes.ts';
import type { NextAttemptAdvice } from '../failures/consequences.ts';

const MINUTE = 60_000;

/** So many reconnections of all conversations together in a minute. */
const MOST = 20;

/** After a close for quota, connections are opened at least so many milliseconds apart, for so long. */
const APART = 2_000;
const SLOW = 2 * MINUTE;

/** How long a conversation rests after a close for quota: at first, and after several in a row. */
const REST = { shortest: MINUTE, longest: 10 * MINUTE };

/** What only the owner can mend is tried again after so many milliseconds, in case they did, or Google was mistaken. */
const PROBE = 5 * MINUTE;

/**
 * What is known of Google's refusing us for a reason that only the owner can mend. `doubted`: it has, since an answer came
 * last. `stopped`: it does, and is not asked again before `until`, in milliseconds of the clock.
 */
type State = { is: 'going' } | { is: 'doubted' } | { is: 'stopped'; refusal: OperatorVerdict; until: number };

/** How fast the conversations of a process may connect, all together: Google counts per key, and so do its limits. */
export class ConnectPace {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #observe: Observe;
  readonly #reconnections: SlidingWindow;
  #slowUntil = 0;
  /** When the next connection may be opened, while it is slow. */
  #free = 0;
  /** Settles when nobody is waiting for that any more; those who wait go one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  #state: State = { is: 'going' };

  /** @param random a number from 0 to 1, by chance */
  constructor(clock: Clock, random: () => number, observe: Observe) {
    this.#clock = clock;
    this.#random = random;
    this.#observe = observe;
    this.#reconnections = new SlidingWindow(clock, MINUTE);
  }

  /** Why Gemini refused last, if it did and has not been seen to be mended since. */
  get refusal(): OperatorVerdict | undefined {
    return this.#state.is === 'stopped' ? this.#state.refusal : undefined;
  }

  /**
   * Waits until a connection may be opened.
   *
   * @throws UserError while only the owner could mend what is wrong; the signal's reason when it is aborted
   */
  async enter(signal: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    if (this.#state.is === 'stopped') {
      if (now < this.#state.until) throw new UserError(explainVerdict(this.#state.refusal));
      this.#probe(this.#state, signal);
    }
    if (now < this.#slowUntil) await this.#slot(signal);
  }

  /** A connection stands, so Gemini need not be left alone; whether it answers on it is still to be seen. */
  stood(): void {
    if (this.#state.is !== 'stopped') return;
    this.#state = { is: 'doubted' };
    this.#observe({ is: 'live', state: 'going' });
  }

  /** An answer came: nothing is left for the owner to mend. */
  noteAnswer(): void {
    if (this.#state.is === 'doubted') this.#state = { is: 'going' };
  }

  /** Whether a connection was refused, whichever conversation opened it, and no answer came since. */
  get doubted(): boolean {
    return this.#state.is !== 'going';
  }

  /**
   * A connection ended, or was not made: takes what Google holds against the account. Where that may concern the one
   * connection alone, the next one tells; else Gemini is left alone for a while. What failed for another reason does not tell
   * whether it is mended: the next one tries.
   */
  noteEnding(account: NextAttemptAdvice['account']): void {
    if (typeof account === 'object') this.noteRefusal(account);
    else if (this.#state.is === 'stopped') this.#state.until = this.#clock.now();
  }

  /** A connection was refused, and only the owner could mend that. */
  noteRefusal(refusal: OperatorVerdict): void {
    if (refusal.is === 'doubt') {
      this.#state = { is: 'doubted' };
      return;
    }
    this.#state = { is: 'stopped', refusal, until: this.#clock.now() + PROBE };
    this.#observe({ is: 'live', state: 'stopped', why: refusal.why });
  }

  /** Counts a reconnection, if there is room for one more in this minute; if not, says when there is. */
  reconnect(): { until: number } | undefined {
    const until = this.#reconnections.full(MOST);
    if (until !== undefined) return { until };
    this.#reconnections.add();
    return undefined;
  }

  /** The reconnection that was counted last is not made after all. */
  discount(): void {
    this.#reconnections.remove();
  }

  /**
   * A connection was closed for quota, which makes all others slow.
   *
   * @param times how often this happened to the conversation in a row
   * @returns until when the conversation rests, in milliseconds of the clock
   */
  quota(times: number): number {
    const now = this.#clock.now();
    this.#slowUntil = now + SLOW;
    const rest = Math.min(REST.longest, REST.shortest * 2 ** (times - 1));
    return now + rest + Math.round(this.#random() * 0.2 * rest);
  }

  /**
   * Whoever comes first tries whether it is mended; the others wait for what comes of that, or for the next time. One who
   * gives up has tried nothing, so the next one tries instead.
   */
  #probe(stopped: { until: number }, signal: AbortSignal): void {
    stopped.until = this.#clock.now() + PROBE;
    const giveBack = () => {
      stopped.until = this.#clock.now();
    };
    signal.addEventListener('abort', giveBack, { once: true });
  }

  /** Waits in line for the next slot. One who gives up uses none, so those behind move up. */
  async #slot(signal: AbortSignal): Promise<void> {
    const turn = this.#queue.then(async () => {
      const early = this.#free - this.#clock.now();
      if (early > 0) await this.#clock.sleep(early, signal);
      signal.throwIfAborted();
      this.#free = this.#clock.now() + APART;
    });
    this.#queue = turn.catch(() => {});
    await unlessAborted(turn, signal);
  }
}
