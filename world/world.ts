import { type Clock, systemClock } from '../src/base/clock.ts';
import { Discord, type DiscordOptions as DiscordBeginning } from './discord/discord.ts';
import { Live, type LiveServerOptions as LiveOptions } from './live/live.ts';

/** How a world begins: the clock of both servers, how its model answers, and what its Discord contains. */
export type WorldOptions = { clock?: Clock; model?: LiveOptions['model'] } & Pick<
  DiscordBeginning,
  'voice' | 'worker' | 'visitor'
>;

/** A local Discord and a local Live API, each on a port of its own. */
export class World {
  readonly discord: Discord;
  readonly live: Live;

  private constructor(discord: Discord, live: Live) {
    this.discord = discord;
    this.live = live;
  }

  static async open({
    clock = systemClock,
    model,
    voice = false,
    worker = 0,
    visitor,
  }: WorldOptions = {}): Promise<World> {
    const [discord, live] = await Promise.all([
      Discord.listen({ clock, voice, worker, ...(visitor && { visitor }) }),
      Live.listen({ clock, ...(model && { model }) }),
    ]);
    return new World(discord, live);
  }

  /** The settings that point a program at this world. */
  get settings() {
    const { discord, live } = this;
    return {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      DISCORD_CDN_URL: discord.cdn.origin,
      GEMINI_API_KEY: live.key,
      GEMINI_BASE_URL: live.url,
      // The notice beside everybody's first answer is what its own tests are about.
      CONSENT: 'off',
    };
  }

  /** Forgets what it was asked so far, for tests that share it. Rejects if a server met something that it doesn't know. */
  async forget(): Promise<void> {
    await this.#settle([this.discord.forget(), this.live.forgetAll()]);
  }

  /** Closes both servers. Rejects if either met something that it doesn't know, so that the test fails. */
  async close(): Promise<void> {
    await this.#settle([this.discord.close(), this.live.close()]);
  }

  async #settle(steps: readonly Promise<void>[]): Promise<void> {
    const closed = await Promise.allSettled(steps);
    const faults = closed.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    if (faults.length === 1) throw faults[0];
    if (faults.length > 1) throw new AggregateError(faults, faults.map(String).join('; '));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
