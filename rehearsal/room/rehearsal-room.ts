import { systemClock } from '../../src/base/clock.ts';
import { Scene, type SceneOptions } from '../scene.ts';
import { makeCallDeeds } from './call-deeds.ts';
import { needsName } from './call-need.ts';
import { ChangeFeed } from './change-feed.ts';
import { makeCommandDeeds } from './command-deeds.ts';
import type { DeedFiles, DeedResult, DeedTable } from './deed-table.ts';
import { MidAnswer } from './mid-answer.ts';
import { MidAnswerKill } from './mid-answer-kill.ts';
import type { RoomDeed, RoomParts, RoomState } from './page/room-protocol.ts';
import { PartChanges } from './part-changes.ts';
import { RoomBot } from './room-bot.ts';
import { RoomCast } from './room-cast.ts';
import { followVoices, type VoiceListener } from './room-ears.ts';
import { RoomFaults } from './room-faults.ts';
import { RoomMessages } from './room-messages.ts';
import { listRoomChannels, listRoomCommands, listRoomPeople, listRoomRoles } from './room-parts.ts';
import { RoomReplies } from './room-replies.ts';
import { RoomSounds } from './room-sounds.ts';
import { RoomVoices } from './room-voices.ts';
import { TurnRelay } from './turn-relay.ts';
import { makeWordDeeds } from './word-deeds.ts';

/** After this long an interaction without an answer has failed: the world's own deadline and a little more, in milliseconds. */
const FAILED = 15_100;

/** How a room is made. Everything else is the scene's. */
export type RoomOptions = Pick<SceneOptions, 'log' | 'temporary' | 'gemini'>;

/** What is there before the scene, because the scene reports to it. */
class Backstage {
  readonly feed = new ChangeFeed();
  readonly middle = new MidAnswer();
  readonly closing = new AbortController();
  readonly turns = new TurnRelay((turn) => this.feed.tell({ is: 'turn', turn }), this.closing.signal);
  /** Called each time that the bot exits by itself. */
  fell: (error: Error) => void = () => {};

  /** The scene's options that lead here. */
  adapt({ log, ...options }: RoomOptions): SceneOptions {
    return {
      ...options,
      log: (line) => {
        this.turns.read(line);
        log?.(line);
      },
      adapt: (script) => this.middle.adapt(script),
      fell: (error) => this.fell(error),
    };
  }
}

/** A server with members and the real bot, for pages that look at it and act in it. */
export class RehearsalRoom {
  readonly messages: RoomMessages;
  readonly #scene: Scene;
  readonly #backstage: Backstage;
  readonly #bot: RoomBot;
  readonly #cast: RoomCast;
  readonly #faults: RoomFaults;
  readonly #replies = new RoomReplies();
  readonly #deeds: DeedTable<RoomDeed['is']>;
  readonly #changes = new PartChanges();
  readonly #parts: () => RoomParts;

  private constructor(scene: Scene, backstage: Backstage, sounds: RoomSounds, { gemini }: RoomOptions) {
    this.#scene = scene;
    this.#backstage = backstage;
    const { guild, world } = scene;
    const look = () => this.look();
    const isReal = gemini !== undefined;
    this.#bot = new RoomBot(scene, look);
    this.#cast = new RoomCast(guild);
    backstage.fell = (error) => this.#bot.fell(error);
    const kill = new MidAnswerKill(scene, () => this.#bot.act('kill'));
    this.#faults = new RoomFaults(scene, { middle: backstage.middle, isReal, closing: backstage.closing.signal, kill });
    this.messages = new RoomMessages(world.discord);
    const voices = new RoomVoices(guild, look);
    this.#deeds = this.#makeDeeds(sounds, voices);
    this.#parts = () => ({
      server: {
        id: guild.id,
        name: guild.name,
        botId: world.discord.bot.id,
        firstId: this.#cast.first.id,
        model: isReal ? 'real' : 'script',
      },
      bot: this.#bot.state,
      operator: this.operator,
      channels: listRoomChannels(world.discord, guild),
      people: listRoomPeople(guild),
      roles: listRoomRoles(guild),
      commands: listRoomCommands(world.discord, guild),
      interactions: this.#replies.open,
      voices: voices.all,
      needsName: needsName(scene),
      faults: this.#faults.all,
      sentences: sounds.sentences,
    });
    world.discord.changes.follow(look);
    this.look();
  }

  /** Opens a scene, and the room in it. Resolves when the bot can be used. If that fails, nothing is left behind. */
  static async open(options: RoomOptions = {}): Promise<RehearsalRoom> {
    const sounds = new RoomSounds();
    const sentences = await sounds.readAll();
    const backstage = new Backstage();
    const scene = await Scene.open(backstage.adapt(options));
    for (const { words, pcm } of sentences) scene.world.live.decisions.sounds.teach(words, pcm);
    return new RehearsalRoom(scene, backstage, sounds, options);
  }

  /** The id of the bot's process. */
  get pid(): number | undefined {
    return this.#scene.resident.pid;
  }

  /** Passes on what changes. */
  get feed(): ChangeFeed {
    return this.#backstage.feed;
  }

  /** Whether there's a member of this id, as whom one can act. */
  hasMember(id: string): boolean {
    return this.#cast.has(id);
  }

  /** Lets a member hear the voice channel that they are in, until the result is called. @throws if there's no such member */
  hearCall(memberId: string, hear: VoiceListener): () => void {
    return followVoices(this.#scene, this.#cast.find(memberId), hear);
  }

  /** The address of the page that the bot serves for its operator; empty until it has told it. */
  get operator(): string {
    return this.#backstage.turns.address;
  }

  /** Everything that a page has to know. */
  get state(): RoomState {
    return { ...this.#parts(), messages: this.messages.newest, turns: this.#backstage.turns.newest };
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
    const changes = this.#changes.look(this.#parts(), this.#scene.world.discord);
    for (const change of [...this.messages.look(this.#replies.messages), ...changes]) this.feed.tell(change);
  }

  /** Mends what was broken, stops the bot and ends the scene. @throws if the bot doesn't exit properly */
  async close(): Promise<void> {
    this.#backstage.closing.abort(new Error('the room was closed'));
    this.#faults.mend();
    await this.#bot.close();
  }

  #makeDeeds(sounds: RoomSounds, voices: RoomVoices): DeedTable<RoomDeed['is']> {
    const scene = this.#scene;
    const desk = { scene, cast: this.#cast, messages: this.messages, replies: this.#replies, sounds, voices };
    return {
      ...makeWordDeeds(desk),
      ...makeCommandDeeds(desk),
      ...makeCallDeeds(desk),
      language: ({ locale }) => {
        this.#cast.speak(locale);
        return undefined;
      },
      bot: async ({ how }) => {
        await this.#bot.act(how);
        return undefined;
      },
      break: ({ fault, on }) => {
        this.#faults.set(fault, on);
        return undefined;
      },
    };
  }

  /** Nothing happens when an interaction fails, so this looks for it. */
  async #lookLater(): Promise<void> {
    await systemClock.sleep(FAILED, this.#backstage.closing.signal).then(
      () => this.look(),
      () => {},
    );
  }
}
