import type { Logger } from 'pino';
import { startDeadline } from '../../base/clock.ts';
import { Timer } from '../../base/timer.ts';
import {
  ConnectPatience,
  GeminiUnreachable,
  LATE_DIAL_ERROR,
  makeMissedError,
} from '../connection/connect-patience.ts';
import type { LiveConnection } from '../connection/live-connection.ts';
import { OWN_CLOSE_REASONS } from '../failures/close-codes.ts';
import type { PoolMember } from '../limits/connection-pool.ts';
import type { SessionPlan } from '../protocol/setup.ts';
import { type AttemptOptions, type ConnectionRequest, openConnection } from './connection-attempts.ts';
import type { Handle } from './resumption-handle.ts';

export type SessionConnectionsOptions = AttemptOptions & {
  handle: Handle;
  log: Logger;
  /** Milliseconds without a turn after which a connection is closed. */
  idle: number;
  /** Told when there is none any more. */
  onRest(): void;
};

/** Milliseconds before its announced end at which a connection is left, whatever runs on it. */
const MARGIN = 5_000;

/** Questions in a row that a connection takes without a word, before another one is tried. */
const MOST_UNANSWERED = 2;

/** Whether there is a connection. One that is being left takes nothing more, and `gone` resolves when it has ended. */
type State =
  | { is: 'none' }
  | { is: 'open'; line: LiveConnection }
  | { is: 'leaving'; line: LiveConnection; gone: Promise<unknown> };

/** The connections of one session, of which the old one is gone before the next is dialled: when each is opened and left. */
export class SessionConnections implements PoolMember {
  readonly #options: SessionConnectionsOptions;
  readonly #reach: ConnectPatience;
  readonly #idling: Timer;
  #state: State = { is: 'none' };

  constructor(options: SessionConnectionsOptions) {
    this.#options = options;
    this.#reach = new ConnectPatience(options.clock);
    this.#idling = new Timer(options.clock);
  }

  /** Whether there is one. */
  get connected(): boolean {
    return this.#state.is !== 'none';
  }

  /**
   * The open line, or a new one that knows the first `known` turns, and in its instruction who is `speaker`. One that was
   * opened with another setup than `plan` is left for a new one. Somebody waits for it since `since`, in milliseconds of the
   * clock, and no longer than `ConnectPatience` allows.
   *
   * @throws GeminiUnreachable when Gemini cannot be reached; UserError when it refuses; the signal's reason when it is aborted.
   */
  async take(
    { since, ...wanted }: ConnectionRequest & { since: number },
    signal: AbortSignal,
  ): Promise<LiveConnection> {
    const { clock } = this.#options;
    const due = this.#reach.due(since);
    using patience = startDeadline(clock, { ms: due - clock.now(), reason: LATE_DIAL_ERROR, signal });
    try {
      return await this.#take({ ...wanted, due }, patience.signal);
    } catch (error) {
      if (error instanceof GeminiUnreachable) this.#reach.noteMissed();
      throw error;
    }
  }

