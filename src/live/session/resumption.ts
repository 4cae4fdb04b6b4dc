import type { GoogleGenAI } from '@google/genai/web';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { type ConnectionEvents, LiveConnection } from '../connection/live-connection.ts';
import type { HandleFate } from '../failures/ending-meaning.ts';
import { type PastTurn, sendHistory } from '../protocol/client-message.ts';
import { announceHistory, makeConnectConfig, type SessionPlan } from '../protocol/setup.ts';
import { ContextLoss } from './context-loss.ts';
import type { Handle, HandleMemory, StoredHandle } from './resumption-handle.ts';

/** What a session needs remembered. */
export type SessionMemory = HandleMemory & {
  /** What was said after the first `turns` turns, oldest first, as much of the newest as a session should be told. */
  since(turns: number): Promise<PastTurn[]>;
};

export type ResumptionOptions = {
  google: GoogleGenAI;
  memory: Pick<SessionMemory, 'since'>;
  handle: Handle;
  clock: Clock;
  log: Logger;
  /** Milliseconds without a sign of life after which whoever asked waits no longer. */
  silence: number;
  /** A line will be closed by Google in so many milliseconds. */
  goAway(line: LiveConnection, left: number): void;
  /** The model has forgotten what was said, although it took the handle. */
  forgot(line: LiveConnection): void;
};

/** What a line is opened with, how many turns of the transcript it must know then, and who speaks, if that is to be told. */
export type LineRequest = { plan: SessionPlan; covered: number; speaker: string | undefined };

/** How a session is found again after its connection: by its handle, or from the transcript. */
export class Resumption {
  readonly #options: ResumptionOptions;
  /** The turn that was last asked; what is heard of between two answers covers all turns up to it. */
  #asked = 0;
  #deaths = 0;
  /** Whether the last dial was made with a handle. */
  #tried = false;
  /** Whether the next one is made without: whether it was the handle or Google, a fresh session tells. */
  #doubted = false;
  /** Whether the next one is made with the instruction that all conversations share: nothing of this one is to blame then. */
  #plain = false;
  /** The line on which handles are worth keeping. */
  #line: LiveConnection | undefined;
  #recollection = new ContextLoss([]);

  constructor(options: ResumptionOptions) {
    this.#options = options;
  }

  /** A turn is asked, counted from 1 in the transcript. */
  asks(number: number): void {
    this.#asked = number;
    this.#options.handle.expect();
  }

  /**
   * Opens a line: resumed by the handle if it is good, else fresh and told what the transcript holds.
   *
   * @throws DialError; the signal's reason when it is aborted
   */
  async open({ plan, covered, speaker }: LineRequest, signal: AbortSignal): Promise<LiveConnection> {
    const { memory } = this.#options;
    const { kept, said } = this.#doubted ? { said: await memory.since(0) } : await this.#findHandle(covered, plan);
    this.#doubted = false;
    this.#asked = kept?.turns ?? 0;
    this.#tried = kept !== undefined;
    // Resumed, it knows all of the transcript, fresh what it was told: the same, as far as it is told.
    const all = kept ? memory.since(0).catch(() => []) : Promise.resolve(said);
    const named = this.#plain ? undefined : speaker;
    this.#plain = false;
    const line = await this.#dial(plan, kept ? { handle: kept.handle } : { said }, named, signal);
    line.say(sendHistory(said, plan.model));
    this.#recollection = new ContextLoss(await all, kept?.tokens);
    // A handle that comes from now on must not have the same told once more.
    this.#asked = covered;
    return line;
  }

  /** How many resumed connections in a row ended so soon that the handle may be why. */
  get deaths(): number {
    return this.#deaths;
  }

  /** Whether the last line was opened with a handle, or was to be. */
  get resumes(): boolean {
    return this.#tried;
  }

  /** Takes what an ending means for the handle, and for whether the next line is told who speaks. */
  async heed(handle: HandleFate, speaker: 'named' | 'unnamed'): Promise<void> {
    this.#deaths = handle.deaths;
    this.#plain = speaker === 'unnamed';
    this.#doubted = handle.is === 'skip';
    if (handle.is === 'drop') await this.forget();
  }

  /** The handle is of no use any more: the next line is a fresh one. */
  async forget(): Promise<void> {
    this.#deaths = 0;
    this.#line = undefined;
    await this.#options.handle.forget();
  }

  /** The handle, if there is one that can be used, and what whoever is behind it must be told of `covered` turns. */
  async #findHandle(covered: number, plan: SessionPlan): Promise<{ kept?: StoredHandle; said: PastTurn[] }> {
    const { memory, handle } = this.#options;
    const kept = await handle.usable(covered, plan);
    if (!kept) return { said: await memory.since(0) };
    const said = await memory.since(kept.turns);
    // Such a model takes history only at the start, so what its handle has missed could not be told.
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
    // News may come before the line is there.
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

  /** While an answer runs, the newest handle reaches only to the turn before it. */
  #keep(handle: string, line: LiveConnection | undefined): void {
    if (!line || line !== this.#line) return;
    const turns = line.busy ? this.#asked - 1 : this.#asked;
    this.#options.handle.keep(handle, turns, this.#recollection.tokens, line.plan);
  }

  /** Notices that the memory behind a connection is gone, which shows in nothing but Google's count. */
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
