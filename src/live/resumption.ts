import type { GoogleGenAI } from '@google/genai';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { type Verdict, verdict } from './closing.ts';
import type { DialError } from './dial.ts';
import { Line, type News } from './line.ts';
import { type Model, modelOf } from './models.ts';
import { announcing, connectConfig, fingerprint, type Setup } from './setup.ts';
import { type Said, told } from './words.ts';

/**
 * A handle and what it is good for: only its own model and setup, for two hours, and the first `turns` turns of the
 * transcript. `at` is in milliseconds since the epoch, `tokens` is how many were in the context by Google's count, which
 * is better than any guess from a transcript. A handle is a key to the conversation: it is never logged.
 */
export type Kept = { handle: string; model: string; setup: string; at: number; turns: number; tokens?: number };

/** What a session needs remembered. */
export type Memory = {
  load(): Promise<Kept | undefined>;
  /** Resolves with how many of the first `turns` turns the transcript holds, once that is known of the one under way. */
  recorded(turns: number): Promise<number>;
  save(kept: Kept): Promise<void>;
  drop(): Promise<void>;
  /** What was said after the first `turns` turns, oldest first, as much of the newest as a session should be told. */
  since(turns: number): Promise<Said[]>;
};

export type ResumptionOptions = {
  google: GoogleGenAI;
  setup: Setup;
  memory: Memory;
  clock: Clock;
  log: Logger;
  /** Milliseconds without a sign of life after which whoever asked waits no longer. */
  silence: number;
  /** A line will be closed by Google in so many milliseconds. */
  goAway(line: Line, left: number): void;
  /** The model has forgotten what was said, although it took the handle. */
  forgot(line: Line): void;
};

/** Handles die two hours after the connection ended (Google's session management page); this leaves room for clocks. */
const HANDLE_LIFE = 110 * 60_000;

/** A resumed connection that ends sooner than this, in milliseconds, may have died of its handle; twice is no accident. */
const SOON = 10_000;
const MOST_DEATHS = 2;

/**
 * A token is at most about so many characters of a transcript, and of what the transcript implies at least this share must
 * be in the context. Below that, the context is gone: a collapse is to a few per cent (field reports).
 */
const CHARACTERS = 6;
const SHARE = 0.4;

/** Less than this many tokens cannot collapse in a way that can be told from chance. */
const FEW = 60;

/** How a session is found again after its connection: by its handle, or from the transcript. */
export class Resumption {
  readonly model: Model;
  readonly #options: ResumptionOptions;
  readonly #fingerprint: string;
  /** The turn that was last asked; what is heard of between two answers covers all turns up to it. */
  #asked = 0;
  #due = Promise.withResolvers<void>();
  /** The newest handle, which goes to the store once the turns that it covers are there. */
  #newest: { kept: Kept; due: PromiseWithResolvers<void> } | undefined;
  #saving: Promise<void> | undefined;
  #deaths = 0;
  /** Whether the last dial was made with a handle. */
  #tried = false;
  /** The line on which handles are worth keeping. */
  #line: Line | undefined;
  /** Tokens that must be in the context of that line. */
  #least = 0;

  constructor(options: ResumptionOptions) {
    this.#options = options;
    this.model = modelOf(options.setup.model);
    this.#fingerprint = fingerprint(options.setup, this.model);
    this.#due.resolve();
  }

  /** Resolves when the handle that covers the last turn is stored. */
  get covered(): Promise<void> {
    return this.#due.promise;
  }

  /** Resolves when nothing is on its way to the store. */
  async saved(): Promise<void> {
    await this.#saving;
  }

  /** A turn is asked, counted from 1 in the transcript. */
  asks(number: number): void {
    this.#asked = number;
    this.#due = Promise.withResolvers();
  }

  /**
   * Opens a line: resumed by the handle if it is good, else fresh and told what the transcript holds.
   *
   * @param covered how many turns of the transcript it knows then
   * @param speaker named in the instruction
   * @throws DialError; the signal's reason when it is aborted
   */
  async open(covered: number, speaker: string | undefined, signal: AbortSignal): Promise<Line> {
    const { memory } = this.#options;
    const { kept, said } = await this.#known(covered);
    this.#asked = kept?.turns ?? 0;
    this.#tried = kept !== undefined;
    // Resumed, it knows all of the transcript, fresh what it was told: the same, as far as it is told.
    const all = kept ? memory.since(0).catch(() => []) : Promise.resolve(said);
    const line = await this.#dial(kept ? { handle: kept.handle } : { said }, speaker, signal);
    line.say(told(said, this.model));
    this.#least = Math.max(implied(await all), kept?.tokens ?? 0);
    // A handle that comes from now on must not have the same told once more.
    this.#asked = covered;
    return line;
  }

