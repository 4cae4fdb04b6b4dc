import { type Clock, unlessAborted } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Observe } from '../../base/events.ts';
import { SlidingWindow } from '../../base/sliding-window.ts';
import { explainVerdict, type OperatorVerdict } from '../failures/close-codes.ts';
import type { NextAttemptAdvice } from '../failures/consequences.ts';

const MINUTE = 60_000;

/** How many reconnections all conversations together may make in a minute. */
const MOST = 20;

/** After a close for quota, connections are opened at least this many milliseconds apart. */
const APART = 2_000;

/** For how long that lasts, in milliseconds. */
const SLOW = 2 * MINUTE;

/**
 * How long this process stays slow after it was told that another one is, in milliseconds. It's told each second, and again
 * after an outage of the store, through which it stays slow.
 */
const TOLD_AGAIN = 30_000;

/** How long a conversation rests after a close for quota, in milliseconds: at first, and at most after several in a row. */
const REST = { shortest: MINUTE, longest: 10 * MINUTE };

/** After a refusal that only the operator can fix, one connection is tried this often, in milliseconds: it may be fixed. */
const PROBE = 5 * MINUTE;

/**
 * Whether Google refuses us for a reason that only the operator can fix. `doubted`: it refused a connection, and no answer
 * has come since. `stopped`: it refuses us all, and nobody connects before `until`, in milliseconds of the clock.
 */
type State = { is: 'going' } | { is: 'doubted' } | { is: 'stopped'; refusal: OperatorVerdict; until: number };

/** How fast all conversations of a process together may connect, because Google's limits count per key. Processes that share one share that. */
export class ConnectPace {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #observe: Observe;
  readonly #reconnections: SlidingWindow;
  #slowUntil = 0;
  /** Until when that's so because of a connection of this process, in milliseconds of the clock. */
  #toldUntil = 0;
  /** How many processes share the key. */
  #sharers = 1;
  /** When the next connection may be opened while all are slow, in milliseconds of the clock. */
  #free = 0;
  /** Settles when the last one in line has had its turn. */
  #queue: Promise<unknown> = Promise.resolve();
  #state: State = { is: 'going' };

  /** @param random a number from 0 to 1, by chance */
  constructor(clock: Clock, random: () => number, observe: Observe) {
    this.#clock = clock;
    this.#random = random;
    this.#observe = observe;
    this.#reconnections = new SlidingWindow(clock, MINUTE);
  }

  /** Why Gemini refuses us, if it does. */
  get refusal(): OperatorVerdict | undefined {
    return this.#state.is === 'stopped' ? this.#state.refusal : undefined;
  }

  /**
   * Waits until a connection may be opened.
   *
   * @throws UserError while only the operator can fix what's wrong; the signal's reason if it aborts
   */
  async enter(signal: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    if (this.#state.is === 'stopped') {
      if (now < this.#state.until) throw new UserError(explainVerdict(this.#state.refusal));
      this.#probe(this.#state, signal);
    }
    if (now < this.#slowUntil) await this.#slot(signal);
  }

  /** A connection was opened, so conversations may connect again. Whether Gemini answers on it remains to be seen. */
  noteOpening(): void {
    if (this.#state.is !== 'stopped') return;
    this.#state = { is: 'doubted' };
    this.#observe({ is: 'live', state: 'going' });
  }

  /** An answer came, so the operator has nothing left to fix. */
  noteAnswer(): void {
    if (this.#state.is === 'doubted') this.#state = { is: 'going' };
  }

  /** Whether any conversation's connection was refused, and no answer has come since. */
  get doubted(): boolean {
    return this.#state.is !== 'going';
  }

  /**
   * A connection ended, or a dial failed, and this is what Google holds against the account. A failure for another reason
   * doesn't show whether a known fault is fixed, so the next connection tries at once.
   */
  noteEnding(account: NextAttemptAdvice['account']): void {
    if (typeof account === 'object') this.#refuse(account);
    else if (this.#state.is === 'stopped') this.#state.until = this.#clock.now();
  }

  /** Counts a reconnection if this minute has room for one more; otherwise returns when there will be room. */
  countReconnection(): { until: number } | undefined {
    const until = this.#reconnections.full(Math.max(1, Math.floor(MOST / this.#sharers)));
    if (until !== undefined) return { until };
    this.#reconnections.add();
    return undefined;
  }

  /** The last counted reconnection isn't made after all. */
  discount(): void {
    this.#reconnections.remove();
  }

  /**
   * A connection was closed for quota, so all others slow down.
   *
   * @param times how often this has happened to the conversation in a row
   * @returns until when the conversation rests, in milliseconds of the clock
   */
  noteQuota(times: number): number {
    const now = this.#clock.now();
    this.#slowUntil = now + SLOW;
    this.#toldUntil = now + SLOW;
    const rest = Math.min(REST.longest, REST.shortest * 2 ** (times - 1));
    return now + rest + Math.round(this.#random() * 0.2 * rest);
  }

  /** Whether a connection of this process was closed for quota lately. Other processes with the same key should know. */
  get isTold(): boolean {
    return this.#clock.now() < this.#toldUntil;
  }

  /**
   * So many processes share the key, so each makes its part of what all may make together. `isSlow`: a connection of one of them
   * was closed for quota lately, so this one slows down, too.
   */
  share(sharers: number, isSlow: boolean): void {
    this.#sharers = Math.max(1, sharers);
    if (isSlow) this.#slowUntil = Math.max(this.#slowUntil, this.#clock.now() + TOLD_AGAIN);
  }

  /** A connection was refused for what only the operator can fix. If in doubt, the next one shows whether all are. */
  #refuse(refusal: OperatorVerdict): void {
    if (refusal.is === 'doubt') {
      this.#state = { is: 'doubted' };
      return;
    }
    this.#state = { is: 'stopped', refusal, until: this.#clock.now() + PROBE };
    this.#observe({ is: 'live', state: 'stopped', why: refusal.why });
  }

  /**
   * The first conversation that comes tries whether the fault is fixed. The others are refused until that has shown it, or
   * until the next try is due. If the first one gives up, it hasn't tried, so the next one may.
   */
  #probe(stopped: { until: number }, signal: AbortSignal): void {
    stopped.until = this.#clock.now() + PROBE;
    const giveBack = () => {
      stopped.until = this.#clock.now();
    };
    signal.addEventListener('abort', giveBack, { once: true });
  }

  /** Waits in line for the next slot. A conversation that gives up uses none, so those behind it move up. */
  async #slot(signal: AbortSignal): Promise<void> {
    const turn = this.#queue.then(async () => {
      const early = this.#free - this.#clock.now();
      if (early > 0) await this.#clock.sleep(early, signal);
      signal.throwIfAborted();
      this.#free = this.#clock.now() + APART * this.#sharers;
    });
    this.#queue = turn.catch(() => {});
    await unlessAborted(turn, signal);
  }
}
