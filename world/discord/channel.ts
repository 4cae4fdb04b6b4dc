import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { BoundedMap } from '../../src/base/bounded-map.ts';
import { ApiError } from './api-error.ts';
import { Changes, matches, type WaitOptions } from './changes.ts';
import type { Discord } from './discord.ts';
import type { Guild } from './guild.ts';
import type { Message } from './message.ts';
import { applyOverwrites, bitsOf, IN_DIRECT_MESSAGES, type Overwrite, type Permissions } from './permissions.ts';
import { timestamp } from './snowflake.ts';
import { type User, userPayload } from './user.ts';
import { Webhook } from './webhook.ts';

/** Messages a channel remembers; older ones are gone. */
const REMEMBERED = 5_000;

const THREADS: readonly number[] = [
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
];
const VOICE: readonly number[] = [ChannelType.GuildVoice, ChannelType.GuildStageVoice];

/** Whom a channel makes an exception for: everyone, a role by its id, or a member. */
type OverwriteTarget = 'everyone' | (string & {}) | Pick<User, 'id'>;

type About = {
  world: Discord;
  id: string;
  type: number;
  name: string;
  guild?: Guild;
  /** The channel a thread belongs to, and who opened it. */
  parent?: Channel;
  opener?: Pick<User, 'id'>;
  /** The other side of a direct message. */
  recipient?: User;
  /** How many may be in a voice channel; 0 is no limit. */
  userLimit?: number;
};

/** A place for messages: text, voice, stage, thread or direct message. */
export class Channel {
  readonly world: Discord;
  readonly id: string;
  readonly type: number;
  readonly guild: Guild | undefined;
  readonly parent: Channel | undefined;
  readonly opener: Pick<User, 'id'> | undefined;
  readonly recipient: User | undefined;
  readonly userLimit: number;
  name: string;
  /** The line under a voice channel's name, as the bot set it. */
  status = '';
  archived = false;
  locked = false;
  readonly #messages = new BoundedMap<string, Message>(REMEMBERED);
  readonly #history = new BoundedMap<string, Message>(REMEMBERED);
  readonly #overwrites = new Map<string, Overwrite>();
  readonly #changes = new Changes();

  constructor({ world, id, type, name, guild, parent, opener, recipient, userLimit = 0 }: About) {
    this.world = world;
    this.id = id;
    this.type = type;
    this.name = name;
    this.guild = guild;
    this.parent = parent;
    this.opener = opener;
    this.recipient = recipient;
    this.userLimit = userLimit;
  }

