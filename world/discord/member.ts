import { createHash } from 'node:crypto';
import { Locale, PermissionFlagsBits } from 'discord.js';
import { findCommand } from './application.ts';
import type { Attachment, File } from './attachment.ts';
import type { Channel } from './channel.ts';
import { CommandKind } from './commands.ts';
import { flatten } from './component-limits.ts';
import type { Guild, Role } from './guild.ts';
import { Interaction, InteractionKind } from './interaction.ts';
import { interactionPayload } from './interaction-payload.ts';
import { length } from './limits.ts';
import { withMentions } from './mention-pings.ts';
import { type Draft, Message } from './message.ts';
import { Flag, type MessageBody } from './message-limits.ts';
import type { FormEntries, Modal } from './modal.ts';
import { fill, type OptionValues } from './options.ts';
import { checkPoll } from './poll.ts';
import { Reply } from './reply.ts';
import { timestamp } from './snowflake.ts';
import { type User, userPayload } from './user.ts';
import type { Sound } from './voice/sound.ts';
import type { SpeakOptions, SpeechSpan } from './voice/voice-person.ts';

/** Where something is done; by default in the server's first channel. */
export type PlaceOption = { in?: Channel };

/** How a message is said. */
export type SayOptions = PlaceOption & {
  /** The message it answers. */
  replyTo?: Message | undefined;
  /** Whether an answer pings whom it answers; it does by default. */
  ping?: boolean;
  files?: readonly File[];
  /** The names of its stickers. */
  stickers?: readonly string[];
};

/** A voice message: what its sender's app knows of it, and how it is sent. */
export type VoiceNoteOptions = Pick<SayOptions, 'in' | 'replyTo' | 'ping'> & {
  durationSeconds: number;
  /** Up to 256 amplitudes from 0 to 255, in base64; by default a flat line. */
  waveform?: string;
  name?: string;
  contentType?: string | undefined;
};

/** What Discord's apps let somebody send at once: files, stickers, and without Nitro or boosts characters, and bytes a file. */
const TEXT_LIMIT = 2_000;
const MOST_FILES = 10;
const MOST_STICKERS = 3;
const UPLOAD_LIMIT = 10 * 1024 * 1024;

/** The waveform of a voice message that says nothing of itself. */
const FLAT = Buffer.alloc(64).toString('base64');

/** What is different about a member in one server. */
export type MemberFace = { nick: string | null; bio: string | null; avatar: Buffer | null };

/** A member of a server, and everything a person can do there. */
export class Member {
  readonly guild: Guild;
  readonly user: User;
  /** The ids of their roles. {@link gets} and {@link loses} change them. */
  roles: readonly string[];
  /** The language of their app. */
  locale: Locale = Locale.EnglishUS;
  /** The most characters in a message of theirs; 4,000 with Nitro. */
  textLimit = TEXT_LIMIT;
  /** The most bytes of a file that they may upload; more with Nitro, or in a server with boosts. */
  uploadLimit = UPLOAD_LIMIT;
  /** Until when they may say nothing, in milliseconds of the world's clock. */
  timedOutUntil: number | undefined;
  /** How they look in this server alone; null is as everywhere. Discord tells no bot what a bio is. */
  face: MemberFace = { nick: null, bio: null, avatar: null };
  /** When pictures of themselves were last sent, in milliseconds of the world's clock. */
  pictures: readonly number[] = [];

  constructor({ guild, user, roles }: { guild: Guild; user: User; roles: readonly string[] }) {
    this.guild = guild;
    this.user = user;
    this.roles = roles;
  }

  get id() {
    return this.user.id;
  }

  get name() {
    return this.user.name;
  }

  /** The direct message channel with the bot. */
  get dm(): Channel {
    return this.guild.world.directMessage(this.user);
  }

