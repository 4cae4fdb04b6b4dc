import type { GoogleGenAI } from '@google/genai/web';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { LiveConnection } from '../connection/live-connection.ts';
import type { HandleFate } from '../failures/consequences.ts';
import { type PastTurn, sendHistory } from '../protocol/client-message.ts';
import { announceHistory, makeConnectConfig, type SessionPlan } from '../protocol/setup.ts';
import { ContextLoss } from './context-loss.ts';
import type { Handle, HandleMemory, StoredHandle } from './resumption-handle.ts';

/** What a session needs from memory. */
export type SessionMemory = HandleMemory & {
  /** What was said after the first `turns` turns, oldest first: as many of the newest as a session should be told. */
  since(turns: number): Promise<PastTurn[]>;
};

export type ResumptionOptions = {
  google: GoogleGenAI;
  memory: Pick<SessionMemory, 'since'>;
  handle: Handle;
  clock: Clock;
  log: Logger;
  /** After how many milliseconds without a sign of life the asker stops waiting. */
  silence: number;
  /** Google will close a connection in `left` milliseconds. */
  goAway(line: LiveConnection, left: number): void;
  /** The model has forgotten everything, although it accepted the handle. */
  forgot(line: LiveConnection): void;
};

/**
 * What a connection is opened with, how many turns of the transcript it must know then, and who speaks, if it has to be
 * told.
 */
export type LineRequest = { plan: SessionPlan; covered: number; speaker: string | undefined };

/** A connection as it's going to be opened: with a handle or without one, and told what was said. */
export type SessionStart = LineRequest & { kept?: StoredHandle; said: PastTurn[] };

/** How the next connection is to be opened: `skip` leaves out the handle, `unnamed` leaves out who speaks. */
type NextStart = { handle: 'use' | 'skip'; speaker: 'named' | 'unnamed' };

/**
 * The connection whose handles are worth keeping: `apart` if there's none. A handle that comes between two answers
 * covers the first `upTo` turns. `context` is what must be in the model's context behind it.
 */
type ResumptionState = { is: 'apart' } | { is: 'open'; line: LiveConnection; upTo: number; context: ContextLoss };

const USUAL: NextStart = { handle: 'use', speaker: 'named' };

/** How a session is continued after its connection: by its handle, or from the transcript. */
export class Resumption {
  readonly #options: ResumptionOptions;
  #state: ResumptionState = { is: 'apart' };
  #next: NextStart = USUAL;
  #deaths = 0;

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

  /** Decides how the next connection is opened: with the handle, if it's usable, or fresh and told the transcript. */
  async choose({ plan, covered, speaker }: LineRequest): Promise<SessionStart> {
    const { memory } = this.#options;
    const { handle, speaker: naming } = this.#next;
    const known = handle === 'skip' ? { said: await memory.since(0) } : await this.#findHandle(covered, plan);
    this.#next = USUAL;
    return { ...known, plan, covered, speaker: naming === 'named' ? speaker : undefined };
  }

  /**
   * Opens such a connection.
   *
   * @throws DialError; the signal's reason if it aborts
   */
  async open(start: SessionStart, signal: AbortSignal): Promise<LiveConnection> {
    const { plan, covered, kept, said } = start;
    // A resumed session knows the whole transcript; a fresh one knows what it was told.
    const all = kept ? this.#options.memory.since(0).catch(() => []) : Promise.resolve(said);
    const line = await this.#dial(start, signal);
    const opened = { is: 'open' as const, line, upTo: kept?.turns ?? 0, context: new ContextLoss([], kept?.tokens) };
    this.#state = opened;
    line.follow({
      handle: (newer) => this.#keep(newer, line),
      goAway: (left) => this.#options.goAway(line, left),
      usage: (prompt) => this.#weigh(line, prompt),
    });
    line.say(sendHistory(said, plan.model));
    opened.context = new ContextLoss(await all, kept?.tokens);
    // A handle that comes from now on covers these turns, so they must not be told again.
    opened.upTo = covered;
    return line;
  }

  /** Applies what an ending means for the handle, and for whether the next connection is told who speaks. */
  async heed(handle: HandleFate, speaker: 'named' | 'unnamed'): Promise<void> {
    this.#deaths = handle.deaths;
    this.#next = { handle: handle.is === 'skip' ? 'skip' : 'use', speaker };
    if (handle.is === 'drop') await this.forget();
  }

  /** The handle is useless now, so the next connection is a fresh one. */
  async forget(): Promise<void> {
    this.#deaths = 0;
    this.#state = { is: 'apart' };
    await this.#options.handle.forget();
  }

  /** The handle, if one can be used, and what its session must be told of the first `covered` turns. */
  async #findHandle(covered: number, plan: SessionPlan): Promise<{ kept?: StoredHandle; said: PastTurn[] }> {
    const { memory, handle } = this.#options;
    const kept = await handle.usable(covered, plan);
    if (!kept) return { said: await memory.since(0) };
    const said = await memory.since(kept.turns);
    // Such a model accepts history only at the start, so it couldn't be told what its handle missed.
    if (plan.model.seed === 'history' && said.length > 0) return { said: await memory.since(0) };
    return { kept, said };
  }

  async #dial({ plan, speaker, kept, said }: SessionStart, signal: AbortSignal): Promise<LiveConnection> {
    const { google, clock, silence } = this.#options;
    const { setup, model } = plan;
    const instruction = [setup.instruction, speaker].filter((line) => line !== undefined).join('\n');
    const config = makeConnectConfig({ ...setup, instruction }, model, kept?.handle);
    const extra = !kept && said.length > 0 ? announceHistory(model) : undefined;
    const call = { model: setup.model, config, extra, signal };
    return await LiveConnection.open(google, call, { plan, clock, resumed: kept !== undefined, silence });
  }

  /** While an answer is running, the newest handle covers only the turn before it. */
  #keep(handle: string, line: LiveConnection): void {
    if (this.#state.is === 'apart' || this.#state.line !== line) return;
    const { upTo, context } = this.#state;
    this.#options.handle.keep(handle, line.busy ? upTo - 1 : upTo, context.tokens, line.plan);
  }

  /** Notices that a connection's session has lost its memory, which only Google's count shows. */
  #weigh(line: LiveConnection, prompt: number): void {
    if (this.#state.is === 'apart' || this.#state.line !== line) return;
    const implied = this.#state.context.collapse(prompt);
    if (implied === undefined) return;
    this.#options.log.warn({ event: 'memory.gone', prompt, implied }, 'the session has lost its memory');
    this.forget().catch((error) =>
      this.#options.log.error({ event: 'handle.not_stored', err: error }, 'a handle could not be dropped'),
    );
    this.#options.forgot(line);
  }
}
