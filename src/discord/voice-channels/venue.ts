import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type Guild,
  PermissionFlagsBits,
  Routes,
  type SendableChannels,
  type VoiceBasedChannel,
  type VoiceState,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Sender } from '../../base/inbound.ts';
import type {
  CallGateway,
  CallGatewayEvents,
  CaptionStyle,
  LineCode,
  NoticeChannel,
  Panel,
  Participant,
  Venue,
  VenueChange,
  VoiceChannel,
} from '../../calls/contract.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { Languages, Say } from '../../text/languages.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { listRoles } from '../gateway/member-roles.ts';
import { showCaptions } from '../outbound/captions.ts';
import { CallPanel } from './call-panel.ts';
import { canAllRead, canRead } from './channel-readers.ts';
import {
  isFull,
  listHindrances,
  listMissingPermissions,
  listMissingToWrite,
  readChannelKind,
} from './voice-permissions.ts';

/** What a venue is made of. `track` is told of work in a channel that a stop should wait for. */
export type VenueOptions = {
  client: Client;
  languages: Languages;
  clock: Clock;
  log: Logger;
  track(work: Promise<unknown>, channel: string): void;
};

/** How long to wait before somebody is looked up again who could not be: doubled each time, in milliseconds. */
const ASK_AGAIN = { first: 1_000, last: 60_000 };

/** What a gateway without its server is good for. */
const NOWHERE: CallGateway = { send: () => false, close: () => {} };

/** The voice channels of all servers, by what discord.js knows of them, and what calls show in text. */
export class DiscordVenue implements Venue {
  #client: Client;
  #languages: Languages;
  #clock: Clock;
  #log: Logger;
  #track: VenueOptions['track'];
  #listeners = new Set<(change: VenueChange) => void>();
  /** People whose names are being asked for. */
  #asking = new Set<string>();

