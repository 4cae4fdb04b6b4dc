import type { GoogleGenAI } from '@google/genai/web';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { type ConnectionEvents, LiveConnection } from '../connection/live-connection.ts';
import type { HandleFate } from '../failures/ending-meaning.ts';
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

/** How a session is continued after its connection: by its handle, or from the transcript. */
export class Resumption {
  readonly #options: ResumptionOptions;
  /** The turn that was last asked. A handle that comes between two answers covers all turns up to it. */
  #asked = 0;
  #deaths = 0;
  /** Whether the last dial was made with a handle. */
  #tried = false;
  /**
   * Whether the next one uses the instruction that all conversations share, so that nothing particular to this one can
   * be to blame.
   */
  #doubted = false;
  /** Whether the next one is made with the instruction that all conversations share: nothing of this one is to blame then. */
  #plain = false;
  /** The connection whose handles are worth keeping. */
  #line: LiveConnection | undefined;
  #recollection = new ContextLoss([]);

  constructor(options: ResumptionOptions) {
    this.#options = options;
  }

  /** A turn is asked; its number counts from 1 in the transcript. */
  asks(number: number): void {
    this.#asked = number;
    this.#options.handle.expect();
  }

  /**
   * Opens a connection: resumed by the handle if it's usable, else fresh and told what the transcript has.
   *
   * @throws DialError; the signal's reason if it aborts
   */
  async open({ plan, covered, speaker }: LineRequest, signal: AbortSignal): Promise<LiveConnection> {
    const { memory } = this.#options;
    const { kept, said } = this.#doubted ? { said: await memory.since(0) } : await this.#findHandle(covered, plan);
    this.#doubted = false;
    this.#asked = kept?.turns ?? 0;
    this.#tried = kept !== undefined;
    // A resumed session knows the whole transcript; a fresh one knows what it was told.
    const all = kept ? memory.since(0).catch(() => []) : Promise.resolve(said);
    const named = this.#plain ? undefined : speaker;
    this.#plain = false;
    const line = await this.#dial(plan, kept ? { handle: kept.handle } : { said }, named, signal);
    line.say(sendHistory(said, plan.model));
    this.#recollection = new ContextLoss(await all, kept?.tokens);
    // A handle that comes from now on covers these turns, so they must not be told again.
    this.#asked = covered;
    return line;
  }

  /** How many resumed connections in a row ended so soon that the handle may be to blame. */
  get deaths(): number {
    return this.#deaths;
  }

  /** Whether the last connection was opened with a handle, or was meant to be. */
  get resumes(): boolean {
    return this.#tried;
  }

  /** Applies what an ending means for the handle, and for whether the next connection is told who speaks. */
  async heed(handle: HandleFate, speaker: 'named' | 'unnamed'): Promise<void> {
    this.#deaths = handle.deaths;
    this.#plain = speaker === 'unnamed';
    this.#doubted = handle.is === 'skip';
    if (handle.is === 'drop') await this.forget();
  }

  /** The handle is useless now, so the next connection is a fresh one. */
  async forget(): Promise<void> {
    this.#deaths = 0;
    this.#line = undefined;
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

  async #dial(
    plan: SessionPlan,
    { handle, said = [] }: { handle?: string; said?: PastTurn[] },
    speaker: string | undefined,
    signal: AbortSignal,
  ): Promise<LiveConnection> {
    const { google, clock, silence } = this.#options;
    const { setup, model } = plan;
    const instruction = [setup.instruction, speaker].filter((line) => line !== undefined).join('\n');
    const config = makeConnectConfig({ ...setup, instruction }, model, handle);
    const extra = said.length > 0 ? announceHistory(model) : undefined;
    let opened: LiveConnection | undefined;
    const early: (() => void)[] = [];
    // Events may arrive before the connection does.
    const tell = (news: () => void) => (opened ? news() : early.push(news));
    const news: ConnectionEvents = {
      handle: (newer) => tell(() => this.#keep(newer, opened)),
      goAway: (left) => tell(() => opened && this.#options.goAway(opened, left)),
      usage: (prompt) => tell(() => opened && this.#weigh(opened, prompt)),
    };
    const call = { model: setup.model, config, extra, signal };
    const resumed = handle !== undefined;
    opened = await LiveConnection.open(google, call, { plan, clock, resumed, silence, news });
    this.#line = opened;
    for (const each of early) each();
    return opened;
  }

  /** While an answer is running, the newest handle covers only the turn before it. */
  #keep(handle: string, line: LiveConnection | undefined): void {
    if (!line || line !== this.#line) return;
    const turns = line.busy ? this.#asked - 1 : this.#asked;
    this.#options.handle.keep(handle, turns, this.#recollection.tokens, line.plan);
  }

  /** Notices that a connection's session has lost its memory, which only Google's count shows. */
  #weigh(line: LiveConnection, prompt: number): void {
    const implied = line === this.#line ? this.#recollection.collapse(prompt) : undefined;
    if (implied === undefined) return;
    this.#options.log.warn({ event: 'memory.gone', prompt, implied }, 'the session has lost its memory');
    this.forget().catch((error) =>
      this.#options.log.error({ event: 'handle.not_stored', err: error }, 'a handle could not be dropped'),
    );
    this.#options.forgot(line);
  }
}
