import { ChannelType, Locale, PermissionFlagsBits } from 'discord.js';
import { Channel } from './channel.ts';
import { Commands } from './commands.ts';
import type { Discord } from './discord.ts';
import { Member } from './member.ts';
import { ALL, bitsOf, ORDINARY, type Permissions } from './permissions.ts';
import { timestamp } from './snowflake.ts';
import { type User, userPayload } from './user.ts';

/** A role: what it's called, and what it lets its members do in the whole server. */
export type Role = { readonly id: string; readonly name: string; permissions: bigint; readonly managed: boolean };

/** What a new member may be. */
export type Newcomer = {
  /** What they may do in the whole server; ordinary rights by default. */
  permissions?: Permissions;
  bot?: boolean;
  /** The language of their app; `en-US` by default. */
  locale?: Locale;
};

/** Permissions the bot is invited with unless a test says otherwise. */
const INVITED = ORDINARY | bitsOf(['PrioritySpeaker', 'PinMessages']);

/** A server with its channels, members and roles. */
export class Guild {
  readonly world: Discord;
  readonly id: string;
  readonly name: string;
  readonly owner: User;
  readonly commands: Commands;
  /** Whether a client is told of the server when it logs in; an outage keeps it waiting for that. */
  available = true;
  /** Who is in which voice channel, by user id, as Discord writes voice states. */
  readonly voiceStates = new Map<string, Record<string, unknown>>();
  #preferredLocale: Locale = Locale.EnglishUS;
  readonly #channels = new Map<string, Channel>();
  readonly #members = new Map<string, Member>();
  readonly #roles = new Map<string, Role>();
  readonly #ordinary: Role;
  readonly #botRole: Role;

  constructor(world: Discord, name: string) {
    this.world = world;
    this.id = world.ids.spaced();
    this.name = name;
    this.owner = world.user(`${name}'s owner`);
    this.commands = new Commands({ ids: world.ids, applicationId: world.bot.id, guildId: this.id });
    this.#role('@everyone', 0n, { id: this.id });
    this.#ordinary = this.#role('Members', ORDINARY);
    this.#botRole = this.#role(world.bot.name, INVITED, { managed: true });
    this.#join(this.owner, [this.#ordinary]);
    this.#join(world.bot, [this.#botRole]);
  }

  /** What the bot may do in the whole server. */
  get botPermissions(): bigint {
    return this.#botRole.permissions;
  }

