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
import { type AttemptOptions, openConnection } from './connection-attempts.ts';
import type { ConnectionRequest } from './resumption.ts';
import type { Handle } from './resumption-handle.ts';

type SessionConnectionsOptions = AttemptOptions & {
  handle: Handle;
  log: Logger;
  /** Milliseconds without a turn after which a connection is closed. */
  idle: number;
  /** Called when there's no connection any more. */
  onRest(): void;
};

/** A connection is left this many milliseconds before its announced end, whatever is running on it. */
const MARGIN = 5_000;

/** After this many questions in a row without a word of an answer, a connection is replaced. */
const MOST_UNANSWERED = 2;

/** Whether there's a connection. One that is being left takes nothing more, and `gone` resolves when it has ended. */
type State =
  | { is: 'none' }
  | { is: 'open'; connection: LiveConnection }
  | { is: 'leaving'; connection: LiveConnection; gone: Promise<unknown> };

/**
 * The connections of one session: when each is opened and left. The old one is gone before the next one is dialled,
 * because Google was seen to refuse a handle whose connection was still open (field reports).
 */
export class SessionConnections implements PoolMember {
  readonly #options: SessionConnectionsOptions;
  readonly #patience: ConnectPatience;
  readonly #idleTimer: Timer;
  #state: State = { is: 'none' };

  constructor(options: SessionConnectionsOptions) {
    this.#options = options;
    this.#patience = new ConnectPatience(options.clock);
    this.#idleTimer = new Timer(options.clock);
  }

  /** Whether there's one, even if it's being left. */
  get connected(): boolean {
    return this.#state.is !== 'none';
  }

  /**
   * Returns the open connection, or a new one that knows the first `known` turns and whose instruction names `speaker`.
   * One that was opened with another setup than `plan` is left for a new one. A person has waited since `since`, in
   * milliseconds of the clock, and waits no longer than `ConnectPatience` allows.
   *
   * @throws GeminiUnreachable if Gemini can't be reached; UserError if it refuses; the signal's reason if it aborts.
   */
  async take(
    { since, ...wanted }: ConnectionRequest & { since: number },
    signal: AbortSignal,
  ): Promise<LiveConnection> {
    const { clock } = this.#options;
    const due = this.#patience.due(since);
    using patience = startDeadline(clock, { ms: due - clock.now(), reason: LATE_DIAL_ERROR, signal });
    try {
      return await this.#take({ ...wanted, due }, patience.signal);
    } catch (error) {
      if (error instanceof GeminiUnreachable) this.#patience.noteMissed();
      throw error;
    }
  }