  /**
   * Writes a message; `@Name` of a member or the bot becomes a mention. Throws a plain error if it, or what comes with it, is
   * too long or too much.
   */
  async says(text: string, { files = [], stickers = [], ...how }: SayOptions = {}): Promise<Message> {
    for (const file of files) this.#checkUpload(file);
    if (files.length > MOST_FILES) throw new Error(`A message takes at most ${MOST_FILES} files.`);
    if (stickers.length > MOST_STICKERS) throw new Error(`A message takes at most ${MOST_STICKERS} stickers.`);
    return this.#post(this.#body(text), how, { files, stickers });
  }

  /** Records a voice message: Ogg Opus, with the length and waveform that their app made. It has no words beside it. */
  async sendsVoice(content: Buffer, { durationSeconds, waveform, ...how }: VoiceNoteOptions): Promise<Message> {
    const { name = 'voice-message.ogg', contentType } = { contentType: 'audio/ogg', ...how };
    const file = { name, content, contentType };
    this.#checkUpload(file);
    const about = { id: '0', duration_secs: durationSeconds, waveform: waveform ?? FLAT };
    return this.#post({ attachments: [about] }, how, { files: [file], flags: Flag.voiceMessage });
  }

  /** Forwards a message; it has no words of its own. Throws a plain error if they can't read it where it stands. */
  async forwards(message: Message, { in: channel }: PlaceOption = {}): Promise<Message> {
    const { guild } = message.channel;
    const mayView = message.channel.permissionsOf(this) & PermissionFlagsBits.ViewChannel;
    if (guild ? !guild.find(this.id) || !mayView : message.channel !== this.dm)
      throw new Error(`${this.name} can't see ${message.channel}.`);
    return this.#post({}, { ...(channel && { in: channel }) }, { forwards: message });
  }

  /** Asks everyone, by a poll. Throws a plain error for one that Discord's apps would not send. */
  async asksPoll(question: string, answers: readonly string[], how: PlaceOption & { hours?: number } = {}) {
    const { hours, ...place } = how;
    const poll = { question, answers, ...(hours !== undefined && { hours }) };
    checkPoll(poll);
    return this.#post({}, place, { poll });
  }