  /** Judges a dial that has failed. A refused handle is forgotten, so the next dial begins a fresh session. */
  async refused({ ending }: DialError): Promise<Verdict> {
    const judged = verdict(ending, { handle: this.#tried, phase: 'dialling' });
    // Google took the connection and closed it: the handle may be why. A network that is down says nothing about it.
    const suspect = this.#tried && judged.is === 'backoff' && ending.code > 1006 && ++this.#deaths >= MOST_DEATHS;
    if (judged.is !== 'fresh' && !suspect) return judged;
    this.#options.log.info({ event: 'handle.refused', ...ending }, 'a handle is not tried again');
    await this.forget();
    return judged;
  }

  /** A line ended that stood for `age` milliseconds, and not because we wanted it. */
  async broke({ resumed, age }: Pick<Line, 'resumed' | 'age'>): Promise<void> {
    if (age >= SOON) this.#deaths = 0;
    else if (resumed && ++this.#deaths >= MOST_DEATHS) await this.forget();
  }

  /** The handle is of no use any more: the next line is a fresh one. */
  async forget(): Promise<void> {
    this.#deaths = 0;
    this.#line = undefined;
    this.#newest = undefined;
    await this.#options.memory.drop();
  }

  /** The handle, if there is one that can be used, and what whoever is behind it must be told of `covered` turns. */
  async #known(covered: number): Promise<{ kept?: Kept; said: Said[] }> {
    const { memory } = this.#options;
    const kept = await this.#usable(covered);
    if (!kept) return { said: await memory.since(0) };
    const said = await memory.since(kept.turns);
    // Such a model takes history only at the start, so what its handle has missed could not be told.
    if (this.model.seed === 'history' && said.length > 0) return { said: await memory.since(0) };
    return { kept, said };
  }

  /** The newest handle, if there is hope that Google still takes it. */
  async #usable(covered: number): Promise<Kept | undefined> {
    const { memory, setup, clock } = this.#options;
    const kept = this.#newest?.kept ?? (await memory.load());
    if (!kept || kept.model !== setup.model || kept.setup !== this.#fingerprint) return undefined;
    if (clock.now() - kept.at > HANDLE_LIFE) return undefined;
    // A turn that is asked again, or was never recorded, does not count as known.
    return { ...kept, turns: Math.min(kept.turns, covered) };
  }

  async #dial(
    { handle, said = [] }: { handle?: string; said?: Said[] },
    speaker: string | undefined,
    signal: AbortSignal,
  ): Promise<Line> {
    const { google, setup, clock, silence } = this.#options;
    const instruction = [setup.instruction, speaker].filter((line) => line !== undefined).join('\n');
    const config = connectConfig({ ...setup, instruction }, this.model, handle);
    const extra = said.length > 0 ? announcing(this.model) : undefined;
    let opened: Line | undefined;
    const early: (() => void)[] = [];
    // News may come before the line is there.
    const tell = (news: () => void) => (opened ? news() : early.push(news));
    const news: News = {
      handle: (newer) => tell(() => this.#keep(newer, opened)),
      goAway: (left) => tell(() => opened && this.#options.goAway(opened, left)),
      usage: (prompt) => tell(() => opened && this.#weigh(opened, prompt)),
    };
    const call = { model: setup.model, config, extra, signal };
    const resumed = handle !== undefined;
    opened = await Line.open(google, call, { model: this.model, clock, resumed, silence, news });
    this.#line = opened;
    for (const each of early) each();
    return opened;
  }

  /** While an answer runs, the newest handle reaches only to the turn before it. */
  #keep(handle: string, line: Line | undefined): void {
    if (!line || line !== this.#line) return;
    const { setup, clock } = this.#options;
    const turns = line.busy ? this.#asked - 1 : this.#asked;
    const tokens = Math.round(this.#least);
    const kept = { handle, model: setup.model, setup: this.#fingerprint, at: clock.now(), turns, tokens };
    this.#newest = { kept, due: this.#due };
    this.#saving ??= this.#save().finally(() => {
      this.#saving = undefined;
    });
  }

  /**
   * Saves the newest handle, and whatever is the newest then: however many come, no more than one waits. Never before the
   * turns it covers: a handle that knows more than the transcript would count the next turn as known.
   */
  async #save(): Promise<void> {
    const { memory, log } = this.#options;
    for (let saved: Kept | undefined; this.#newest && this.#newest.kept !== saved; ) {
      const { kept, due } = this.#newest;
      try {
        const turns = await memory.recorded(kept.turns);
        if (this.#newest?.kept !== kept) continue;
        saved = kept;
        await memory.save({ ...kept, turns });
        due.resolve();
      } catch (error) {
        saved = kept;
        log.error({ event: 'handle.not_stored', err: error }, 'a handle could not be stored');
      }
    }
  }

  /** Notices that the memory behind a connection is gone, which shows in nothing but Google's count. */
  #weigh(line: Line, prompt: number): void {
    if (line !== this.#line || prompt <= 0) return;
    const implied = Math.round(this.#least);
    // What was in the context once stays there, but for what compression takes, which is less than is looked for here.
    this.#least = Math.max(this.#least, prompt);
    if (implied < FEW || prompt >= implied * SHARE) return;
    this.#options.log.warn({ event: 'memory.gone', prompt, implied }, 'the session has lost its memory');
    this.forget().catch((error) =>
      this.#options.log.error({ event: 'handle.not_stored', err: error }, 'a handle could not be dropped'),
    );
    this.#options.forgot(line);
  }
}

/** How many tokens words have at least. */
const implied = (said: readonly Said[]): number =>
  said.reduce((sum, { asked, answered }) => sum + asked.length + answered.length, 0) / CHARACTERS;
