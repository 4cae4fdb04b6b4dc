import { type Client, PermissionFlagsBits, Routes, type VoiceBasedChannel, type VoiceState } from 'discord.js';
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
import { listPowers, listRoles } from '../gateway/member-roles.ts';
import { findWritableChannel } from '../gateway/writable-channel.ts';
import { showCaptions } from '../outbound/captions.ts';
import { sayIn } from '../outbound/channel-language.ts';
import { CallPanel } from './call-panel.ts';
import { canAllRead, canRead } from './channel-readers.ts';
import { UnnamedMembers } from './unnamed-members.ts';
import { watchVenue } from './venue-changes.ts';
import {
  isFull,
  listHindrances,
  listMissingPermissions,
  listMissingToWrite,
  readChannelKind,
} from './voice-permissions.ts';

/** What a venue needs. `track` gets work in a channel that should be finished before the bot stops. */
export type VenueOptions = {
  client: Client;
  languages: Languages;
  clock: Clock;
  log: Logger;
  track(work: Promise<unknown>, channel: string): void;
};

/** The gateway of a server that the bot isn't in: it sends nothing. */
const NOWHERE: CallGateway = { send: () => false, close: () => {} };

/** The voice channels of all servers, as far as discord.js has them in its cache, and what calls show in text channels. */
export class DiscordVenue implements Venue {
  #client: Client;
  #languages: Languages;
  #clock: Clock;
  #log: Logger;
  #track: VenueOptions['track'];
  #listeners = new Set<(change: VenueChange) => void>();
  #unnamed: UnnamedMembers;

  constructor({ client, languages, clock, log, track }: VenueOptions) {
    this.#client = client;
    this.#languages = languages;
    this.#clock = clock;
    this.#log = log;
    this.#track = track;
    this.#unnamed = new UnnamedMembers({
      client,
      clock,
      log,
      onLookup: (channelId) => this.#tell({ is: 'people', channelId }),
    });
    watchVenue(client, (change) => this.#tell(change));
  }

  get user(): { id: string; name: string } {
    const { user } = this.#client;
    if (!user) throw new Error('the bot is not logged in');
    return { id: user.id, name: user.username };
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
      // Most who look only want to know who is there, and permissions need all roles of the server.
      get full() {
        return me.voice.channelId !== id && isFull(channel, me, people.length);
      },
      get missing() {
        return listMissingPermissions(channel, me);
      },
      get hindrances() {
        return listHindrances(channel, me);
      },
    };
  }

  listOccupied(guildId: string): string[] {
    const guild = this.#client.guilds.cache.get(guildId);
    const others = [...(guild?.voiceStates.cache.values() ?? [])].filter(({ id }) => id !== guild?.members.me?.id);
    return [...new Set(others.flatMap(({ channelId }) => channelId ?? []))];
  }

  listNames(guildId: string | undefined): readonly string[] {
    const { user, guilds } = this.#client;
    const nick = guildId === undefined ? undefined : guilds.cache.get(guildId)?.members.me?.nickname;
    return [...new Set([nick, user?.globalName, user?.username])].flatMap((name) => name ?? []);
  }

  sender(guildId: string, userId: string): Sender {
    const guild = this.#client.guilds.cache.get(guildId);
    const member = guild?.members.cache.get(userId);
    return {
      id: userId,
      name: member?.displayName ?? '',
      roles: member && listRoles(member),
      powers: listPowers(member?.permissions),
      locale: guild?.preferredLocale,
      kind: member?.user.bot ? 'bot' : 'member',
      ...(member?.user.bot && { as: [userId] }),
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
    // With Mute Members the bot may unsuppress itself (Discord docs, resources/voice, "Modify current user voice state").
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
        'the status of a voice channel could not be set',
      );
      return false;
    }
  }

  noticeChannel(channelId: string, conversationId: string): NoticeChannel {
    const voice = this.#voice(channelId);
    const conversation = this.#client.channels.cache.get(conversationId);
    const isOpen = voice && conversation && !conversation.isDMBased() && canAllRead(voice, conversation);
    const channel = isOpen ? conversation : voice;
    const me = channel?.guild.members.me;
    return { id: channel?.id ?? channelId, missing: channel && me ? listMissingToWrite(channel, me) : ['ViewChannel'] };
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
      channel: () => findWritableChannel(this.#client, channelId),
      messageId,
      // The server's language may change while the panel stands.
      say: (texts) => this.#say(channelId)(texts),
      clock: this.#clock,
      log,
    });
  }

  async caption(conversationId: string, turn: Turn, writing: CaptionStyle): Promise<void> {
    const { noticeIn } = writing;
    const log = this.#log.child({ channel: conversationId });
    // The Continue button only works in the channel of its conversation.
    const continued = noticeIn === conversationId;
    const work = showCaptions(turn, {
      ...writing,
      channel: () => findWritableChannel(this.#client, noticeIn),
      continued,
      say: this.#say(noticeIn),
      clock: this.#clock,
      log,
    });
    this.#track(work, conversationId);
    await work;
  }

  /** Renders sentences in the language of a channel. */
  #say(channelId: string): Say {
    return sayIn(this.#client.channels.cache.get(channelId), this.#languages);
  }

  #voice(id: string): VoiceBasedChannel | undefined {
    const channel = this.#client.channels.cache.get(id);
    return channel?.isVoiceBased() ? channel : undefined;
  }

  #participant({ id, guild, member }: VoiceState): Participant | undefined {
    if (member) return { id, name: member.displayName, bot: member.user.bot };
    this.#unnamed.request(id, guild);
    return undefined;
  }

  #tell(change: VenueChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

const inside = ({ id, guild }: VoiceBasedChannel): VoiceState[] =>
  [...guild.voiceStates.cache.values()].filter(({ channelId }) => channelId === id);