  async #take(wanted: ConnectionRequest & { due: number }, signal: AbortSignal): Promise<LiveConnection> {
    this.#leaveUnfit(wanted.plan);
    if (this.#state.is === 'leaving') await this.#state.gone;
    if (this.#state.is === 'open') {
      const { line } = this.#state;
      // It has a seat, which it must not give to anybody now.
      await this.#options.seats.take(this, signal).catch(makeMissedError({ code: 'gemini.full' }));
      this.#idling.stop();
      if (await line.alive()) return line;
      line.cut('no sign of life from the other side');
      await line.ended;
    }
    const line = await openConnection(this, this.#options, wanted, signal);
    this.#follow(line);
    return line;
  }

  /** Nothing is said on a line any more: it is left after a while, or at once if it is not worth keeping. */
  idle(line: LiveConnection): void {
    const { seats, idle } = this.#options;
    if (!this.#has(line)) return;
    seats.idle(this);
    if (line.unanswered >= MOST_UNANSWERED) this.replace(line);
    else this.#idling.set(line.isRetired ? 0 : idle, () => this.rest());
  }

  /** Closes the connection once its newest handle is here. */
  rest(): void {
    if (this.#state.is !== 'open' || this.#state.line.busy) return;
    const { line } = this.#state;
    this.#leave(line, async () => {
      await this.#options.handle.waitUntilCovered(line.gone);
      line.close();
    });
  }

  /** Rests; resolves when the connection is gone. */
  async close(): Promise<void> {
    this.rest();
    if (this.#state.is === 'leaving') await this.#state.gone;
  }

  /** Leaves a line that is open and answers no more. */
  replace(line: LiveConnection): void {
    this.#options.failures.noteSilence();
    this.#leave(line, async () => line.cut(OWN_CLOSE_REASONS.mute));
  }

  /** Leaves a line on which the rest of an answer is under way that nobody wants. */
  giveUp(line: LiveConnection): void {
    this.#leave(line, async () => line.cut('the answer was given up'));
  }

  /** Cuts the connection at once; whoever may have been given one is expected to give it up. */
  abandon(): void {
    const state = this.#state;
    this.#state = { is: 'none' };
    this.#idling.stop();
    if (state.is !== 'none') state.line.cut('another process goes on with it');
    this.#options.seats.leave(this);
    this.#options.onRest();
  }

  /** Google will close a line: nothing new is said on it, and what runs has until shortly before that. */
  noteGoAway(line: LiveConnection, left: number): void {
    this.#retire(line);
    if (!line.busy) return;
    const patience = Math.max(left - MARGIN, left / 2);
    // By a timer: after its announcement Google was seen to fall silent.
    this.#options.clock.sleep(patience, line.gone).then(
      () => line.cut(OWN_CLOSE_REASONS.goAway),
      () => {},
    );
  }

  /** The model has lost its memory: what it has not begun to answer is asked of one that is told the transcript. */
  forgot(line: LiveConnection): void {
    if (line.phase === 'asked' || line.phase === 'hearing') line.cut(OWN_CLOSE_REASONS.forgot);
    else this.#retire(line);
  }

  #has(line: LiveConnection): boolean {
    return this.#state.is !== 'none' && this.#state.line === line;
  }

  /**
   * Leaves a line that takes nothing more, or was opened with another setup. In the latter case its handle is not waited for: it
   * is tied to that setup.
   */
  #leaveUnfit({ fingerprint }: SessionPlan): void {
    if (this.#state.is !== 'open') return;
    const { line } = this.#state;
    if (line.isRetired) this.rest();
    if (this.#state.is !== 'open' || line.plan.fingerprint === fingerprint) return;
    this.#options.log.info({ event: 'setup.changed' }, 'the next connection is opened with another setup');
    this.#leave(line, async () => line.close());
  }

  #follow(line: LiveConnection): void {
    const { seats, admission, failures, onRest } = this.#options;
    this.#state = { is: 'open', line };
    admission.noteOpening();
    this.#reach.noteFound();
    line.ended.then((ending) => {
      if (!this.#has(line)) return;
      const { phase, resumed, age } = line;
      const isLeft = this.#state.is === 'leaving';
      this.#state = { is: 'none' };
      this.#idling.stop();
      seats.leave(this);
      // What ends while something is asked is judged by whoever asks, and what we end ourselves by nobody. It is judged
      // first: whoever has heard that we rest may let go of us, if we have nothing to remember.
      if (phase === 'idle' && !isLeft) void failures.respond(ending, { phase, resumed, age, marked: false, left: 0 });
      onRest();
    });
  }

  /** Says nothing new on a line, which may still be on its way to being opened. */
  #retire(line: LiveConnection): void {
    line.retire();
    if (this.#has(line) && !line.busy) this.rest();
  }

  /** Ends a line and lets nobody onto it meanwhile. */
  #leave(line: LiveConnection, end: () => Promise<void>): void {
    const isOpen = this.#state.is === 'open' && this.#has(line);
    if (isOpen) this.#idling.stop();
    const gone = end().then(() => line.ended);
    if (isOpen) this.#state = { is: 'leaving', line, gone };
  }
}