  /** Rewrites a message of theirs; `@Name` becomes a mention as in {@link says}. */
  async edits(message: Message, text: string) {
    if (message.author.id !== this.id) throw new Error(`${this.name} may not edit messages of others.`);
    message.edit({ ...this.#body(text), allowed_mentions: message.allowedMentions });
  }

  /** Deletes a message. Throws a plain error if it is somebody else's and the member may not. */
  async deletes(message: Message) {
    const may = message.channel.permissionsOf(this) & PermissionFlagsBits.ManageMessages;
    if (message.author.id !== this.id && !may) throw new Error(`${this.name} may not delete messages of others.`);
    message.channel.removed(message);
  }

  /**
   * Uses a slash command; a subcommand is written after it: `settings model`. Throws a plain error if it is not registered,
   * not offered here, or does not take these options. Resolves as soon as the bot has been told.
   */
  async slash(
    command: string,
    options: OptionValues = {},
    { in: channel = this.#anywhere }: PlaceOption = {},
  ): Promise<Reply> {
    return this.#command({ command, options, channel, kind: InteractionKind.command });
  }

  /** Types into an option of a slash command; resolves with what the bot suggests. */
  async autocomplete(
    command: string,
    option: string,
    typed: string,
    place: PlaceOption & { options?: OptionValues } = {},
  ): Promise<Reply> {
    const { in: channel = this.#anywhere, options = {} } = place;
    const all = { ...options, [option]: typed };
    const reply = this.#command({
      command,
      options: all,
      channel,
      kind: InteractionKind.autocomplete,
      focused: option,
    });
    await reply.until(({ choices }) => choices);
    return reply;
  }

  /** Uses a menu command on a message or on a member. */
  async menu(
    name: string,
    target: Message | Member,
    { in: channel = this.#anywhere }: PlaceOption = {},
  ): Promise<Reply> {
    const onMessage = target instanceof Message;
    const place = onMessage ? target.channel : channel;
    const command = findCommand(name, {
      type: onMessage ? CommandKind.message : CommandKind.user,
      channel: place,
      member: this,
    });
    const resolved = onMessage
      ? { messages: { [target.id]: target.payload({ isTarget: true }) } }
      : { users: { [target.id]: userPayload(target.user) }, members: { [target.id]: target.resolvedPayload() } };
    const data = { id: command.id, name, type: command.type, target_id: target.id, resolved };
    return this.#interact({ kind: InteractionKind.command, channel: place, name, answerType: 23 }, data);
  }

  /** Presses a button. Throws a plain error if the message has none of this custom id, or it is disabled. */
  async press(message: Message, customId: string): Promise<Reply> {
    this.#usable(message, customId);
    return this.#interact(
      { kind: InteractionKind.component, channel: message.channel, source: message },
      { custom_id: customId, component_type: 2 },
    );
  }

  /** Chooses from a select menu. Throws a plain error if it is not there, disabled, or has no such values. */
  async select(message: Message, customId: string, values: readonly string[]): Promise<Reply> {
    const { type, options } = this.#usable(message, customId);
    const unknown = values.find((value) => options && !options.some((option) => option.value === value));
    if (unknown !== undefined) throw new Error(`"${customId}" does not offer "${unknown}".`);
    return this.#interact(
      { kind: InteractionKind.component, channel: message.channel, source: message },
      { custom_id: customId, component_type: type, values },
    );
  }

  /** Sends the form that a reply showed, waiting for it if need be; `files` are by the custom ids of their fields. */
  async submit(reply: Reply, values: FormEntries['values'], files: FormEntries['files'] = {}): Promise<Reply> {
    await reply.until(({ modal }) => modal);
    const modal: Modal | undefined = reply.modal;
    if (!modal) throw new Error('There is no form to send.');
    const scene = { guild: reply.channel.guild, keep: this.#keepFor(reply.channel) };
    const { components, resolved } = modal.filled({ values, files }, scene);
    return this.#interact(
      { kind: InteractionKind.modalSubmit, channel: reply.channel, source: reply.source, trigger: reply.interaction },
      { custom_id: modal.customId, components, ...(Object.keys(resolved).length > 0 && { resolved }) },
    );
  }

  /**
   * A moderator gives them a role. A bot without the intent for members gets no event: it reads the new roles where Discord
   * tells of the member next, in an interaction, a message, a voice state or an answer of REST.
   */
  gets({ id }: Pick<Role, 'id'>) {
    this.roles = [...new Set([...this.roles, id])];
    this.guild.tellOf(this);
  }

  /** A moderator takes a role from them; a bot learns of it as with {@link gets}. */
  loses({ id }: Pick<Role, 'id'>) {
    this.roles = this.roles.filter((one) => one !== id);
    this.guild.tellOf(this);
  }

  /** Enters a voice channel; where the world has voice, with everything a client brings along. */
  joins(channel: Channel) {
    this.guild.setVoiceState(this.user, channel);
  }

  /** Leaves the voice channel, in the middle of a word if need be. */
  leaves() {
    this.guild.setVoiceState(this.user, null);
  }

  /**
   * Says a sound in the voice channel that they are in, or Opus packets of 20 ms each, after what they were saying. Resolves
   * when the last packet has left. Throws a plain error if they are in no channel, or nobody would hear them there.
   */
  speaks(what: Sound | readonly Buffer[], how?: SpeakOptions): Promise<SpeechSpan> {
    return this.guild.world.voice.person(this).speaks(what, how);
  }

  /** Switches their own microphone off, in the middle of a word if need be. */
  mutes() {
    this.guild.world.voice.person(this).hush();
    this.#switches({ self_mute: true });
  }

  /** Switches their own microphone on again. */
  unmutes() {
    this.guild.world.voice.person(this).unmute();
    this.#switches({ self_mute: false });
  }

  /** As Discord writes it (Discord docs, resources/guild, "Guild member object"). */
  payload() {
    return {
      user: userPayload(this.user),
      nick: this.face.nick,
      avatar: this.face.avatar && createHash('md5').update(this.face.avatar).digest('hex'),
      avatar_decoration_data: null,
      banner: null,
      collectibles: null,
      communication_disabled_until: this.timedOutUntil === undefined ? null : timestamp(this.timedOutUntil),
      premium_since: null,
      roles: this.roles.filter((id) => id !== this.guild.id),
      joined_at: timestamp(this.guild.world.startedAt),
      deaf: false,
      mute: false,
      flags: 0,
      pending: false,
    };
  }

  /** As Discord writes it among what an interaction refers to, where the user stands beside it. */
  resolvedPayload() {
    const { user: _user, deaf: _deaf, mute: _mute, ...rest } = this.payload();
    return { ...rest, permissions: `${this.guild.permissionsOf(this.id)}` };
  }

  /** Uploads a file of an interaction. */
  #keepFor({ id }: Channel) {
    return (file: File): Attachment => {
      this.#checkUpload(file);
      return this.guild.world.cdn.keep(file, id, { isEphemeral: true });
    };
  }

