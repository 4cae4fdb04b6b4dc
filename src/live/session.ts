import type { GoogleGenAI } from '@google/genai';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { UserError } from '../errors.ts';
import { verdict } from './closing.ts';
import { DialError } from './dial.ts';
import { Line, type News, type Outcome } from './line.ts';
import { Markers } from './markers.ts';
import type { Answer } from './message.ts';
import { type Model, modelOf } from './models.ts';
import type { Guest, Seats } from './seats.ts';
import { activityOf, connectConfig, fingerprint, type Setup } from './setup.ts';
import type { Speech } from './speech.ts';
import { type Said, told, typed, type Words } from './words.ts';

/**
 * A handle and what it is good for: only its own model and setup, for two hours, and the first `turns` turns of the
 * transcript. `at` is in milliseconds since the epoch. A handle is a key to the conversation: it is never logged.
 */
export type Kept = { handle: string; model: string; setup: string; at: number; turns: number };

/** What a session needs remembered. */
export type Memory = {
  load(): Promise<Kept | undefined>;
  save(kept: Kept): Promise<void>;
  drop(): Promise<void>;
  /** What was said after the first `turns` turns, oldest first, as much of the newest as a session should be told. */
  since(turns: number): Promise<Said[]>;
};

export type SessionOptions = {
  google: GoogleGenAI;
  setup: Setup;
  memory: Memory;
  seats: Seats;
  clock: Clock;
  log: Logger;
  /** Milliseconds without a turn after which the connection is closed. */
  idle: number;
  /** Whether speakers may be named; shared by all sessions of the process. Left out, this session decides alone. */
  markers?: Markers;
  /** Told whenever a connection is gone. */
  rested?(): void;
};

/** An outcome that a person can be told of; a lost connection is an error instead. */
export type Answered = Exclude<Outcome, { is: 'lost' }>;

/** Handles die two hours after the connection ended (Google's session management page); this leaves room for clocks. */
const HANDLE_LIFE = 110 * 60_000;

/** The handle for a turn arrives after its end; a connection that closes at once loses the turn. */
export const HANDLE_WAIT = 2_000;

/** A connection that died of what was said: neither its handle nor its setup is to blame. */
const PASSING = verdict({ code: 1006, reason: '' }, { resumed: false });

/** On how many connections an utterance is said: speech cannot be asked for again as easily as typed words. */
const MOST_TRIES = 4;

/**
 * What is said, over how many connections at most, and who hears how each of them bore it. `lost` tells whether the words
 * themselves may have been the reason.
 */
type Saying = { words(): Words; tries: number; connect?(): void; lost?(): boolean; stood?(): void };

/**
 * Google's memory of one conversation, continued over as many connections as it takes. Between connections it rests and
 * costs nothing; asked, it dials, resumes by its handle, and tells the new session what it cannot know.
 */