  set botPermissions(permissions: Permissions) {
    this.permits(this.#botRole, permissions);
  }

  /** The language that the server's owner chose for it. */
  get preferredLocale(): Locale {
    return this.#preferredLocale;
  }

  set preferredLocale(locale: Locale) {
    this.#preferredLocale = locale;
    this.world.dispatch('GUILD_UPDATE', this.#about(), this);
  }

  get channels(): readonly Channel[] {
    return [...this.#channels.values()];
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  text(name: string): Channel {
    return this.#open(name, ChannelType.GuildText);
  }

  /** A voice channel; `userLimit` is how many may be in it, 0 (default) is no limit. */
  voice(name: string, { userLimit = 0 } = {}): Channel {
    return this.#open(name, ChannelType.GuildVoice, { userLimit });
  }

  /** A stage, where everybody but its moderators enters as a listener. */
  stage(name: string): Channel {
    return this.#open(name, ChannelType.GuildStageVoice);
  }

  /** A new member; given a member of another server, the same person joins this one too. */
  member(who: string | Member, { permissions, bot = false, locale = Locale.EnglishUS }: Newcomer = {}): Member {
    const user = typeof who === 'string' ? this.world.user(who, bot) : who.user;
    const roles = permissions === undefined ? this.#ordinary : this.#role(user.name, bitsOf(permissions));
    const member = this.#join(user, [roles]);
    member.locale = locale;
    this.world.dispatch('GUILD_MEMBER_ADD', { ...member.payload(), guild_id: this.id }, this);
    return member;
  }

  /** A new role; it permits nothing unless a test says so. {@link Member.gets} gives it to somebody. */
  role(name: string, { permissions = 0n }: { permissions?: Permissions } = {}): Role {
    return this.#role(name, bitsOf(permissions));
  }

  /** A moderator changes what a role permits. */
  permits(role: Role, permissions: Permissions) {
    role.permissions = bitsOf(permissions);
    this.world.dispatch('GUILD_ROLE_UPDATE', { guild_id: this.id, role: this.#rolePayload(role) }, this);
  }

  /** A moderator deletes a role; nobody has it any more. */
  removeRole(role: Role) {
    this.#roles.delete(role.id);
    for (const member of this.members) member.roles = member.roles.filter((id) => id !== role.id);
    this.world.dispatch('GUILD_ROLE_DELETE', { guild_id: this.id, role_id: role.id }, this);
  }

  /** A moderator throws somebody out of the server. A bot without the intent for members is told by voice only. */
  kicks(member: Member) {
    if (this.voiceStates.has(member.id)) this.setVoiceState(member.user, null);
    this.#members.delete(member.id);
    this.world.dispatch('GUILD_MEMBER_REMOVE', { guild_id: this.id, user: userPayload(member.user) }, this);
  }

  /** The member with a user's id. */
  find(userId: string): Member | undefined {
    return this.#members.get(userId);
  }

  /** A role as Discord writes it, by its id. */
  findRole(id: string) {
    const role = this.#roles.get(id);
    return role && this.#rolePayload(role);
  }

  /** What a member may do in the whole server. */
  permissionsOf(userId: string): bigint {
    if (userId === this.owner.id) return ALL;
    const roles = this.#members.get(userId)?.roles ?? [];
    const bits = roles.reduce((sum, id) => sum | (this.#roles.get(id)?.permissions ?? 0n), 0n);
    return bits & PermissionFlagsBits.Administrator ? ALL : bits;
  }

  /** Opens a channel that was made for this server. */
  add(channel: Channel): Channel {
    this.#channels.set(channel.id, channel);
    this.world.channels.set(channel.id, channel);
    if (channel.isThread) this.world.dispatch('THREAD_CREATE', { ...channel.payload(), newly_created: true }, this);
    else this.world.dispatch('CHANNEL_CREATE', channel.payload(), this);
    return channel;
  }

  /** Takes a channel, and with it its threads, out of the server. */
  remove(channel: Channel) {
    for (const thread of this.channels.filter(({ parent }) => parent === channel)) this.remove(thread);
    this.world.channelDeleted(channel);
    for (const { user } of this.members.filter(({ id }) => this.voiceStates.get(id)?.channel_id === channel.id))
      this.setVoiceState(user, null);
    this.#channels.delete(channel.id);
    this.world.channels.delete(channel.id);
    if (channel.isThread) this.world.dispatch('THREAD_DELETE', channel.remains(), this);
    else this.world.dispatch('CHANNEL_DELETE', channel.payload(), this);
  }

  /** Discord has trouble with the server (Discord docs, events/gateway-events, "Guild delete"). */
  goesAway() {
    this.available = false;
    this.world.dispatch('GUILD_DELETE', { id: this.id, unavailable: true }, this);
  }

  /** Discord has mended the server, and tells all about it. */
  comesBack() {
    this.available = true;
    this.world.dispatch('GUILD_CREATE', this.payload(), this);
  }

  /** Throws the bot out of the server. */
  kickBot() {
    if (this.voiceStates.has(this.world.bot.id)) this.setVoiceState(this.world.bot, null);
    for (const { id } of this.channels) this.world.channels.delete(id);
    this.world.guilds.delete(this.id);
    this.world.dispatch('GUILD_DELETE', { id: this.id }, this);
  }

  /** Puts a user into a voice channel, or out of it with null, and tells the bot. */
  setVoiceState(user: User, channel: Channel | null, extra: Record<string, unknown> = {}): Record<string, unknown> {
    const entered = channel && this.voiceStates.get(user.id)?.channel_id !== channel.id;
    const state = {
      guild_id: this.id,
      user_id: user.id,
      session_id: this.world.ids.next(),
      member: this.find(user.id)?.payload(),
      deaf: false,
      mute: false,
      self_deaf: false,
      self_mute: false,
      self_video: false,
      suppress: false,
      request_to_speak_timestamp: null,
      ...this.voiceStates.get(user.id),
      ...(entered && { suppress: mayNotSpeak(channel, user), request_to_speak_timestamp: null }),
      ...extra,
      channel_id: channel?.id ?? null,
    };
    if (channel) this.voiceStates.set(user.id, state);
    else this.voiceStates.delete(user.id);
    const tell = () => this.world.dispatch('VOICE_STATE_UPDATE', state, this);
    this.world.voiceStateChanged({ guild: this, user, channel }, tell);
    return state;
  }

  /** A moderator moves somebody who is in voice to another channel. Throws a plain error if they are in none. */
  moves(who: User | Member, channel: Channel) {
    this.#moderates(who, {}, channel);
  }

  /** A moderator throws somebody out of voice. */
  kicksFromVoice(who: User | Member) {
    this.#moderates(who, {}, null);
  }

  /** A moderator deafens somebody, or gives them back their hearing; who is deafened gets no packets. */
  deafens(who: User | Member, deaf = true) {
    this.#moderates(who, { deaf });
  }

  /** A moderator mutes somebody, or lets them speak again; the packets of who is muted reach nobody. */
  mutes(who: User | Member, mute = true) {
    this.#moderates(who, { mute });
  }

  /** A moderator of a stage makes somebody a speaker, or a listener again. */
  invitesToSpeak(who: User | Member, speaker = true) {
    this.#moderates(who, { suppress: !speaker, request_to_speak_timestamp: null });
  }

  /** A moderator lets somebody say nothing until a time, in milliseconds of the world's clock. */
  timesOut(member: Member, until: number) {
    member.timedOutUntil = until;
    this.tellOf(member);
  }

  /** A member is not what they were. A bot is told of itself without the intent for members, and of nobody else. */
  tellOf(member: Member) {
    const event = 'GUILD_MEMBER_UPDATE';
    const needed = member.id === this.world.bot.id ? '' : event;
    for (const session of this.world.gateway.sessions.filter((one) => one.wants(needed, this.id)))
      session.dispatch(event, { ...member.payload(), guild_id: this.id });
  }

  /** The voice channel that somebody is in. */
  voiceChannelOf({ id }: User | Member): Channel | undefined {
    return this.channels.find((channel) => channel.id === this.voiceStates.get(id)?.channel_id);
  }

  /** As GUILD_CREATE brings it (Discord docs, events/gateway-events, "Guild create"). */
  payload(): Record<string, unknown> {
    const threads = this.channels.filter(({ isThread }) => isThread);
    return {
      ...this.#about(),
      joined_at: timestamp(this.world.startedAt),
      large: false,
      unavailable: false,
      member_count: this.#members.size,
      voice_states: [...this.voiceStates.values()].map(({ guild_id, ...state }) => state),
      members: this.members.map((member) => member.payload()),
      channels: this.channels.filter(({ isThread }) => !isThread).map((channel) => channel.payload()),
      threads: threads.map((thread) => thread.payload()),
      presences: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    };
  }

  /** The same in JSON, for whoever logs in. */
  written(): string {
    return JSON.stringify(this.payload());
  }

  /** As GET /guilds/:id answers (Discord docs, resources/guild). */
  summary(): Record<string, unknown> {
    return { ...this.#about(), widget_enabled: false, widget_channel_id: null };
  }

  #about(): Record<string, unknown> {
    const absent = [
      'icon',
      'splash',
      'discovery_splash',
      'home_header',
      'description',
      'banner',
      'vanity_url_code',
    ].concat(['application_id', 'incidents_data', 'max_presences']);
    const channels = ['afk', 'system', 'rules', 'public_updates', 'safety_alerts'].map((name) => `${name}_channel_id`);
    return {
      ...Object.fromEntries([...absent, ...channels].map((field) => [field, null])),
      id: this.id,
      name: this.name,
      owner_id: this.owner.id,
      afk_timeout: 300,
      verification_level: 0,
      default_message_notifications: 0,
      explicit_content_filter: 0,
      mfa_level: 0,
      nsfw: false,
      nsfw_level: 0,
      region: 'deprecated',
      max_members: 500_000,
      max_video_channel_users: 25,
      max_stage_video_channel_users: 50,
      premium_subscription_count: 0,
      premium_tier: 0,
      premium_progress_bar_enabled: false,
      system_channel_flags: 0,
      preferred_locale: this.#preferredLocale,
      features: [],
      emojis: [],
      stickers: [],
      roles: [...this.#roles.values()].map((role) => this.#rolePayload(role)),
    };
  }

  #open(name: string, type: ChannelType, options: { userLimit?: number } = {}): Channel {
    return this.add(new Channel({ world: this.world, id: this.world.ids.next(), type, name, guild: this, ...options }));
  }

  #moderates(who: User | Member, extra: Record<string, unknown>, to?: Channel | null) {
    const channel = this.voiceChannelOf(who);
    if (!channel) throw new Error(`${who.name} is in no voice channel.`);
    this.setVoiceState('user' in who ? who.user : who, to === undefined ? channel : to, extra);
  }

  #join(user: User, roles: readonly Role[]): Member {
    const member = new Member({ guild: this, user, roles: roles.map(({ id }) => id) });
    this.#members.set(user.id, member);
    return member;
  }

  #role(name: string, permissions: bigint, { id = this.world.ids.next(), managed = false } = {}): Role {
    const role = { id, name, permissions, managed };
    this.#roles.set(id, role);
    this.world.dispatch('GUILD_ROLE_CREATE', { guild_id: this.id, role: this.#rolePayload(role) }, this);
    return role;
  }

  #rolePayload({ id, name, permissions, managed }: Role) {
    return {
      id,
      name,
      permissions: `${permissions}`,
      managed,
      color: 0,
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
      hoist: false,
      icon: null,
      unicode_emoji: null,
      position: id === this.id ? 0 : 1,
      mentionable: false,
      flags: 0,
      ...(managed && { tags: { bot_id: this.world.bot.id } }),
    };
  }
}

/** Whether somebody enters a voice channel as a listener: on a stage, or without the right to speak. */
const mayNotSpeak = (channel: Channel, user: User): boolean =>
  channel.type === ChannelType.GuildStageVoice || !(channel.permissionsOf(user) & PermissionFlagsBits.Speak);