  constructor({ client, languages, clock, log, track }: VenueOptions) {
    this.#client = client;
    this.#languages = languages;
    this.#clock = clock;
    this.#log = log;
    this.#track = track;
    client.on(Events.VoiceStateUpdate, (before, after) => this.#handleChange(before, after));
    client.on(Events.ChannelDelete, ({ id }) => this.#tell({ is: 'deleted', channelId: id }));
    client.on(Events.ThreadDelete, ({ id }) => this.#tell({ is: 'deleted', channelId: id }));
    client.on(Events.GuildDelete, (guild) => this.#handleLeave(guild));
    for (const came of [Events.GuildAvailable, Events.GuildCreate] as const)
      client.on(came, (guild) => this.#came(guild));
    this.#watchRights();
    this.#watchMessages();
  }

  get userId(): string {
    if (!this.#client.isReady()) throw new Error('the bot is not logged in');
    return this.#client.user.id;
  }

  channel(id: string): VoiceChannel | undefined {
    const channel = this.#voice(id);
    const me = channel?.guild.members.me;
    if (!channel || !me) return undefined;
    const people = inside(channel).filter((state) => state.id !== me.id);
    const participants = people.flatMap((state) => this.#participant(state) ?? []);
    return {
      id,
      guildId: channel.guildId,
      name: channel.name,
      kind: readChannelKind(channel),
      participants,
      unnamed: people.length - participants.length,
      full: me.voice.channelId !== id && isFull(channel, me, people.length),
      missing: listMissingPermissions(channel, me),
      hindrances: listHindrances(channel, me),
    };
  }

  sender(guildId: string, userId: string): Sender {
    const guild = this.#client.guilds.cache.get(guildId);
    const member = guild?.members.cache.get(userId);
    return {
      id: userId,
      name: member?.displayName ?? '',
      roles: member ? listRoles(member) : [],
      locale: guild?.preferredLocale,
      kind: member?.user.bot ? 'bot' : 'member',
    };
  }

  knows(guildId: string): boolean {
    return this.#client.guilds.cache.get(guildId)?.available ?? false;
  }

  adapter(guildId: string, { state, server, onGone: gone }: CallGatewayEvents): CallGateway {
    const guild = this.#client.guilds.cache.get(guildId);
    if (!guild) return NOWHERE;
    const { sendPayload, destroy } = guild.voiceAdapterCreator({
      onVoiceStateUpdate: (event) => state({ ...event }),
      onVoiceServerUpdate: (event) => server({ ...event }),
      destroy: gone,
    });
    return { send: sendPayload, close: destroy };
  }

  on(listener: (change: VenueChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async speakOnStage(guildId: string): Promise<'speaking' | 'asked'> {
    const me = this.#client.guilds.cache.get(guildId)?.members.me;
    const channel = me?.voice.channel;
    if (!me || !channel) throw new Error(`the bot is in no voice channel of server ${guildId}`);
    if (me.voice.suppress === false) return 'speaking';
    // Whoever may mute others may unmute themselves (Discord docs, resources/voice, "Modify current user voice state").
    const mayUnmute = channel.permissionsFor(me).has(PermissionFlagsBits.MuteMembers);
    await (mayUnmute ? me.voice.setSuppressed(false) : me.voice.setRequestToSpeak(true));
    return mayUnmute ? 'speaking' : 'asked';
  }

  async status(channelId: string, line: LineCode | undefined): Promise<boolean> {
    const channel = this.#voice(channelId);
    const me = channel?.guild.members.me;
    if (!channel || !me || readChannelKind(channel) === 'stage') return true;
    if (!channel.permissionsFor(me).has(PermissionFlagsBits.SetVoiceChannelStatus)) return true;
    try {
      await this.#client.rest.put(Routes.channelVoiceStatus(channelId), {
        body: { status: line ? this.#say(channelId)({ code: line }) : null },
      });
      return true;
    } catch (error) {
      this.#log.info(
        { event: 'status.not_set', err: toLoggable(error), channel: channelId },
        'the line under a voice channel could not be set',
      );
      return false;
    }
  }

  place(channelId: string, conversationId: string): NoticeChannel {
    const voice = this.#voice(channelId);
    const conversation = this.#client.channels.cache.get(conversationId);
    const isOpen = voice && conversation && !conversation.isDMBased() && canAllRead(voice, conversation);
    const place = isOpen ? conversation : voice;
    const me = place?.guild.members.me;
    return { id: place?.id ?? channelId, missing: place && me ? listMissingToWrite(place, me) : ['ViewChannel'] };
  }

  reads(channelId: string, userId: string): boolean {
    const channel = this.#client.channels.cache.get(channelId);
    if (!channel || channel.isDMBased()) return false;
    const member = channel.guild.members.cache.get(userId);
    return member !== undefined && canRead(channel, member);
  }

  panel(channelId: string, messageId?: string): Panel {
    const log = this.#log.child({ channel: channelId });
    return new CallPanel({
      channelId,
      channel: () => this.#text(channelId),
      messageId,
      say: this.#say(channelId),
      clock: this.#clock,
      log,
    });
  }

  async caption(conversationId: string, turn: Turn, writing: CaptionStyle): Promise<void> {
    const { place } = writing;
    const log = this.#log.child({ channel: conversationId });
    // A button works in the channel of its conversation only.
    const continued = place === conversationId;
    const work = showCaptions(turn, {
      ...writing,
      channel: () => this.#text(place),
      continued,
      say: this.#say(place),
      clock: this.#clock,
      log,
    });
    this.#track(work, conversationId);
    await work;
  }

  /** Says sentences in the language of a channel's server. */
  #say(channelId: string): Say {
    const channel = this.#client.channels.cache.get(channelId);
    return this.#languages.to(channel && !channel.isDMBased() ? channel.guild.preferredLocale : undefined);
  }

  #voice(id: string): VoiceBasedChannel | undefined {
    const channel = this.#client.channels.cache.get(id);
    return channel?.isVoiceBased() ? channel : undefined;
  }

  async #text(id: string): Promise<SendableChannels> {
    const channel = await this.#client.channels.fetch(id);
    if (!channel?.isSendable()) throw new Error(`the bot cannot write in channel ${id}`);
    return channel;
  }

  #participant({ id, guild, member }: VoiceState): Participant | undefined {
    if (member) return { id, name: member.displayName, bot: member.user.bot };
    if (!this.#asking.has(id)) void this.#ask(id, guild);
    return undefined;
  }

  /** A server with many people in its voice channels does not fit into what is remembered at login. */
  async #ask(id: string, guild: Guild): Promise<void> {
    this.#asking.add(id);
    const channel = () => guild.voiceStates.cache.get(id)?.channelId;
    for (let pause = ASK_AGAIN.first; channel() && this.#client.token; pause = Math.min(pause * 2, ASK_AGAIN.last)) {
      if (await this.#learn(id, guild)) break;
      await this.#clock.sleep(pause);
    }
    this.#asking.delete(id);
    const channelId = channel();
    if (channelId) this.#tell({ is: 'people', channelId });
  }

  async #learn(id: string, guild: Guild): Promise<boolean> {
    try {
      await guild.members.fetch(id);
      return true;
    } catch (error) {
      this.#log.info(
        { event: 'member.not_found', err: toLoggable(error), user: id },
        'somebody in a voice channel could not be looked up',
      );
      return false;
    }
  }

  #handleChange(before: VoiceState, after: VoiceState): void {
    const from = before.channelId ?? undefined;
    const to = after.channelId ?? undefined;
    const { id: guildId } = after.guild;
    if (after.id !== this.#client.user?.id) {
      if (from === to) return;
      for (const channelId of [from, to]) if (channelId) this.#tell({ is: 'people', channelId });
      return;
    }
    if (from !== to) this.#tell({ is: 'moved', guildId, from, to });
    if (!to) return;
    const kept = ({ serverMute, serverDeaf, suppress, requestToSpeakTimestamp }: VoiceState) =>
      [serverMute, serverDeaf, suppress, requestToSpeakTimestamp].map(Boolean).join();
    if (kept(before) !== kept(after)) this.#tell({ is: 'hindered', guildId });
  }

  /** Rights depend on channels, roles, and the bot's own roles; those of other members are not told. */
  #watchRights(): void {
    const tell = ({ id: guildId }: Guild) => this.#tell({ is: 'rights', guildId });
    const client = this.#client;
    client.on(Events.ChannelUpdate, (_, channel) => !channel.isDMBased() && tell(channel.guild));
    client.on(Events.ThreadUpdate, (_, { guild }) => tell(guild));
    client.on(Events.GuildMemberUpdate, (_, { id, guild }) => id === client.user?.id && tell(guild));
    client.on(Events.GuildRoleUpdate, (_, { guild }) => tell(guild));
    client.on(Events.GuildRoleDelete, ({ guild }) => tell(guild));
  }

