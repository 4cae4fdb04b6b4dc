import type { Client } from 'discord.js';
import type { Logger } from 'pino';
import { type Clock, within } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Place } from '../base/place.ts';
import type { Venue } from '../calls/contract.ts';
import type { PromisedReply } from '../conversation/recovery/crash-note-shelf.ts';
import type { UnfinishedAnswer } from '../conversation/recovery/crash-recovery.ts';
import type { FaceChange, FaceVerdict } from '../face/face.ts';
import type { Languages } from '../text/languages.ts';
import { excuseAfterCrash, finishAfterCrash } from './crash-words.ts';
import type { Registration } from './gateway/command-registration.ts';
import { type GatewayClientOptions, logOut, makeGatewayClient } from './gateway/gateway-client.ts';
import { followLoss } from './gateway/gateway-loss.ts';
import { watchGoneChannels } from './gateway/gone-channels.ts';
import { type BotCredentials, logInBot, readShardCount, registerBot } from './gateway/login.ts';
import { applyFaceChange } from './gateway/own-face.ts';
import { findPlaceNames, type PlaceNames } from './gateway/place-names.ts';
import { shareRequests } from './gateway/request-share.ts';
import { RoleLookups } from './gateway/role-lookups.ts';
import { type ChooseShard, RunningShards } from './gateway/running-shards.ts';
import { listShards, type ShardState } from './gateway/shard-list.ts';
import { defineCommand } from './inbound/command.ts';
import { type InboxOptions, type InboxServices, openInbox } from './inbound/inbox.ts';
import { type MinutesBoard, openMinutesBoard } from './outbound/minutes-board.ts';
import type { ClaimAccess } from './outbound/reply-promise.ts';
import { RunningWork } from './running-work.ts';
import { type DiscordHands, makeHands } from './tools/discord-hands.ts';
import { DiscordVenue } from './voice-channels/venue.ts';

/** What the bot is made of. */
export type BotOptions = Pick<GatewayClientOptions, 'apiUrl' | 'shards' | 'readsContent' | 'turns'> & {
  /** Which process answers what is said where, if several hear it. */
  claims: ClaimAccess;
  /** The languages that people are spoken to in. */
  languages: Languages;
  clock: Clock;
  log: Logger;
  observe: Observe;
};

/** What a login needs, and what people can do from then on. */
export type BotStart<S extends InboxServices> = Omit<BotCredentials, 'apiUrl'> &
  Pick<
    InboxOptions<S>,
    | 'commands'
    | 'services'
    | 'reader'
    | 'stages'
    | 'promises'
    | 'settings'
    | 'noteHuman'
    | 'spare'
    | 'introduce'
    | 'findOmission'
    | 'isMeant'
  > & {
    /** What else must be right before the bot logs in. It rejects with what is wrong. */
    admitted: Promise<unknown>;
    chooseShard?: ChooseShard | undefined;
  };

/** A bot that is logged in. `invite` is the link that adds it to a server, if it's in none. */
export type StartedBot = { registration: Registration['is']; invite: string | undefined };

/** Discord's side of Parley. What it's made of is there from the beginning, and the login comes last. */
export class Bot {
  /** The voice channels, which are empty before the login. */
  readonly venue: Venue;
  /** Resolves, with the reason, only if Discord closes a connection for good while the bot runs. */
  readonly lost: Promise<Error>;
  /** The gateway connections of this process. */
  readonly shards: RunningShards;
  readonly running: RunningWork;
  /** The roles of people who speak. */
  readonly roles: RoleLookups;
  /** What tools can do at Discord. */
  readonly hands: DiscordHands;
  readonly #options: BotOptions;
  readonly #client: Client;

