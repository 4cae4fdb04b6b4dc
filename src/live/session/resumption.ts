import type { GoogleGenAI } from '@google/genai/web';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Moments } from '../../base/moments.ts';
import { DialError } from '../connection/dial.ts';
import { LiveConnection } from '../connection/live-connection.ts';
import type { Ending } from '../failures/connection-ending.ts';
import type { HandleFate } from '../failures/consequences.ts';
import { type PastTurn, sendHistory } from '../protocol/client-message.ts';
import { announceHistory, makeConnectConfig, type SessionPlan } from '../protocol/setup.ts';
import type { OpenCallDesk } from '../protocol/tool-call.ts';
import { ContextLoss } from './context-loss.ts';
import type { Handle, HandleMemory, StoredHandle } from './resumption-handle.ts';

/** What a session needs from memory. */
export type SessionMemory = HandleMemory & {
  /** What was said after the first `turns` turns, oldest first: as many of the newest as a session should be told. */
  since(turns: number): Promise<PastTurn[]>;
};

type ResumptionOptions = {
  google: GoogleGenAI;
  memory: Pick<SessionMemory, 'since'>;
  handle: Handle;
  clock: Clock;
  log: Logger;
  /** After how many milliseconds without a sign of life the asker stops waiting. */
  silence: number;
  /** What answers the model's calls. */
  desk: OpenCallDesk;
  /** Google will close a connection in `left` milliseconds. */
  onGoAway(connection: LiveConnection, left: number): void;
  /** The model has forgotten everything, although it accepted the handle. */
  onContextLoss(connection: LiveConnection): void;
};

/**
 * What a connection is to be opened with, how many turns of the transcript it must know, who speaks, if its
 * instruction has to name them, and where it's noted how it goes.
 */
export type ConnectionRequest = { plan: SessionPlan; known: number; speaker: string | undefined; moments: Moments };

/**
 * A connection as it's going to be opened: with a handle or without one, and told what was said. `isFound`: the handle was found in
 * the store and is tried for the first time.
 */
type SessionStart = ConnectionRequest & { kept?: StoredHandle; isFound: boolean; said: PastTurn[] };

/** How the next connection is to be opened: `skip` leaves out the handle, `unnamed` leaves out who speaks. */
type NextStart = { handle: 'use' | 'skip'; speaker: 'named' | 'unnamed' };

/**
 * The connection whose handles are worth keeping: `apart` if there's none. A handle that comes between two answers
 * covers the first `upTo` turns. `context` is what must be in the model's context behind it.
 */
type ResumptionState = { is: 'apart' } | { is: 'open'; connection: LiveConnection; upTo: number; context: ContextLoss };

const USUAL: NextStart = { handle: 'use', speaker: 'named' };

/** How a session is continued after its connection: by its handle, or from the transcript. */
export class Resumption {
  readonly #options: ResumptionOptions;
  #state: ResumptionState = { is: 'apart' };
  #next: NextStart = USUAL;
  #deaths = 0;
  /** Whether a connection was tried with a handle that was found in the store. */
  #hasTried = false;

  constructor(options: ResumptionOptions) {
    this.#options = options;
  }

  /** How many resumed connections in a row ended so soon that the handle may be to blame. */
  get deaths(): number {
    return this.#deaths;
  }