  #checkUpload({ name, content }: File) {
    if (content.length > this.uploadLimit)
      throw new Error(`${name} is too big: ${this.name} may upload files of up to ${this.uploadLimit >> 20} MB.`);
  }

  #post(
    body: MessageBody,
    { in: channel = this.#anywhere, replyTo, ping = true }: Pick<SayOptions, 'in' | 'replyTo' | 'ping'>,
    { files = [], ...more }: Pick<Draft, 'flags' | 'forwards' | 'poll' | 'stickers'> & { files?: readonly File[] },
  ): Message {
    const allowed = { parse: ['users' as const, 'roles' as const, 'everyone' as const], replied_user: ping };
    const uploads = files.map((file, index) => ({ ...file, field: `files[${index}]` }));
    const whole = { ...body, allowed_mentions: allowed };
    return channel.post(new Message({ channel, author: this.user, body: whole, files: uploads, replyTo, ...more }));
  }

  #body(text: string) {
    const characters = length(text);
    if (characters > this.textLimit)
      throw new Error(`A message takes at most ${this.textLimit} characters; these are ${characters}.`);
    return {
      content: withMentions(
        text,
        this.guild.members.map(({ id, name }) => ({ id, name })),
      ),
    };
  }

  get #anywhere(): Channel {
    const [first] = this.guild.channels;
    if (!first) throw new Error(`There is no channel in ${this.guild.name} yet.`);
    return first;
  }

  #switches(extra: { self_mute: boolean }) {
    this.guild.setVoiceState(this.user, this.guild.voiceChannelOf(this) ?? null, extra);
  }

  #command(use: { command: string; options: OptionValues; channel: Channel; kind: number; focused?: string }): Reply {
    const { channel, kind, focused } = use;
    const [name = '', ...path] = use.command.split(' ');
    const command = findCommand(name, { type: CommandKind.slash, channel, member: this });
    const scene = { keep: this.#keepFor(channel), ...(focused && { focused }) };
    const { options, resolved } = fill(command, path, use.options, scene);
    const scope = command.guild_id ? { guild_id: command.guild_id } : {};
    const data = {
      id: command.id,
      name,
      type: command.type,
      options,
      ...scope,
      ...(Object.keys(resolved).length > 0 && { resolved }),
    };
    return this.#interact({ kind, channel, name: use.command, answerType: 20 }, data);
  }

  #usable(message: Message, customId: string) {
    const component = flatten(message.components).find(({ custom_id }) => custom_id === customId);
    if (!component) throw new Error(`The message "${message.text}" has no "${customId}".`);
    if (component.disabled) throw new Error(`"${customId}" is disabled.`);
    return component;
  }

  #interact(deed: Omit<ConstructorParameters<typeof Interaction>[0], 'member'>, data: Record<string, unknown>): Reply {
    if (this.user.bot) throw new Error(`${this.name} is a bot: bots use neither commands nor components.`);
    const interaction = new Interaction({ ...deed, member: this });
    this.guild.world.interact(interaction, interactionPayload(interaction, data));
    return new Reply(interaction);
  }
}