  /** What everyone in the channel sees, oldest first. */
  get messages(): readonly Message[] {
    return [...this.#messages.values()];
  }

  /** What everyone in the channel has ever seen, deleted messages too, oldest first. */
  get history(): readonly Message[] {
    return [...this.#history.values()];
  }

  get isThread() {
    return THREADS.includes(this.type);
  }

  get isVoice() {
    return VOICE.includes(this.type);
  }

  /**
   * Throws {@link ApiError} 50083 or 160005 where a thread takes no message, or no edit or reaction, from the bot; a new message opens an
   * archived thread that is not locked (Discord docs, topics/threads, and discord-api-docs#5517 for answers of interactions).
   */
  admit(deed: 'send' | 'edit') {
    const mayManage = (this.permissionsOf(this.world.bot) & PermissionFlagsBits.ManageThreads) !== 0n;
    if (this.archived && (deed === 'edit' || (this.locked && !mayManage))) throw new ApiError(50083);
    if (deed === 'edit') return;
    if (this.locked && !mayManage) throw new ApiError(160005);
    if (this.archived) this.archive(false);
  }

  /** A thread is archived, by time or by somebody who may lock it, too, or opened again. */
  archive(archived = true, locked = false) {
    Object.assign(this, { archived, locked });
    this.world.dispatch('THREAD_UPDATE', this.payload(), this.guild);
  }

  /** Throws {@link ApiError} 10008. */
  message(id: string): Message {
    const message = this.#messages.get(id);
    if (!message) throw new ApiError(10008);
    return message;
  }

  /** What somebody may do here; everything counts: their roles and the channel's exceptions, in a thread its parent's. */
  permissionsOf({ id }: Pick<User, 'id'>): bigint {
    if (!this.guild) return IN_DIRECT_MESSAGES;
    const overwrites = (this.parent ?? this).#overwrites;
    const [everyone, member] = [overwrites.get(this.guild.id), overwrites.get(id)];
    const roles = this.guild.find(id)?.roles.filter((role) => role !== this.guild?.id) ?? [];
    const excepted = roles.flatMap((role) => overwrites.get(role) ?? []);
    // What one role is denied and another allowed is allowed.
    const together = { id, type: 0 as const, allow: union(excepted, 'allow'), deny: union(excepted, 'deny') };
    const order = [everyone, together, member].filter((overwrite) => overwrite !== undefined);
    return applyOverwrites(this.guild.permissionsOf(id), order);
  }

  /** Takes permissions from the bot in this channel. */
  deny(...permissions: Permissions[]) {
    this.denyTo(this.world.bot, ...permissions);
  }

  /** Gives the bot permissions in this channel. */
  allow(...permissions: Permissions[]) {
    this.allowTo(this.world.bot, ...permissions);
  }

  /** Hides the channel from somebody. */
  hideFrom(somebody: Pick<User, 'id'>) {
    this.denyTo(somebody, 'ViewChannel');
  }

  /** Takes permissions from everyone, from a role by its id, or from a member. */
  denyTo(who: OverwriteTarget, ...permissions: Permissions[]) {
    this.#except(who, (bits, { allow, deny }) => ({ allow: allow & ~bits, deny: deny | bits }), permissions);
  }

  /** Gives permissions to everyone, to a role by its id, or to a member. */
  allowTo(who: OverwriteTarget, ...permissions: Permissions[]) {
    this.#except(who, (bits, { allow, deny }) => ({ allow: allow | bits, deny: deny & ~bits }), permissions);
  }

  /**
   * Somebody opens a thread here, the server's owner if nobody is named. One that begins with a message has the message's id,
   * and there is only one of it (Discord docs, topics/threads): throws {@link ApiError} 160004 for another.
   */
  thread(name: string, { by: opener, on }: { by?: Pick<User, 'id'>; on?: Message } = {}): Channel {
    const { world, guild } = this;
    if (!guild || this.isThread) throw new Error(`There are no threads in ${this}.`);
    if (on?.thread) throw new ApiError(160004);
    const id = on?.id ?? world.ids.next();
    const about = { world, id, type: ChannelType.PublicThread, name, guild, parent: this };
    const thread = new Channel({ ...about, ...(opener && { opener }) });
    guild.add(thread);
    on?.begins(thread);
    return thread;
  }

  /** A new webhook here, of an application if one is named. */
  webhook(application?: Pick<User, 'id'>): Webhook {
    return new Webhook(this, application);
  }

  /** Deletes the channel; what is asked of it afterwards is answered with 10003. */
  delete() {
    this.guild?.remove(this);
  }

  /** A new message everyone sees. */
  post(message: Message): Message {
    this.#messages.set(message.id, message);
    this.#history.set(message.id, message);
    this.world.announce('MESSAGE_CREATE', message);
    this.#changes.happened();
    return message;
  }

  /** One of the messages, or one for a single pair of eyes, is not what it was. */
  changed(message: Message) {
    if (!message.ephemeral && this.#messages.has(message.id)) this.world.announce('MESSAGE_UPDATE', message);
    message.interaction?.changes.happened();
    this.#changes.happened();
  }

  /** A message is gone. */
  removed(message: Message) {
    message.deletedAt = this.world.clock.wall();
    if (this.#messages.delete(message.id)) {
      this.world.dispatch('MESSAGE_DELETE', { id: message.id, channel_id: this.id, ...this.#guildId() }, this.guild);
    }
    message.interaction?.changes.happened();
    this.#changes.happened();
  }

  /** Several messages are deleted at once, as a moderator's bot does it. */
  purge(messages: readonly Message[]) {
    const gone = messages.filter(({ id }) => this.#messages.delete(id));
    for (const message of gone) message.deletedAt = this.world.clock.wall();
    const ids = gone.map(({ id }) => id);
    this.world.dispatch('MESSAGE_DELETE_BULK', { ids, channel_id: this.id, ...this.#guildId() }, this.guild);
    this.#changes.happened();
  }

  /** Resolves once `holds` is true of this channel; rejects with its last messages after the deadline. */
  until(holds: (channel: this) => unknown, wait?: WaitOptions): Promise<void> {
    return this.#changes.until(
      () => holds(this),
      () =>
        `Last in ${this}: ${JSON.stringify(this.messages.slice(-5).map(({ author, text }) => `${author.name}: ${text}`))}`,
      wait,
    );
  }

  /** Resolves with the newest message of this text once there is one. */
  async shows(text: string | RegExp, wait?: WaitOptions): Promise<Message> {
    const find = () => this.messages.findLast((message) => matches(message.text, text));
    await this.until(find, wait);
    return find() ?? this.shows(text, wait);
  }

  toString() {
    return this.recipient ? `the direct message with ${this.recipient.name}` : `#${this.name}`;
  }

  /** As Discord writes it (Discord docs, resources/channel). */
  payload(): Record<string, unknown> {
    const base = { id: this.id, type: this.type, flags: 0, last_message_id: this.messages.at(-1)?.id ?? null };
    if (this.recipient) return { ...base, recipients: [userPayload(this.recipient)] };
    return {
      ...base,
      name: this.name,
      ...this.#guildId(),
      ...(this.isThread ? this.#threadFields() : this.#guildFields()),
    };
  }

  /** What is told of a thread that is gone (Discord docs, events/gateway-events, "Thread delete"). */
  remains(): Record<string, unknown> {
    return { id: this.id, type: this.type, parent_id: this.parent?.id, ...this.#guildId() };
  }

  #guildFields() {
    return {
      position: 0,
      parent_id: null,
      nsfw: false,
      topic: null,
      rate_limit_per_user: 0,
      permission_overwrites: [...this.#overwrites.values()].map(({ id, type, allow, deny }) => ({
        id,
        type,
        allow: `${allow}`,
        deny: `${deny}`,
      })),
      ...(this.isVoice && { bitrate: 64_000, user_limit: this.userLimit, rtc_region: null }),
    };
  }

  #threadFields() {
    return {
      parent_id: this.parent?.id,
      owner_id: this.opener?.id ?? this.guild?.owner.id,
      message_count: this.#messages.size,
      total_message_sent: this.#messages.size,
      member_count: 1,
      rate_limit_per_user: 0,
      thread_metadata: {
        archived: this.archived,
        auto_archive_duration: 1_440,
        archive_timestamp: timestamp(this.world.clock.wall()),
        locked: this.locked,
      },
    };
  }

  #guildId() {
    return this.guild ? { guild_id: this.guild.id } : {};
  }

  #except(
    who: OverwriteTarget,
    change: (bits: bigint, before: Overwrite) => Pick<Overwrite, 'allow' | 'deny'>,
    permissions: Permissions[],
  ) {
    if (!this.guild || this.isThread) throw new Error(`${this} makes no exceptions of its own.`);
    const isMember = typeof who !== 'string';
    const id = isMember ? who.id : who === 'everyone' ? this.guild.id : who;
    const before = this.#overwrites.get(id) ?? { id, type: isMember ? 1 : 0, allow: 0n, deny: 0n };
    const bits = permissions.map(bitsOf).reduce((all, one) => all | one, 0n);
    this.#overwrites.set(id, { ...before, ...change(bits, before) });
    this.world.dispatch('CHANNEL_UPDATE', this.payload(), this.guild);
  }
}

const union = (overwrites: readonly Overwrite[], what: 'allow' | 'deny') =>
  overwrites.reduce((all, overwrite) => all | overwrite[what], 0n);

/** What sending a message needs, besides seeing the channel. */
export const listSendPermissions = (channel: Channel) =>
  channel.isThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
