import { type BotProcess, formatExit } from '../world/bot-process.ts';

/** Ends a rehearsal, because the bot has exited without being asked to. */
export class BotDiedError extends Error {
  override name = 'BotDiedError';
}

/** The one bot of a rehearsal, over all of its processes. */
export class Resident {
  readonly #spawn: () => BotProcess;
  readonly #fell: (error: BotDiedError) => void;
  readonly #died = Promise.withResolvers<never>();
  #bot: BotProcess;
  /** The process that was asked to exit. */
  #leaving: BotProcess | undefined;

  /** `fell` is called each time that it exits by itself. */
  constructor(spawn: () => BotProcess, fell: (error: BotDiedError) => void = () => {}) {
    this.#spawn = spawn;
    this.#fell = fell;
    this.#died.promise.catch(() => {});
    this.#bot = this.#start();
  }

  /** Resolves when the bot can be used; rejects, quoting its log, if it can't start. */
  get ready(): Promise<void> {
    return this.#bot.ready;
  }

  get pid(): number | undefined {
    return this.#bot.pid;
  }

  /** Freezes it, as a machine does that swaps. */
  stall(): void {
    this.#bot.pause();
  }

  /** Lets it go on after a stall. */
  resume(): void {
    this.#bot.resume();
  }

  /** Rejects with {@link BotDiedError} if it exits by itself. */
  get died(): Promise<never> {
    return this.#died.promise;
  }

  /** Stops it as a supervisor would. @throws BotDiedError if it doesn't exit properly. */
  async stop(): Promise<void> {
    this.#leaving = this.#bot;
    const code = await this.#bot.stop();
    if (code !== 0)
      throw new BotDiedError(`The bot ended with code ${code}. Its last log lines:\n${this.#bot.quote()}`);
  }

  /** Kills it as a crash would. */
  async kill(): Promise<void> {
    this.#leaving = this.#bot;
    await this.#bot.kill();
  }

  /** Starts it again after a stop or a kill. Resolves when it can be used. */
  async revive(): Promise<void> {
    this.#bot = this.#start();
    await this.#bot.ready;
  }

  #start(): BotProcess {
    const bot = this.#spawn();
    void bot.exited.then((exit) => {
      if (this.#leaving === bot) return;
      const error = new BotDiedError(`The bot is gone (${formatExit(exit)}). Its last log lines:\n${bot.quote()}`);
      this.#died.reject(error);
      this.#fell(error);
    });
    return bot;
  }
}