export class Session implements Guest {
  #options: SessionOptions;
  #model: Model;
  #fingerprint: string;
  #line: Line | undefined;
  /** The line that Google has announced to close. */
  #ending: Line | undefined;
  #leaving: Promise<unknown> | undefined;
  /** The turn that was last asked; what is heard of between two answers covers all turns up to it. */
  #asked = 0;
  #handleDue = Promise.withResolvers<void>();
  #saving: Promise<void> = Promise.resolve();
  #idling: AbortController | undefined;
  #markers: Markers;
  /** Who speaks when a connection is opened: told in its instruction where markers are switched off. */
  #speaker: string | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#markers = options.markers ?? new Markers(options.log);
    this.#model = modelOf(options.setup.model);
    this.#fingerprint = fingerprint(options.setup, this.#model);
    this.#handleDue.resolve();
  }

  /** Whether there is a connection. */
  get connected(): boolean {
    return this.#line !== undefined;
  }

  /** Asks a typed question; see `exchange`. */
  ask(text: string, number: number, answer: Answer, signal: AbortSignal): Promise<Answered> {
    return this.exchange(typed(text, this.#model), number, answer, signal);
  }

  /**
   * Passes on what a person says aloud while they say it, `marker` first, which names them; see `exchange`. Until there is
   * a connection it is kept, and if one breaks, the next one hears it from its beginning.
   */
  hear(speech: Speech, marker: string, number: number, answer: Answer, signal: AbortSignal): Promise<Answered> {
    const { setup, clock } = this.#options;
    const { model } = setup;
    let named = false;
    let since = 0;
    const saying = {
      connect: () => {
        named = this.#model.marks && this.#markers.allowed(model);
        this.#speaker = named ? undefined : marker;
      },
      words: () => {
        since = clock.now();
        return speech.words(named ? marker : undefined, activityOf(setup, this.#model));
      },
      lost: () => named && this.#markers.broke(model, clock.now() - since),
      stood: () => named && this.#markers.stood(model),
      tries: MOST_TRIES,
    };
    return this.#say(saying, number, answer, signal);
  }

  /**
   * Says something, over a connection that is opened if there is none, and writes the answer as it comes. A connection
   * that breaks before the first piece is replaced once, and the words are said again. `number` tells which turn of the
   * transcript it will be, counted from 1.
   *
   * @throws UserError when Gemini cannot be reached, refuses, or breaks off; the signal's reason when it is aborted with
   *   anything but an `Interruption`.
   */
  exchange(words: Words, number: number, answer: Answer, signal: AbortSignal): Promise<Answered> {
    return this.#say({ words: () => words, tries: 2 }, number, answer, signal);
  }

  async #say(saying: Saying, number: number, answer: Answer, signal: AbortSignal): Promise<Answered> {
    const { seats, memory } = this.#options;
    for (let tries = 1; ; tries++) {
      saying.connect?.();
      const { line, resumed } = await this.#connect(signal);
      this.#asked = number;
      this.#handleDue = Promise.withResolvers();
      const outcome = await line.exchange(saying.words(), answer, signal).catch((error) => {
        this.#leave(line, async () => line.cut('the answer was given up'));
        throw error;
      });
      if (outcome.is !== 'lost') {
        saying.stood?.();
        this.#idle(line);
        return outcome;
      }
      seats.leave(this);
      const judged = saying.lost?.() ? PASSING : verdict(outcome.ending, { resumed });
      this.#options.log.warn({ ...outcome.ending, verdict: judged.is }, 'the connection broke during an answer');
      if (judged.is === 'fresh') await memory.drop();
      if (outcome.wrote || tries >= saying.tries || judged.is === 'stop' || judged.is === 'later')
        throw new UserError(judged.say, { cause: new DialError(outcome.ending) });
    }
  }

  /** Closes the connection once its newest handle is here; the session can be asked again at any time. */
  rest(): void {
    const line = this.#line;
    if (!line || line.busy || this.#leaving) return;
    this.#idling?.abort('no longer idle');
    const settled = new AbortController();
    const patience = this.#options.clock.sleep(HANDLE_WAIT, settled.signal).catch(() => {});
    this.#leave(line, async () => {
      await Promise.race([this.#handleDue.promise, patience, line.ended]);
      settled.abort('done waiting');
      line.close();
    });
  }

  /** Rests; resolves when the connection is gone and nothing is on its way to the store any more. */
  async close(): Promise<void> {
    this.rest();
    await this.#leaving;
    await this.#saving;
  }

  /** The open line, or a new one: resumed by the handle if it is good, else fresh and told what the transcript holds. */
  async #connect(signal: AbortSignal): Promise<{ line: Line; resumed: boolean }> {
    await this.#leaving;
    const { seats, memory } = this.#options;
    await seats.take(this, signal);
    this.#idling?.abort('no longer idle');
    if (this.#line) return { line: this.#line, resumed: false };
    try {
      const kept = await this.#usable();
      this.#asked = kept?.turns ?? 0;
      if (kept) {
        const line = await this.#dial(kept.handle, [], signal).catch((error) => this.#refused(error));
        if (line) {
          line.say(told(await memory.since(kept.turns), this.#model));
          return { line, resumed: true };
        }
        await memory.drop();
        this.#asked = 0;
      }
      const said = await memory.since(0);
      const line = await this.#dial(undefined, said, signal);
      line.say(told(said, this.#model));
      return { line, resumed: false };
    } catch (error) {
      seats.leave(this);
      if (!(error instanceof DialError)) throw error;
      const judged = verdict(error.ending, { resumed: false });
      throw new UserError(judged.say, { cause: error });
    }
  }

  /** The stored handle, if there is hope that Google still takes it. */
  async #usable(): Promise<Kept | undefined> {
    const { memory, setup, clock } = this.#options;
    const kept = await memory.load();
    if (!kept || kept.model !== setup.model || kept.setup !== this.#fingerprint) return undefined;
    if (clock.now() - kept.at > HANDLE_LIFE) return undefined;
    // Such a model takes history only at the start, so what its handle has missed could not be told.
    if (this.#model.seed === 'history' && (await memory.since(kept.turns)).length > 0) return undefined;
    return kept;
  }

  /** A refused handle is no error: it means a fresh session. Every other failure of the dial is one. */
  #refused(error: unknown): undefined {
    if (!(error instanceof DialError)) throw error;
    const judged = verdict(error.ending, { resumed: true });
    if (judged.is !== 'fresh') throw error;
    this.#options.log.info({ ...error.ending }, 'the handle was refused, the session starts afresh');
  }

  async #dial(handle: string | undefined, said: Said[], signal: AbortSignal): Promise<Line> {
    const { google, setup, clock, seats } = this.#options;
    const instruction = [setup.instruction, this.#speaker].filter((line) => line !== undefined).join('\n');
    const config = connectConfig({ ...setup, instruction }, this.#model, handle);
    const announced = this.#model.seed === 'history' && said.length > 0;
    const extra = announced ? { historyConfig: { initialHistoryInClientContent: true } } : undefined;
    let opened: Line | undefined;
    const news: News = {
      handle: (newer) => this.#keep(newer),
      goAway: () => {
        this.#ending = opened;
        if (opened) this.rest();
      },
    };
    const line = await Line.open(google, { model: setup.model, config, extra, clock, signal }, this.#model, news);
    opened = line;
    this.#line = line;
    line.ended.then(() => {
      if (this.#line !== line) return;
      this.#line = undefined;
      seats.leave(this);
      this.#options.rested?.();
    });
    return line;
  }

  /** While an answer runs, the newest handle reaches only to the turn before it. */
  #keep(handle: string): void {
    const { memory, setup, clock, log } = this.#options;
    const turns = this.#line?.busy ? this.#asked - 1 : this.#asked;
    const due = this.#handleDue;
    this.#saving = memory
      .save({ handle, model: setup.model, setup: this.#fingerprint, at: clock.now(), turns })
      .then(() => due.resolve())
      .catch((error) => log.error({ err: error }, 'a handle could not be stored'));
  }

  /** Ends a line and lets nobody onto it meanwhile. */
  #leave(line: Line, end: () => Promise<void>): void {
    this.#leaving = end()
      .then(() => line.ended)
      .finally(() => {
        this.#leaving = undefined;
      });
  }

  #idle(line: Line): void {
    const { seats, clock, idle } = this.#options;
    if (this.#line !== line) return;
    seats.idle(this);
    const idling = new AbortController();
    this.#idling = idling;
    clock.sleep(this.#ending === line ? 0 : idle, idling.signal).then(
      () => this.rest(),
      () => {},
    );
  }
}