  /** `client` is what others have of it already; without, it's made here. */
  constructor(options: BotOptions, client: Client = makeGatewayClient(options)) {
    const { claims, languages, clock, log } = options;
    this.#options = options;
    this.#client = client;
    this.shards = new RunningShards(this.#client, options.observe);
    this.running = new RunningWork(claims);
    this.roles = new RoleLookups({ client: this.#client, clock, log });
    this.venue = new DiscordVenue({
      client: this.#client,
      languages,
      clock,
      log,
      track: (work, channel) => this.running.add(work, channel),
    });
    this.hands = makeHands({ ...options, client: this.#client });
    this.lost = followLoss(this.#client, log);
  }

  /**
   * Registers the commands and logs in. Resolves when people can use them.
   *
   * @throws an error that says what to do: the token is wrong, the server isn't one of the bot's, or Discord can't be
   *   reached. It's a {@link ConfigError} if only the operator can fix that.
   */
  async start<S extends InboxServices>(start: BotStart<S>): Promise<StartedBot> {
    const { commands, services, reader, stages, promises, settings, noteHuman, admitted } = start;
    const { spare, introduce, findOmission, isMeant } = start;
    const client = this.#client;
    if (spare) this.hands.heed({ spare, findOmission });
    const login = { ...start, ...this.#options };
    try {
      const bodies = commands.flatMap((command) => defineCommand(command, this.#options.languages));
      const { application, registration } = await registerBot(client, { ...login, commands: bodies });
      openInbox(client, {
        ...this.#options,
        readsContent: this.#options.readsContent ?? false,
        track: (work, channel) => this.running.add(work, channel),
        trackPatient: (work) => this.running.addPatient(work),
        commands,
        commandIds: registration.ids,
        services,
        venue: this.venue,
        reader,
        stages,
        promises,
        settings,
        noteHuman,
        ...(spare && { spare }),
        ...(introduce && { introduce }),
        findOmission,
        ...(isMeant && { isMeant }),
      });
      await admitted;
      const chosen = await start.chooseShard?.(() => readShardCount(client.rest, login), start.signal);
      if (chosen) this.shards.begin(chosen.id, chosen.count);
      const { guilds, invite } = await logInBot(client, application, login);
      const { log } = this.#options;
      log.info({ event: 'bot.ready', user: this.venue.user.id, guilds, commands: registration.is }, 'ready');
      return { registration: registration.is, invite };
    } catch (error) {
      await logOut(client).catch(() => {});
      throw error;
    }
  }

  /** The servers that Discord has told of so far. The venue tells of those that come later. */
  guildIds(): string[] {
    return this.#client.guilds.cache.filter(({ available }) => available).map(({ id }) => id);
  }

  /** The servers that Discord tells this process of, the unavailable ones included. Only after the login. */
  readonly servers = {
    list: (): string[] => [...this.#client.guilds.cache.keys()],
    isIn: (server: string): boolean | undefined => {
      const isOurs = /^\d+$/.test(server) && this.shards.open.includes(this.shards.find(server));
      return isOurs ? this.#client.guilds.cache.has(server) : undefined;
    },
  };

  /** So many processes share what Discord allows the bot in a second. */
  shareRequests(processes: number): void {
    shareRequests(this.#client.rest, processes);
  }

  /** Tells of channels and threads that are deleted; see {@link watchGoneChannels}. */
  onChannelGone(tell: (server: string, channel: string) => void): void {
    watchGoneChannels(this.#client, tell);
  }

  /** What a place is called, for an operator; see {@link findPlaceNames}. */
  findNames(place: Place): PlaceNames {
    return findPlaceNames(this.#client, place);
  }

  /** How the gateway connections of this process are. */
  listShards(): ShardState[] {
    return listShards(this.#client);
  }

  /** The server of a channel that Discord has told of. */
  findServer(channelId: string): string | undefined {
    const channel = this.#client.channels.cache.get(channelId);
    return channel && !channel.isDMBased() ? channel.guildId : undefined;
  }

  /** ToolChanges how Parley looks in a server. It never rejects. */
  async changeFace(server: string, change: FaceChange): Promise<FaceVerdict> {
    const { rest, guilds } = this.#client;
    if (!guilds.cache.has(server)) return { is: 'failed', why: 'absent', parts: [] };
    return applyFaceChange({ rest, clock: this.#options.clock }, server, change);
  }

  /** The nickname that Parley has in a server: null if it has none, nothing as long as the server isn't known. */
  findNick(server: string): string | null | undefined {
    return this.#client.guilds.cache.get(server)?.members.me?.nickname;
  }

  /** What Parley is called at Discord: in a server, and everywhere. */
  listOwnNames(server: string | undefined): readonly string[] {
    return this.venue.listNames(server);
  }

  /** See {@link finishAfterCrash}. */
  finish(channelId: string, answer: UnfinishedAnswer): Promise<void> {
    return finishAfterCrash(this.#client, channelId, answer, this.#options);
  }

  /** See {@link excuseAfterCrash}. */
  excuse(promised: PromisedReply): Promise<void> {
    return excuseAfterCrash(this.#client, promised, this.#options);
  }

  /** Where recaps of a channel's calls are posted; see the function of that name. */
  openMinutesBoard(channelId: string): Promise<MinutesBoard> {
    return openMinutesBoard(this.#client, channelId, this.#options);
  }

  /**
   * Waits until all answers are shown, for at most `ms` milliseconds, and logs out. Meanwhile it's the
   * conversations that refuse new questions.
   */
  async stop(ms: number): Promise<void> {
    const { clock, log } = this.#options;
    await within(clock, ms, this.running.stop());
    if (this.running.size > 0)
      log.warn({ event: 'bot.left_early', answers: this.running.size }, 'leaving before all answers were shown');
    await logOut(this.#client);
  }
}
