import { type BotProcess, formatExit } from '../../world/bot-process.ts';
import type { DuelClock } from './clock.ts';
import type { Blow } from './plan.ts';

/** What happened to a process, and when, by the world's clock; a pause has an end. */
export type Wound = { is: Blow['is']; from: number; to: number };

/** The most a process may stand still and keep its leases: their life of 3 s, renewed every 750 ms, less what is spare. */
const HARMLESS = 1_500;

/** Pino's level of a warning. */
const WARN = 40;

/** One of the processes that run the same channels, and what is known of its life. */
export class Rival {
  readonly name: string;
  readonly wounds: Wound[] = [];
  readonly #bot: BotProcess;
  readonly #clock: DuelClock;
  #readyAt = Number.POSITIVE_INFINITY;
  #isDead = false;

  constructor(name: string, bot: BotProcess, clock: DuelClock) {
    this.name = name;
    this.#bot = bot;
    this.#clock = clock;
  }

  get pid(): number | undefined {
    return this.#bot.pid;
  }

  /** When it was there, if it ever was. */
  get readyAt(): number {
    return this.#readyAt;
  }

  /** Resolves when it is logged in. */
  async ready(): Promise<this> {
    await this.#bot.ready.catch(async (error) => {
      await this.#bot.kill();
      this.#isDead = true;
      throw error;
    });
    this.#readyAt = Math.min(this.#readyAt, this.#clock.now());
    return this;
  }

  /** Has its event loop stand still for a moment, if it runs the program that can do so. */
  stall(): void {
    if (this.#bot.pid !== undefined && !this.isLeaving) process.kill(this.#bot.pid, 'SIGUSR2');
  }

  /** Whether it can do its work now. */
  get isFit(): boolean {
    return this.wasFit(this.#clock.now());
  }

  /** Whether it is gone, or about to go. */
  get isLeaving(): boolean {
    return this.#isDead || this.wounds.some(({ is }) => is !== 'pause');
  }

  /** Whether it could do its work all the time, as far as it is over. */
  wasFit(from: number, to = from): boolean {
    return this.#readyAt <= from && !this.wounds.some((wound) => wound.from <= to && from <= wound.to);
  }

  /** Whether it was there all the time, as far as it is over, and stood still at most for moments. */
  wasThere(from: number, to: number): boolean {
    return this.#readyAt <= from && !this.wasHurt(from, to);
  }

  /** Whether something happened to it in this time that can take its leases. */
  wasHurt(from: number, to: number): boolean {
    return this.wounds.some((wound) => wound.from <= to && from <= wound.to && wound.to - wound.from > HARMLESS);
  }

  /** Kills it. */
  async kill(): Promise<void> {
    this.#wound('kill', Number.POSITIVE_INFINITY);
    await this.#bot.kill();
  }

  /** Lets it stand still for a while, or until it is gone. */
  async pause(ms: number): Promise<void> {
    const now = this.#clock.now();
    const wound = this.#wound('pause', now + ms);
    this.#bot.pause();
    await Promise.race([this.#clock.sleep(ms), this.#bot.exited]);
    this.#bot.resume();
    wound.to = this.#clock.now();
  }

  /** Asks it to go. Resolves with what it did wrong, if anything. */
  async stop(): Promise<string | undefined> {
    this.#wound('stop', Number.POSITIVE_INFINITY);
    try {
      const code = await this.#bot.stop();
      return code === 0 ? undefined : `${this.name} stopped with code ${code}`;
    } catch (error) {
      return `${this.name} did not stop: ${error}`;
    }
  }

  /** Resolves with how it ended if it did so by itself. */
  async died(): Promise<string | undefined> {
    const exit = await this.#bot.exited;
    this.#isDead = true;
    if (this.wounds.some(({ is }) => is !== 'pause')) return undefined;
    this.#wound('kill', Number.POSITIVE_INFINITY);
    return `${this.name} ended by itself: ${formatExit(exit)}\n${this.#bot.quote()}`;
  }

  /** The lines of its log that say how it stands with the others, and when they came, by the world's clock. */
  get log(): { at: number; what: string }[] {
    return this.#lines.flatMap(({ time, level, event, msg }) => {
      const matters = level >= WARN || /another process/.test(msg);
      return matters
        ? [{ at: this.#clock.at(Date.parse(time)), what: `${this.name} logs: ${event ?? ''} ${msg}` }]
        : [];
    });
  }

  /** The homes of which it says that another process has them, and when it said so, by the world's clock. */
  get losses(): { home: string; at: number }[] {
    return this.#lines.flatMap(({ time, event, home }) =>
      event === 'ownership.lost' && home !== undefined ? [{ home, at: this.#clock.at(Date.parse(time)) }] : [],
    );
  }

  get #lines(): readonly Line[] {
    const lines: Line[] = [];
    for (const line of this.#bot.logs) lines.push(parsed(line, lines.at(-1)?.time ?? BEGINNING));
    return lines;
  }

  #wound(is: Blow['is'], to: number): Wound {
    const wound = { is, from: this.#clock.now(), to };
    this.wounds.push(wound);
    return wound;
  }
}

type Line = { time: string; level: number; event?: string; msg: string; home?: string };

/** When a line came that has no time, and none before it. */
const BEGINNING = new Date(0).toISOString();

/** A line that is none of the log's is worth a warning, and came after the one `before`. */
const parsed = (line: string, before: string): Line => {
  try {
    return JSON.parse(line);
  } catch {
    return { time: before, level: WARN, msg: line };
  }
};