  /** discord.js tells of deletions only where it knows the channel, and after some hours it forgets archived threads. */
  #watchMessages(): void {
    const tell = (channelId: unknown, messageIds: unknown[]) => {
      const ids = messageIds.filter((id) => typeof id === 'string');
      if (typeof channelId === 'string') this.#tell({ is: 'unposted', channelId, messageIds: ids });
    };
    const { ws } = this.#client;
    ws.on(GatewayDispatchEvents.MessageDelete, (data) => tell(data?.channel_id, [data?.id]));
    ws.on(GatewayDispatchEvents.MessageDeleteBulk, (data) => tell(data?.channel_id, [data?.ids].flat()));
  }

  #handleLeave(guild: Guild): void {
    const from = guild.members.me?.voice.channelId;
    if (from) this.#tell({ is: 'moved', guildId: guild.id, from, to: undefined });
  }

  /** Nobody told who came and went while the server was away, or before a new gateway session. */
  #came({ id: guildId, voiceStates }: Guild): void {
    // Until all servers that answer in time are known, the bot has not begun.
    if (!this.#client.isReady()) return;
    this.#tell({ is: 'came', guildId });
    const channels = new Set(voiceStates.cache.map(({ channelId }) => channelId).filter((id) => id !== null));
    for (const channelId of channels) this.#tell({ is: 'people', channelId });
  }

  #tell(change: VenueChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

const inside = ({ id, guild }: VoiceBasedChannel): VoiceState[] =>
  [...guild.voiceStates.cache.values()].filter(({ channelId }) => channelId === id);
