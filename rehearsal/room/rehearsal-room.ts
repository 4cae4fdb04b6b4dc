import { systemClock } from '../../src/base/clock.ts';
import { Scene, type SceneOptions } from '../scene.ts';
import { makeCallDeeds } from './call-deeds.ts';
import { ChangeFeed } from './change-feed.ts';
import { makeCommandDeeds } from './command-deeds.ts';
import type { DeedFiles, DeedResult, DeedTable } from './deed-table.ts';
import type { RoomDeed, RoomParts, RoomState } from './page/room-protocol.ts';
import { RoomBot } from './room-bot.ts';
import { RoomCast } from './room-cast.ts';
import { RoomMessages } from './room-messages.ts';
import { listRoomChannels, listRoomCommands, listRoomPeople, listRoomRoles } from './room-parts.ts';
import { RoomReplies } from './room-replies.ts';
import { RoomSounds } from './room-sounds.ts';
import { RoomVoices } from './room-voices.ts';
import { makeWordDeeds } from './word-deeds.ts';

/** After this long an interaction without an answer has failed: the world's own deadline and a little more, in milliseconds. */
const FAILED = 15_100;

/** How a room is made. Everything else is the scene's. */
export type RoomOptions = Pick<SceneOptions, 'log' | 'temporary' | 'geminiKey'>;

/** A server with members and the real bot, for pages that look at it and act in it. */
export class RehearsalRoom {
  readonly feed = new ChangeFeed();
  readonly messages: RoomMessages;
  readonly #scene: Scene;
  readonly #bot: RoomBot;
  readonly #replies = new RoomReplies();
  readonly #voices: RoomVoices;
  readonly #deeds: DeedTable<RoomDeed['is']>;
  readonly #sounds = new RoomSounds();
  readonly #closing = new AbortController();
  readonly #model: RoomParts['server']['model'];
  /** What was last told of each part, as JSON, and how often the bot has typed in each channel. */
  readonly #told = new Map<string, string>();
  readonly #typed = new Map<string, number>();

  private constructor(scene: Scene, { geminiKey }: RoomOptions, fell: { call?: (error: Error) => void }) {
    this.#scene = scene;
    this.#model = geminiKey === undefined ? 'script' : 'real';
    const { guild, world } = scene;
    const look = () => this.look();
    this.#bot = new RoomBot(scene, look);
    fell.call = (error) => this.#bot.fell(error);
    this.messages = new RoomMessages(world.discord);
    this.#voices = new RoomVoices(guild, look);
    const desk = { scene, cast: new RoomCast(guild), messages: this.messages, replies: this.#replies };
    const sound = { sounds: this.#sounds, voices: this.#voices };
    this.#deeds = {
      ...makeWordDeeds({ ...desk, ...sound }),
      ...makeCommandDeeds(desk),
      ...makeCallDeeds({ ...desk, ...sound }),
      bot: async ({ how }) => {
        await this.#bot.act(how);
      },
      break: () => {
        throw new Error('There’s nothing of that name to break.');
      },
    };
    world.discord.changes.follow(look);
    this.look();
  }

  /** Opens a scene, and the room in it. Resolves when the bot can be used. If that fails, nothing is left behind. */
  static async open(options: RoomOptions = {}): Promise<RehearsalRoom> {
    const fell: { call?: (error: Error) => void } = {};
    const scene = await Scene.open({ ...options, fell: (error) => fell.call?.(error) });
    return new RehearsalRoom(scene, options, fell);
  }

  /** The id of the bot's process. */
  get pid(): number | undefined {
    return this.#scene.resident.pid;
  }

  /** Everything that a page has to know. */
  get state(): RoomState {
    return { ...this.#parts, messages: this.messages.newest, turns: [] };
  }

  /** Does what somebody does. @throws an error that says why it can't be done */
  async perform(deed: RoomDeed, files: DeedFiles = {}): Promise<DeedResult> {
    // The table has one entry for each kind, and the kind is the deed's own.
    const act = this.#deeds[deed.is] as (deed: RoomDeed, files: DeedFiles) => Promise<DeedResult> | DeedResult;
    try {
      return await act(deed, files);
    } finally {
      this.look();
      void this.#lookLater();
    }
  }

  /** Tells the pages what has changed. */
  look(): void {
    for (const change of this.messages.look(this.#replies.messages)) this.feed.tell(change);
    const parts = Object.entries(this.#parts).filter(([name, part]) => {
      const json = JSON.stringify(part);
      if (this.#told.get(name) === json) return false;
      this.#told.set(name, json);
      return true;
    });
    if (parts.length > 0) this.feed.tell({ is: 'parts', parts: Object.fromEntries(parts) });
    this.#lookForTyping();
  }

  /** Stops the bot and ends the scene. @throws if the bot doesn't exit properly, or did what Discord doesn't know */
  async close(): Promise<void> {
    this.#closing.abort(new Error('the room was closed'));
    await this.#bot.close();
  }

  get #parts(): RoomParts {
    const { guild, world } = this.#scene;
    const { discord } = world;
    return {
      server: { id: guild.id, name: guild.name, botId: discord.bot.id, model: this.#model },
      bot: this.#bot.state,
      channels: listRoomChannels(discord, guild),
      people: listRoomPeople(guild),
      roles: listRoomRoles(guild),
      commands: listRoomCommands(discord, guild),
      interactions: this.#replies.open,
      voices: this.#voices.all,
      faults: [],
      sentences: this.#sounds.sentences,
    };
  }

  #lookForTyping(): void {
    const { discord } = this.#scene.world;
    for (const channel of discord.channels.values()) {
      const count = discord.typing(channel);
      if (count > (this.#typed.get(channel.id) ?? 0)) this.feed.tell({ is: 'typing', channelId: channel.id });
      this.#typed.set(channel.id, count);
    }
  }

  /** Nothing happens when an interaction fails, so this looks for it. */
  async #lookLater(): Promise<void> {
    await systemClock.sleep(FAILED, this.#closing.signal).then(
      () => this.look(),
      () => {},
    );
  }
}
