import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnBot } from '../world/bot-process.ts';
import type { Channel } from '../world/discord/channel.ts';
import type { Guild } from '../world/discord/guild.ts';
import type { LocalConnection } from '../world/live/connection.ts';
import type { Script } from '../world/live/script.ts';
import { World } from '../world/world.ts';
import { HalfAnswers } from './half-answers.ts';
import { Lounge } from './lounge.ts';
import { PendingAnswers } from './pending-answers.ts';
import { makeRehearsalModel } from './rehearsal-model.ts';
import { type BotDiedError, Resident } from './resident.ts';

/** The type of the commands in a message's menu (Discord docs, interactions/application-commands). */
const MESSAGE_MENU = 3;

/** Where the real model is. */
const GOOGLE = 'https://generativelanguage.googleapis.com';

/** A key, and where it's valid if that isn't Google itself. */
export type GeminiAccess = { key: string; url?: string | undefined };

/** What a scene is made of, and what it reports to. */
export type SceneOptions = {
  /** Takes the lines of the bot's log. */
  log?(line: string): void;
  /** The folder that the scene's own folder is made in. */
  temporary?: string;
  /** Called each time that the bot exits by itself. */
  fell?(error: BotDiedError): void;
  /** Changes how the rehearsal's model answers. */
  adapt?(script: Script<LocalConnection>): Script<LocalConnection>;
  /** With what the bot talks to the real model, which costs; without it, it talks to the rehearsal's. */
  gemini?: GeminiAccess | undefined;
};

/** The place of a rehearsal: a world with a server, a channel and a voice channel, and the real bot in it. */
export class Scene {
  readonly world: World;
  readonly guild: Guild;
  readonly channel: Channel;
  readonly lounge: Lounge;
  readonly resident: Resident;
  readonly owed: PendingAnswers;
  readonly middle: HalfAnswers;
  readonly #directory: string;

  private constructor(
    { world, owed, middle, directory }: Pick<Scene, 'world' | 'owed' | 'middle'> & { directory: string },
    { log, fell, gemini }: SceneOptions,
  ) {
    const { discord } = world;
    const live = gemini ? { key: gemini.key, url: gemini.url ?? GOOGLE } : world.live;
    this.world = world;
    this.owed = owed;
    this.middle = middle;
    this.#directory = directory;
    this.guild = discord.guild('Rehearsal');
    this.channel = this.guild.text('general');
    this.lounge = new Lounge(world, this.guild);
    this.resident = new Resident(() => {
      const store = `sqlite://${this.storeFile}`;
      const bot = spawnBot({ discord, live, store, env: pickVariables(gemini ? [...PATHS, ...PROXIES] : PATHS) });
      if (log) bot.listen(log);
      return bot;
    }, fell);
  }

  /** The bot's store, an SQLite database. */
  get storeFile(): string {
    return join(this.#directory, 'rehearsal.sqlite');
  }

  /** Opens the world and starts the bot. Resolves when the bot can be used. If that fails, nothing is left behind. */
  static async open({
    temporary = tmpdir(),
    adapt = (script) => script,
    ...options
  }: SceneOptions = {}): Promise<Scene> {
    const [owed, middle] = [new PendingAnswers(), new HalfAnswers()];
    const model = makeRehearsalModel({
      begins: (answer, asked) => (asked === 'typed' ? owed.begin(answer) : owed.beginUnshown()),
      middle: (half) => middle.reach(half),
    });
    const world = await World.open({ voice: true, model: adapt(model) });
    // Ask again fetches a file for a new question by the address that came with the first one.
    world.discord.excuse(/was fetched a second time/);
    world.live.sent = (_, frame) => {
      if (!isTurnEnd(frame)) return;
      owed.finish();
      world.discord.changes.happened();
    };
    const directory = await mkdtemp(join(temporary, 'parley-rehearsal-'));
    const scene = new Scene({ world, owed, middle, directory }, options);
    try {
      await scene.resident.ready;
      return scene;
    } catch (error) {
      await scene.abandon();
      throw error;
    }
  }

  /** The name of the bot's message menu. @throws an error if it has none. */
  get menu(): string {
    const { guild, world } = this;
    const menu = [...guild.commands.all, ...world.discord.commands.all].find(({ type }) => type === MESSAGE_MENU);
    if (menu) return menu.name;
    throw new Error('Parley has no message menu.');
  }

  /**
   * Stops or kills the bot and starts it again. If it was in the voice channel, waits for its return. Resolves to whether
   * it's where it was.
   */
  async renew(how: 'restart' | 'kill'): Promise<boolean> {
    const { hasBot, connections } = this.lounge;
    const gone = how === 'kill' ? this.resident.kill() : this.resident.stop();
    // A bot that is stopped lets a running answer end.
    this.middle.open();
    await gone;
    await this.resident.revive();
    if (!hasBot) return true;
    return this.lounge.reconnected(connections).then(
      () => true,
      () => false,
    );
  }

  /** Stops the bot as a supervisor would, and cleans up. @throws if the bot doesn't exit properly. */
  async close(): Promise<void> {
    await this.resident.stop().finally(() => this.#clear());
    await this.world.close();
  }

  /** Cleans up without reporting anything. */
  async abandon(): Promise<void> {
    await this.#clear();
    await this.world.close().catch(() => {});
  }

  async #clear(): Promise<void> {
    await this.resident.kill();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** It looks for FFmpeg where this program's commands are found. */
const PATHS = ['PATH'];

/** What leads out of this machine, for a bot that talks to the real model; this machine itself is reached without them. */
const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'];

/** The variables of this process that are set. */
const pickVariables = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));

const isTurnEnd = (frame: unknown): boolean => /"turnComplete":true/.test(JSON.stringify(frame));
