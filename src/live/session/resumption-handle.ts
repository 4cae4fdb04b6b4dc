import type { Logger } from 'pino';
import { type Clock, within } from '../../base/clock.ts';
import type { Ending } from '../failures/connection-ending.ts';
import type { SessionPlan } from '../protocol/setup.ts';

/**
 * A handle, and what it's valid for: its own model and setup, two hours from `at` (in milliseconds since the epoch), and
 * the first `turns` turns of the transcript. `tokens` is how many were in the context by Google's count, which is better
 * than any guess from a transcript. A handle is a key to the conversation, so it's never logged.
 */
export type StoredHandle = { handle: string; model: string; setup: string; at: number; turns: number; tokens?: number };

/** Where a handle is remembered. */
export type HandleMemory = {
  load(): Promise<StoredHandle | undefined>;
  /** Resolves to how many of the first `turns` turns the transcript has, once the running one is recorded or isn't. */
  countRecorded(turns: number): Promise<number>;
  save(kept: StoredHandle): Promise<void>;
  drop(): Promise<void>;
};

/**
 * How long to wait for the handle of a turn, in milliseconds. It arrives after the turn's end (python-genai 2527). If it
 * doesn't come, the next session is told the turn from the transcript.
 */
export const HANDLE_WAIT = 1_500;

/**
 * How long a handle is used, in milliseconds. Handles expire two hours after their connection ended (Google's session
 * management page); the difference allows for clocks that are wrong.
 */
const HANDLE_LIFE = 110 * 60_000;

/** The memory of an abandoned session. */
const NONE: HandleMemory = {
  load: async () => undefined,
  countRecorded: async (turns) => turns,
  save: async () => {},
  drop: async () => {},
};

/** The newest handle of a session: usable as soon as it arrives, and stored once the turns that it covers are stored. */
export class Handle {
  readonly #clock: Clock;
  readonly #log: Logger;
  #memory: HandleMemory;
  #due = Promise.withResolvers<void>();
  /** `since` is when it came, in milliseconds of the clock. */
  #newest: { kept: StoredHandle; since: number; due: PromiseWithResolvers<void> } | undefined;
  #saving: Promise<void> | undefined;

  constructor({ memory, clock, log }: { memory: HandleMemory; clock: Clock; log: Logger }) {
    this.#clock = clock;
    this.#log = log;
    this.#memory = memory;
    this.#due.resolve();
  }

  /** Whether the newest handle came on a connection of this session, and not from the store. */
  get isOwn(): boolean {
    return this.#newest !== undefined;
  }

  /** A turn is asked, so a handle that covers it is still to come. */
  expect(): void {
    this.#due = Promise.withResolvers();
  }

  /**
   * Resolves when the handle that covers the last turn is stored, when that takes too long, or when it can't come any
   * more because the connection is `gone`.
   */
  async waitUntilCovered(gone: AbortSignal): Promise<void> {
    await within(this.#clock, HANDLE_WAIT, this.#due.promise, gone).catch(() => {});
  }

  /** Resolves when nothing is being stored. */
  async waitUntilSaved(): Promise<void> {
    await this.#saving;
  }

  /** The newest handle that covers at most `covered` turns, if Google can be expected to accept it with such a setup. */
  async findUsable(covered: number, { setup: { model }, fingerprint }: SessionPlan): Promise<StoredHandle | undefined> {
    const kept = this.#newest?.kept ?? (await this.#memory.load());
    if (!kept || kept.model !== model || kept.setup !== fingerprint) return undefined;
    // The wall clock may have been set since, so it's used only for a handle that another process kept.
    const age = this.#newest ? this.#clock.now() - this.#newest.since : this.#clock.wall() - kept.at;
    if (age > HANDLE_LIFE) return undefined;
    // A turn that's asked again, or was never recorded, doesn't count as known.
    return { ...kept, turns: Math.min(kept.turns, covered) };
  }

  /**
   * Keeps a newer handle, of a session with such a setup. It covers the first `turns` turns, which have at least
   * `tokens` tokens.
   */
  keep(handle: string, turns: number, tokens: number, { setup: { model }, fingerprint }: SessionPlan): void {
    const kept = { handle, model, setup: fingerprint, at: this.#clock.wall(), turns, tokens };
    this.#newest = { kept, since: this.#clock.now(), due: this.#due };
    this.#saving ??= this.#save().finally(() => {
      this.#saving = undefined;
    });
  }

  /** The handle is useless now. `refusal` is how Google ended the dial that used it, if that's why. */
  async forget(refusal: Ending | undefined): Promise<void> {
    if (refusal) this.#log.info({ event: 'handle.refused', ...refusal }, 'a handle is not tried again');
    this.#newest = undefined;
    await this.#memory.drop();
  }

  /** From now on nothing is stored, loaded or deleted. What waits to be stored is dropped. */
  abandon(): void {
    this.#memory = NONE;
    this.#newest = undefined;
  }

  /**
   * Saves the newest handle. However many come, at most one waits. It's never saved before the turns that it covers: a
   * handle that knows more than the transcript would count the next turn as known.
   */
  async #save(): Promise<void> {
    for (let saved: StoredHandle | undefined; this.#newest && this.#newest.kept !== saved; ) {
      const { kept, due } = this.#newest;
      try {
        const turns = await this.#memory.countRecorded(kept.turns);
        if (this.#newest?.kept !== kept) continue;
        saved = kept;
        await this.#memory.save({ ...kept, turns });
        due.resolve();
      } catch (error) {
        saved = kept;
        this.#log.error({ event: 'handle.not_stored', err: error }, 'a handle could not be stored');
      }
    }
  }
}