  /** A turn is asked; its number counts from 1 in the transcript. */
  asks(number: number): void {
    if (this.#state.is === 'open') this.#state.upTo = number;
    this.#options.handle.expect();
  }

  /**
   * Whether an open connection hasn't been told all of the first `known` turns: others were answered elsewhere, by a text
   * model.
   */
  isBehind(connection: LiveConnection, known: number): boolean {
    return this.#state.is === 'open' && this.#state.connection === connection && this.#state.upTo < known;
  }

  /** Tells an open connection the turns that it missed, as one is told at its opening. */
  async catchUp(connection: LiveConnection, known: number): Promise<void> {
    if (this.#state.is === 'apart' || !this.isBehind(connection, known)) return;
    const opened = this.#state;
    const said = await this.#options.memory.since(opened.upTo);
    connection.say(sendHistory(said, connection.plan.model));
    opened.context.add(said);
    // A handle that comes from now on covers these turns, so they must not be told again.
    opened.upTo = known;
  }

  /** Decides how the next connection is opened: with the handle, if it's usable, or fresh and told the transcript. */
  async choose({ plan, known, speaker, moments }: ConnectionRequest): Promise<SessionStart> {
    const { memory } = this.#options;
    const { handle, speaker: naming } = this.#next;
    const start = handle === 'skip' ? { said: await memory.since(0) } : await this.#findHandle(known, plan);
    this.#next = USUAL;
    const isFound = 'kept' in start && !this.#options.handle.isOwn && !this.#hasTried;
    this.#hasTried ||= isFound;
    return { ...start, isFound, plan, known, moments, speaker: naming === 'named' ? speaker : undefined };
  }

  /**
   * Opens such a connection.
   *
   * @throws DialError; the signal's reason if it aborts
   */
  async open(start: SessionStart, signal: AbortSignal): Promise<LiveConnection> {
    const { plan, known, kept, said } = start;
    // A resumed session knows the whole transcript; a fresh one knows what it was told.
    const all = kept ? this.#options.memory.since(0).catch(() => []) : Promise.resolve(said);
    const connection = await this.#dial(start, signal);
    const opened = {
      is: 'open' as const,
      connection,
      upTo: kept?.turns ?? 0,
      context: new ContextLoss([], kept?.tokens),
    };
    this.#state = opened;
    connection.follow({
      handle: (newer) => this.#keep(newer, connection),
      goAway: (left) => this.#options.onGoAway(connection, left),
      usage: (prompt) => this.#weigh(connection, prompt),
    });
    connection.say(sendHistory(said, plan.model));
    opened.context = new ContextLoss(await all, kept?.tokens);
    // A handle that comes from now on covers these turns, so they must not be told again.
    opened.upTo = known;
    return connection;
  }

  /**
   * Applies what follows from an ending for the handle, and for whether the next connection is told who speaks. `refusal`
   * is how a dial ended, if it was one.
   */
  async heed(handle: HandleFate, speaker: 'named' | 'unnamed', refusal: Ending | undefined): Promise<void> {
    this.#deaths = handle.deaths;
    this.#next = { handle: handle.is === 'skip' ? 'skip' : 'use', speaker };
    if (handle.is === 'drop') await this.#forget(refusal);
  }

  /** The handle is useless now, so the next connection is a fresh one. */
  async forget(): Promise<void> {
    await this.#forget(undefined);
  }

  async #forget(refusal: Ending | undefined): Promise<void> {
    this.#deaths = 0;
    this.#state = { is: 'apart' };
    await this.#options.handle.forget(refusal);
  }

  /** The handle, if one can be used, and what its session must be told of the first `known` turns. */
  async #findHandle(known: number, plan: SessionPlan): Promise<{ kept?: StoredHandle; said: PastTurn[] }> {
    const { memory, handle } = this.#options;
    const kept = await handle.findUsable(known, plan);
    if (!kept) return { said: await memory.since(0) };
    const said = await memory.since(kept.turns);
    // Such a model accepts history only at the start, so it couldn't be told what its handle missed.
    if (plan.model.seed === 'history' && said.length > 0) return { said: await memory.since(0) };
    return { kept, said };
  }

  async #dial({ plan, speaker, kept, said, moments }: SessionStart, signal: AbortSignal): Promise<LiveConnection> {
    const { google, clock, silence, desk } = this.#options;
    const { setup, model } = plan;
    const instruction = [setup.instruction, speaker].filter((text) => text !== undefined).join('\n');
    const config = makeConnectConfig({ ...setup, instruction }, model, kept?.handle);
    const extra = !kept && said.length > 0 ? announceHistory(model) : undefined;
    const call = { model: setup.model, config, extra, signal };
    const resumed = kept !== undefined;
    moments.note('dialling');
    try {
      const connection = await LiveConnection.open(google, call, { plan, clock, resumed, silence, desk });
      moments.note('dialled', resumed ? 'resumed' : 'fresh');
      return connection;
    } catch (error) {
      moments.note('undialled', error instanceof DialError ? error.ending.code : undefined);
      throw error;
    }
  }

  /** While an answer is running, the newest handle covers only the turn before it. */
  #keep(handle: string, connection: LiveConnection): void {
    if (this.#state.is === 'apart' || this.#state.connection !== connection) return;
    const { upTo, context } = this.#state;
    this.#options.handle.keep(handle, connection.busy ? upTo - 1 : upTo, context.tokens, connection.plan);
  }

  /** Notices that a connection's session has lost its memory, which only Google's count shows. */
  #weigh(connection: LiveConnection, prompt: number): void {
    if (this.#state.is === 'apart' || this.#state.connection !== connection) return;
    const implied = this.#state.context.check(prompt);
    if (implied === undefined) return;
    this.#options.log.warn({ event: 'memory.gone', prompt, implied }, 'the session has lost its memory');
    this.forget().catch((error) =>
      this.#options.log.error({ event: 'handle.not_stored', err: error }, 'a handle could not be dropped'),
    );
    this.#options.onContextLoss(connection);
  }
}
