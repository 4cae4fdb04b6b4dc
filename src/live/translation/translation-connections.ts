import type { GoogleGenAI } from '@google/genai/web';
import { type Clock, startDeadline } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Observe } from '../../base/events.ts';
import { Timer } from '../../base/timer.ts';
import type { Text } from '../../text/text.ts';
import {
  ConnectPatience,
  GeminiUnreachable,
  LATE_DIAL_ERROR,
  makeMissedError,
} from '../connection/connect-patience.ts';
import { DialError } from '../connection/dial.ts';
import type { Ending } from '../failures/connection-ending.ts';
import type { ConnectionPool, PoolMember } from '../limits/connection-pool.ts';
import type { ReconnectAdmission } from '../limits/reconnect-admission.ts';
import { TranslationConnection } from './translation-connection.ts';
import type { TranslationFailures } from './translation-failures.ts';

type TranslationConnectionsOptions = {
  google: GoogleGenAI;
  model: string;
  target: string;
  pool: ConnectionPool;
  admission: ReconnectAdmission;
  failures: TranslationFailures;
  clock: Clock;
  observe: Observe;
  /** After how many milliseconds without speech a connection is closed. */
  idle: number;
};

/** How many connections are dialled for one utterance. */
const MOST_DIALS = 3;

/** After so many utterances in a row of which the model showed no sign, a connection is replaced: it may be mute. */
const MOST_UNNOTICED = 2;

/**
 * The connections of one translation session, one at a time: dialled when somebody speaks, and closed when nobody has for a
 * while. None continues another one, because what was said before isn't needed to translate what is said next.
 */
export class TranslationConnections implements PoolMember {
  readonly #options: TranslationConnectionsOptions;
  readonly #patience: ConnectPatience;
  readonly #idle: Timer;
  #open: { connection: TranslationConnection; is: 'busy' | 'idle'; unnoticed: number } | undefined;

  constructor(options: TranslationConnectionsOptions) {
    this.#options = options;
    this.#patience = new ConnectPatience(options.clock);
    this.#idle = new Timer(options.clock);
  }

  /** Whether there's one. */
  get connected(): boolean {
    return this.#open !== undefined;
  }

  /**
   * The open connection, or a new one. A person has waited since `since`, in milliseconds of the clock.
   *
   * @throws GeminiUnreachable if Gemini can't be reached; UserError if it refuses; the signal's reason if it aborts.
   */
  async take(since: number, signal: AbortSignal): Promise<TranslationConnection> {
    const { clock } = this.#options;
    const due = this.#patience.due(since);
    using patience = startDeadline(clock, { ms: due - clock.now(), reason: LATE_DIAL_ERROR, signal });
    try {
      return (await this.#reuse(patience.signal)) ?? (await this.#dial(due, patience.signal));
    } catch (error) {
      if (error instanceof GeminiUnreachable) this.#patience.noteMissed();
      throw error;
    }
  }

  /** What was said on the connection is over, of which the model showed a sign or none. It's kept for a while, if it's any use. */
  idle(connection: TranslationConnection, isNoticed: boolean): void {
    const open = this.#open;
    if (open?.connection !== connection) return;
    open.is = 'idle';
    open.unnoticed = isNoticed ? 0 : open.unnoticed + 1;
    this.#options.pool.idle(this);
    const isUseless = connection.isRetired || open.unnoticed >= MOST_UNNOTICED;
    this.#idle.set(isUseless ? 0 : this.#options.idle, () => this.rest());
  }

  /** Closes the connection, unless it's busy. */
  rest(): void {
    if (this.#open?.is === 'idle') void this.close();
  }

  /** Closes the connection, and resolves when it's gone. */
  async close(): Promise<void> {
    const open = this.#leave();
    await open?.close();
  }

  /** Cuts the connection, because what still comes on it would be taken for somebody else's words. */
  giveUp(): void {
    this.#leave()?.cut('the translation was given up');
  }

  async #reuse(signal: AbortSignal): Promise<TranslationConnection | undefined> {
    const open = this.#open;
    if (!open) return undefined;
    const { connection } = open;
    // From now on the pool can't give its place away.
    open.is = 'busy';
    this.#idle.stop();
    await this.#options.pool.take(this, signal).catch(makeMissedError({ code: 'gemini.full' }));
    if (!connection.isRetired && (await connection.isAlive())) return connection;
    this.#leave()?.cut('it is not to be used any more');
    return undefined;
  }

  async #dial(due: number, signal: AbortSignal): Promise<TranslationConnection> {
    const { admission, pool, failures } = this.#options;
    let missed: Text = { code: 'gemini.busy' };
    for (let dials = 1; ; dials++) {
      await admission.enter(due, signal).catch(makeMissedError(missed));
      // The place is taken last: who only waits mustn't hold one.
      await pool.take(this, signal).catch(makeMissedError({ code: 'gemini.full' }));
      try {
        return await this.#dialOnce(signal);
      } catch (error) {
        pool.leave(this);
        if (!(error instanceof DialError)) throw error;
        const { turn, text } = failures.respond(error.ending, { phase: 'dialling', age: 0, left: 1 });
        if (turn === 'told') throw new UserError(text, { cause: error });
        if (dials >= MOST_DIALS || signal.aborted) throw new GeminiUnreachable(text, { cause: error });
        missed = text;
      }
    }
  }

  async #dialOnce(signal: AbortSignal): Promise<TranslationConnection> {
    const { admission, clock, observe } = this.#options;
    const began = clock.now();
    const connection = await TranslationConnection.open({ ...this.#options, onRetire: () => this.rest() }, signal);
    observe({ is: 'connection', session: 'fresh', took: clock.now() - began });
    admission.noteOpening();
    this.#patience.noteFound();
    this.#open = { connection, is: 'busy', unnoticed: 0 };
    connection.ended.then((ending) => this.#lose(connection, ending));
    return connection;
  }

  /** A connection is gone. If something was said on it, who said that responds; if we left it, there's nothing to respond to. */
  #lose(connection: TranslationConnection, ending: Ending): void {
    const open = this.#open;
    if (open?.connection !== connection) return;
    this.#leave();
    if (open.is === 'idle') this.#options.failures.respond(ending, { phase: 'idle', age: connection.age, left: 0 });
  }

  /** Has no connection any more; returns the one that there was. */
  #leave(): TranslationConnection | undefined {
    const open = this.#open;
    if (!open) return undefined;
    this.#open = undefined;
    this.#idle.stop();
    this.#options.pool.leave(this);
    return open.connection;
  }
}
