import { Locale, PermissionFlagsBits } from 'discord.js';
import { findCommand } from './application.ts';
import type { File } from './attachment.ts';
import type { Channel } from './channel.ts';
import { CommandKind } from './commands.ts';
import { flatten } from './component-limits.ts';
import type { Guild } from './guild.ts';
import { Interaction, InteractionKind } from './interaction.ts';
import { interactionPayload } from './interaction-payload.ts';
import { length } from './limits.ts';
import { withMentions } from './mention-pings.ts';
import { Message } from './message.ts';
import type { Modal } from './modal.ts';
import { fill, type OptionValues } from './options.ts';
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
};

/** The most characters in a message of a member, which is Discord's limit with Nitro. */
const MOST_TEXT = 4_000;

/** A member of a server, and everything a person can do there. */
export class Member {
  readonly guild: Guild;
  readonly user: User;
  readonly roles: readonly string[];
  /** The language of their app. */
  locale: Locale = Locale.EnglishUS;
  /** Until when they may say nothing, in milliseconds of the world's clock. */
  timedOutUntil: number | undefined;

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

  /** Writes a message; `@Name` of a member or the bot becomes a mention. Throws a plain error if it is too long. */
  async says(
    text: string,
    { in: channel = this.#anywhere, replyTo, ping = true, files = [] }: SayOptions = {},
  ): Promise<Message> {
    const uploads = files.map((file, index) => ({ ...file, field: `files[${index}]` }));
    const body = {
      ...this.#body(text),
      allowed_mentions: { parse: ['users' as const, 'roles' as const, 'everyone' as const], replied_user: ping },
    };
    return channel.post(new Message({ channel, author: this.user, body, files: uploads, replyTo }));
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
      ? { messages: { [target.id]: target.payload() } }
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

  /** Sends the form that a reply showed, waiting for it if need be. */
  async submit(reply: Reply, values: Record<string, string>): Promise<Reply> {
    await reply.until(({ modal }) => modal);
    const modal: Modal | undefined = reply.modal;
    if (!modal) throw new Error('There is no form to send.');
    return this.#interact(
      { kind: InteractionKind.modalSubmit, channel: reply.channel, source: reply.source, trigger: reply.interaction },
      { custom_id: modal.customId, components: modal.filled(values) },
    );
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
    this.#switches({ self_mute: false });
  }

  /** As Discord writes it (Discord docs, resources/guild, "Guild member object"). */
  payload() {
    return {
      user: userPayload(this.user),
      nick: null,
      avatar: null,
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

  #body(text: string) {
    const characters = length(text);
    if (characters > MOST_TEXT)
      throw new Error(`A message takes at most ${MOST_TEXT} characters; these are ${characters}.`);
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
    const { world } = this.guild;
    const command = findCommand(name, { type: CommandKind.slash, channel, member: this });
    const keep = (file: File) => world.cdn.keep(file, channel.id, { isEphemeral: true });
    const { options, resolved } = fill(command, path, use.options, { keep, ...(focused && { focused }) });
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
    const interaction = new Interaction({ ...deed, member: this });
    this.guild.world.interact(interaction, interactionPayload(interaction, data));
    return new Reply(interaction);
  }
}