  async #take(wanted: ConnectionRequest & { due: number }, signal: AbortSignal): Promise<LiveConnection> {
    this.#leaveUnfit(wanted);
    if (this.#state.is === 'leaving') await this.#state.gone;
    if (this.#state.is === 'open') {
      const { connection } = this.#state;
      // The session holds a place already; taking it again keeps the pool from giving it to another one now.
      await this.#options.pool.take(this, signal).catch(makeMissedError({ code: 'gemini.full' }));
      this.#idleTimer.stop();
      if (await connection.isAlive()) {
        await this.#options.resumption.catchUp(connection, wanted.known);
        wanted.moments.note('connected');
        return connection;
      }
      connection.cut('no sign of life from the other side');
      await connection.ended;
    }
    const connection = await openConnection(this, this.#options, wanted, signal);
    this.#follow(connection);
    return connection;
  }

  /** An answer is over: the connection is left after a while, or at once if it isn't worth keeping. */
  idle(connection: LiveConnection): void {
    const { pool, idle } = this.#options;
    if (!this.#has(connection)) return;
    pool.idle(this);
    if (connection.unanswered >= MOST_UNANSWERED) this.replace(connection);
    else this.#idleTimer.set(connection.isRetired ? 0 : idle, () => this.rest());
  }

  /** Closes the connection once its newest handle has arrived. */
  rest(): void {
    if (this.#state.is !== 'open' || this.#state.connection.busy) return;
    const { connection } = this.#state;
    this.#leave(connection, async () => {
      await this.#options.handle.waitUntilCovered(connection.gone);
      connection.close();
    });
  }

  /** Closes the connection as `rest` does, and resolves when it's gone. */
  async close(): Promise<void> {
    this.rest();
    if (this.#state.is === 'leaving') await this.#state.gone;
  }

  /** Leaves a connection that's open but no longer answers. */
  replace(connection: LiveConnection): void {
    this.#options.failures.noteSilence();
    this.#leave(connection, async () => connection.cut(OWN_CLOSE_REASONS.mute));
  }

  /** Leaves a connection on which the rest of an unwanted answer is still arriving. */
  giveUp(connection: LiveConnection): void {
    this.#leave(connection, async () => connection.cut('the answer was given up'));
  }

  /** Cuts the connection at once. Whoever took it must have given up already. */
  abandon(): void {
    const state = this.#state;
    this.#state = { is: 'none' };
    this.#idleTimer.stop();
    if (state.is !== 'none') state.connection.cut('another process goes on with it');
    this.#options.pool.leave(this);
    this.#options.onRest();
  }

  /** Google will close a connection: nothing new is said on it, and what runs may go on until shortly before that. */
  noteGoAway(connection: LiveConnection, left: number): void {
    this.#retire(connection);
    if (!connection.busy) return;
    const patience = Math.max(left - MARGIN, left / 2);
    // By our own timer, because Google was seen to fall silent after such an announcement (tau2-bench PR 461).
    this.#options.clock.sleep(patience, connection.gone).then(
      () => connection.cut(OWN_CLOSE_REASONS.goAway),
      () => {},
    );
  }

  /** The model has lost its memory. If it hasn't begun to answer, a session that knows the transcript is asked instead. */
  noteContextLoss(connection: LiveConnection): void {
    if (connection.phase === 'asked' || connection.phase === 'hearing') connection.cut(OWN_CLOSE_REASONS.forgot);
    else this.#retire(connection);
  }

  #has(connection: LiveConnection): boolean {
    return this.#state.is !== 'none' && this.#state.connection === connection;
  }

  /**
   * Leaves a connection that takes nothing more, that can't be told any more what it missed, or that was opened with
   * another setup. In the last case nobody waits for its handle, which is valid only for that setup.
   */
  #leaveUnfit({ plan: { fingerprint, model }, known }: ConnectionRequest): void {
    if (this.#state.is !== 'open') return;
    const { connection } = this.#state;
    const isBehind = model.seed === 'history' && this.#options.resumption.isBehind(connection, known);
    if (connection.isRetired || isBehind) this.rest();
    if (this.#state.is !== 'open' || connection.plan.fingerprint === fingerprint) return;
    this.#options.log.info({ event: 'setup.changed' }, 'the next connection is opened with another setup');
    this.#leave(connection, async () => connection.close());
  }

  #follow(connection: LiveConnection): void {
    const { pool, admission, failures, onRest } = this.#options;
    this.#state = { is: 'open', connection };
    admission.noteOpening();
    this.#patience.noteFound();
    connection.ended.then((ending) => {
      if (!this.#has(connection)) return;
      const { phase, resumed, age } = connection;
      const isLeft = this.#state.is === 'leaving';
      this.#state = { is: 'none' };
      this.#idleTimer.stop();
      pool.leave(this);
      // If a question was running, the one who asked responds; if we ended it ourselves, there's nothing to respond to.
      // This comes before `onRest`, which may drop the session if it has no failures to remember.
      if (phase === 'idle' && !isLeft) void failures.respond(ending, { phase, resumed, age, marked: false, left: 0 });
      onRest();
    });
  }

  /** Says nothing new on a connection, which may not even be taken yet. */
  #retire(connection: LiveConnection): void {
    connection.retire();
    if (this.#has(connection) && !connection.busy) this.rest();
  }

  /** Ends a connection and lets nobody use it meanwhile. */
  #leave(connection: LiveConnection, end: () => Promise<void>): void {
    const isOpen = this.#state.is === 'open' && this.#has(connection);
    if (isOpen) this.#idleTimer.stop();
    const gone = end().then(() => connection.ended);
    if (isOpen) this.#state = { is: 'leaving', connection, gone };
  }
}
