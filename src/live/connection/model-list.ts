import type { GoogleGenAI } from '@google/genai/web';
import type { Logger } from 'pino';
import { type Clock, startDeadline } from '../../base/clock.ts';
import { canConverse } from '../protocol/models.ts';

/** The method that a Live model supports, as Google names it. */
const LIVE = 'bidiGenerateContent';

/** How long a list is good for, in milliseconds, and how soon it's asked for again if that failed. */
const FRESH = 60 * 60_000;
const AGAIN = 60_000;

/** How long Google may take, in milliseconds. Nobody waits for it. */
const PATIENCE = 10_000;

/** The most names that are kept. */
const MOST = 100;

type ModelListOptions = { google: GoogleGenAI; clock: Clock; log: Logger };

/** The Live models that the key may use, by Google's list of models. */
export class ModelList {
  readonly #options: ModelListOptions;
  #names: readonly string[] = [];
  /** When to ask again, in milliseconds of the clock. */
  #due = Number.NEGATIVE_INFINITY;

  constructor(options: ModelListOptions) {
    this.#options = options;
  }

  /** What is known of those that talk, at once; while that's old or nothing, Google is asked beside it. */
  get names(): readonly string[] {
    return this.#all.filter(canConverse);
  }

  /** Whether the key may use this one, in the same way; undefined while nothing is known. */
  has(name: string): boolean | undefined {
    const all = this.#all;
    return all.length > 0 ? all.includes(name) : undefined;
  }

  get #all(): readonly string[] {
    if (this.#options.clock.now() >= this.#due) void this.refresh();
    return this.#names;
  }

  /** Asks Google now. Never rejects: if it fails, what was known remains. */
  async refresh(): Promise<void> {
    const { google, clock, log } = this.#options;
    // While this one is under way, nobody begins another one.
    this.#due = clock.now() + AGAIN;
    const { signal } = new AbortController();
    using patience = startDeadline(clock, { ms: PATIENCE, reason: new Error('it takes too long'), signal });
    try {
      this.#names = await listLiveModels(google, patience.signal);
      this.#due = clock.now() + FRESH;
    } catch (error) {
      log.debug({ event: 'models.not_listed', err: error }, 'the list of models could not be read');
    }
  }
}

/**
 * The names of the Live models that a key may use, without their prefix.
 *
 * @throws what the SDK throws
 */
const listLiveModels = async (google: GoogleGenAI, abortSignal: AbortSignal): Promise<string[]> => {
  const httpOptions = { retryOptions: { attempts: 1 } };
  const names: string[] = [];
  const pages = await google.models.list({ config: { pageSize: 1_000, abortSignal, httpOptions } });
  for await (const { name = '', supportedActions = [] } of pages) {
    if (supportedActions.includes(LIVE)) names.push(name.replace(/^models\//, ''));
    if (names.length >= MOST) break;
  }
  return names;
};
