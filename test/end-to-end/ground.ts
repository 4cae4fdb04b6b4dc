import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext } from 'node:test';
import { GatewayIntentBits } from 'discord.js';
import { type BotProcess, spawnBot } from '../../world/bot-process.ts';
import type { LiveServerOptions as LiveOptions } from '../../world/live/live.ts';
import { World } from '../../world/world.ts';

export type Model = NonNullable<LiveOptions['model']>;

/** A world with voice, and a file in which bots keep what they store. */
class Ground {
  readonly world: World;
  readonly env: Record<string, string>;
  readonly #folder: string;
  #bots: BotProcess[] = [];

  private constructor(world: World, env: Record<string, string>, folder: string) {
    this.world = world;
    this.env = env;
    this.#folder = folder;
  }

  static async open(env: Record<string, string>): Promise<Ground> {
    const world = await World.open({ voice: true });
    if (env.MESSAGE_CONTENT === 'on') world.discord.gateway.allowedIntents = GatewayIntentBits.MessageContent;
    return new Ground(world, env, await mkdtemp(join(tmpdir(), 'parley-')));
  }

  get file(): string {
    return join(this.#folder, 'parley.sqlite');
  }

  /** Starts the real bot in a process of its own, beside those that run already. */
  async start(more: Record<string, string> = {}): Promise<BotProcess> {
    const { discord, live } = this.world;
    const bot = spawnBot({ discord, live, store: `sqlite://${this.file}`, env: { ...this.env, ...more } });
    this.#bots.push(bot);
    await bot.ready;
    return bot;
  }

  /** Kills all bots but one, and resolves to that; starts it if there's none. */
  async one(): Promise<BotProcess> {
    const [bot, ...more] = this.#bots.filter(({ isGone }) => !isGone).reverse();
    for (const each of more) await each.kill();
    this.#bots = bot ? [bot] : [];
    return bot ?? this.start();
  }

  async close(): Promise<void> {
    for (const bot of this.#bots) await bot.kill();
    await this.world.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** What a test has of it, with a bot that runs. */
export const lend = async (ground: Ground) => {
  const { world, file } = ground;
  const { discord, live } = world;
  const bot = await ground.one();
  const start = (more?: Record<string, string>) => ground.start(more);
  return { world, discord, live, voice: discord.voice, file, bot, start };
};

/** What all of it ends with, as a test. */
export type Ending = { after(end: () => Promise<void>): void };

/** A world with voice, and a store for bots. All ends with the test. */
export const ownGround = async (t: Ending, env: Record<string, string> = {}) => {
  const ground = await Ground.open(env);
  t.after(() => ground.close());
  return ground;
};

let shared: Promise<Ground> | undefined;

const endShared = async () => {
  const ending = shared;
  shared = undefined;
  await (await ending)?.close();
};
after(endShared);

/**
 * The same, but tests share it one after the other, because to start a bot costs more than all else that a test does. Each is
 * in servers of its own, out of which the bot is thrown afterwards. Not for tests that change what holds for the whole world.
 */
export const sharedGround = async (t: TestContext, env: Record<string, string> = {}) => {
  if (JSON.stringify((await shared)?.env) !== JSON.stringify(env)) await endShared();
  shared ??= Ground.open(env);
  const { world } = await shared;
  t.after(async () => {
    try {
      for (const guild of world.discord.guilds.values()) guild.kickBot();
      await world.discord.until(() => world.discord.voice.clients.length === 0);
      await world.forget();
    } catch (error) {
      await endShared();
      throw error;
    }
  });
  return shared;
};
