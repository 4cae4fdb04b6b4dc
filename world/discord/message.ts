import { PermissionFlagsBits } from 'discord.js';
import { ApiError } from './api-error.ts';
import { type Attachment, attach, attachmentPayload } from './attachment.ts';
import type { Channel } from './channel.ts';
import { type Component, flatten } from './component-limits.ts';
import { componentsPayload } from './component-payload.ts';
import type { Interaction } from './interaction.ts';
import { DEFAULTS, pings } from './mention-pings.ts';
import { type AllowedMentions, Flag, type MessageBody, type Upload } from './message-limits.ts';
import { type Poll, pollPayload } from './poll.ts';
import { timestamp } from './snowflake.ts';
import { type User, userPayload } from './user.ts';

/** A text that could be read, and from when on, in milliseconds of the world's clock. */
export type State = { text: string; at: number };

/** What a message is made of. */
export type Draft = {
  channel: Channel;
  author: User;
  body: MessageBody;
  files?: readonly Upload[];
  /** Discord's message type: 0 ordinary, 19 reply, 20 slash command, 23 menu. */
  type?: number;
  flags?: number;
  replyTo?: Message | undefined;
  interaction?: Interaction;
  /** Sent through a webhook of this id, which may be an application's. */
  webhookId?: string;
  applicationId?: string | undefined;
  /** The message that it forwards. */
  forwards?: Message | undefined;
  poll?: Poll | undefined;
  /** The names of its stickers. */
  stickers?: readonly string[];
};

/** A message is a voice message from its beginning, or never (Discord docs, resources/message, "Edit message"). */
const NOT_BY_EDIT = {
  path: ['flags'],
  code: 'BASE_TYPE_CHOICES',
  message: 'IS_VOICE_MESSAGE can be set only when a message is made.',
};

/** A message as it was when somebody forwarded it; without `content` the fields that need the intent are empty. */
type Snapshot = (content: boolean) => Record<string, unknown>;

/** What Discord looks up no card for: code, and a link in angle brackets (Discord's help pages on Markdown). */
const UNLINKED = /```[\s\S]*?```|`[^`\n]*`|<https?:[^\s>]+>/g;

/**
 * The flags after an edit: only two can be changed, one of them both ways, and a body that names none changes none
 * (Discord docs, resources/message, "Edit message").
 */
const flagsAfter = (flags: number, changed: number | null | undefined): number =>
  changed == null ? flags : (flags & ~Flag.suppressEmbeds) | (changed & (Flag.suppressEmbeds | Flag.componentsV2));

/** Throws {@link ApiError} 240000 for a link to one of the hosts that the world calls harmful. */
const checkLinks = ({ world }: Channel, { content }: MessageBody) => {
  if ([...world.harmful].some((host) => content?.includes(host))) throw new ApiError(240000);
};

/** A reaction of the bot's, and of nobody else. */
const reactionPayload = (name: string) => ({
  emoji: { id: null, name },
  count: 1,
  count_details: { burst: 0, normal: 1 },
  me: true,
  me_burst: false,
  burst_colors: [],
});

/** A sticker as Discord writes it in a message (Discord docs, resources/sticker, "Sticker item object"); all are pictures. */
const stickerPayload = ({ id, name }: { id: string; name: string }) => ({ id, name, format_type: 1 });

/** A message of a channel, or of one member's eyes only. */
export class Message {
  readonly id: string;
  readonly channel: Channel;
  readonly author: User;
  readonly createdAt: number;
  readonly type: number;
  readonly replyTo: Message | undefined;
  readonly interaction: Interaction | undefined;
  readonly webhookId: string | undefined;
  readonly applicationId: string | undefined;
  readonly forwards: Message | undefined;
  readonly poll: Poll | undefined;
  readonly stickers: readonly { id: string; name: string }[];
  content = '';
  embeds: Record<string, unknown>[] = [];
  components: Component[] = [];
  files: Attachment[] = [];
  flags: number;
  /** Every text that could be read here, the first one included; "thinking" is not a text. */
  readonly edits: State[] = [];
  /** As the author sent it last; undefined if nothing was sent. */
  allowedMentions: AllowedMentions | undefined;
  /** Ids of users and roles, and 'everyone', that any state of this message pings by Discord's rules. */
  readonly pinged = new Set<string>();
  /** Links that any state of this message showed a preview card of. */
  readonly carded = new Set<string>();
  /** What the bot reacted with. */
  readonly reactions = new Set<string>();
  editedAt: number | undefined;
  deletedAt: number | undefined;
  nonce: string | undefined;
  pinned = false;
  /** The thread that was begun with this message. */
  thread: Channel | undefined;
  #mentions: string[] = [];
  #roles: string[] = [];
  #everyone = false;
  readonly #snapshot: Snapshot | undefined;

  constructor(draft: Draft) {
    const { channel, author, body, files = [], type = 0, flags = 0, replyTo, interaction, webhookId } = draft;
    this.id = channel.world.ids.next();
    this.channel = channel;
    this.author = author;
    this.type = replyTo && type === 0 ? 19 : type;
    this.replyTo = replyTo;
    this.interaction = interaction;
    this.webhookId = webhookId;
    this.applicationId = interaction ? channel.world.bot.id : draft.applicationId;
    this.forwards = draft.forwards;
    this.poll = draft.poll;
    this.stickers = (draft.stickers ?? []).map((name) => ({ id: channel.world.ids.next(), name }));
    this.#snapshot = draft.forwards?.snapshot();
    this.flags = flags | (draft.forwards ? Flag.hasSnapshot : 0);
    this.nonce = body.nonce ?? undefined;
    this.createdAt = channel.world.clock.wall();
    checkLinks(channel, body);
    this.#write(body, files);
    if (!this.thinking) this.#check();
  }

  /** What can be read now: the content, or the text displays of a message of components. */
  get text(): string {
    if (!(this.flags & Flag.componentsV2)) return this.content;
    return flatten(this.components)
      .flatMap(({ type, content }) => (type === 10 ? (content ?? '') : []))
      .join('\n');
  }

  /** The links that a preview card is shown of now. */
  get cards(): readonly string[] {
    const mayCard = (this.channel.permissionsOf(this.author) & PermissionFlagsBits.EmbedLinks) !== 0n;
    if (!mayCard || this.flags & Flag.suppressEmbeds) return [];
    return this.content.replace(UNLINKED, '').match(/https?:\/\/[^\s<>)\]]+/g) ?? [];
  }

  /** Whether it shows "… is thinking". */
  get thinking() {
    return (this.flags & Flag.loading) !== 0;
  }

  /** The ids of the users whom it mentions. */
  get mentioned(): readonly string[] {
    return this.#mentions.filter((id) => this.channel.world.users.has(id));
  }

  /** What people hear of it and see beside that, if it is a voice message. */
  get voice(): { seconds: number; waveform: Buffer; content: Buffer } | undefined {
    const [file] = this.files;
    if (!(this.flags & Flag.voiceMessage) || !file) return undefined;
    const { durationSeconds, waveform, content } = file;
    return { seconds: durationSeconds ?? 0, waveform: Buffer.from(waveform ?? '', 'base64'), content };
  }

  /** Whether only one member sees it. */
  get ephemeral() {
    return (this.flags & Flag.ephemeral) !== 0;
  }

  /** Whether the bot reads the content without the intent for it (Discord docs, events/gateway, "Message content intent"). */
  get openTo() {
    const { bot } = this.channel.world;
    const pingedByReplyOnly = !this.content.includes(bot.id) && this.replyTo?.interaction !== undefined;
    return (
      this.channel.guild === undefined ||
      this.author.id === bot.id ||
      (this.#mentions.includes(bot.id) && !pingedByReplyOnly)
    );
  }

  /**
   * Changes what the body names and leaves the rest. Throws {@link ApiError} 50006 if nothing is left, 50162 for a voice
   * message, 50035 for one that would become it, and changes nothing then.
   */
  edit(body: MessageBody, files: readonly Upload[] = []) {
    if (this.flags & Flag.voiceMessage) throw new ApiError(50162);
    if ((body.flags ?? 0) & Flag.voiceMessage) throw new ApiError(50035, [NOT_BY_EDIT]);
    checkLinks(this.channel, body);
    const { content, embeds, components, attachments } = this.#written(body, files);
    if (!content && !embeds.length && !components.length && !attachments.length) throw new ApiError(50006);
    const wasThinking = this.thinking;
    this.flags = flagsAfter(this.flags & ~Flag.loading, body.flags);
    if (!wasThinking) this.editedAt = this.channel.world.clock.wall();
    this.#write(body, files);
    this.channel.changed(this);
  }

  /** A thread was begun with this message. */
  begins(thread: Channel) {
    this.thread = thread;
    this.flags |= Flag.hasThread;
    this.channel.changed(this);
  }

  /**
   * As Discord writes it. Where the reader lacks the message content intent, which is the `reads` of most, the fields that
   * need it are empty, unless the message is open to the bot all the same, or the target of a menu; the message that it
   * answers goes by its own rule.
   */
  payload({
    reads = this.channel.world.mayReadContent,
    isTarget = false,
  }: {
    reads?: boolean;
    isTarget?: boolean;
  } = {}): Record<string, unknown> {
    const { replyTo } = this;
    const answered = replyTo && {
      referenced_message: replyTo.deletedAt === undefined ? replyTo.#basic(reads || replyTo.openTo) : null,
    };
    const reactions = [...this.reactions].map(reactionPayload);
    return {
      ...this.#basic(isTarget || reads || this.openTo),
      ...(reactions.length > 0 && { reactions }),
      ...answered,
    };
  }

  /** What a forward of it shows, now and later: of a forward, what that one shows (Discord docs, resources/message, "Message snapshot"). */
  snapshot(): Snapshot {
    if (this.#snapshot) return this.#snapshot;
    const { content: text, components, files, stickers } = this;
    const embeds = this.#embeds;
    const { type, mentions, mention_roles, timestamp: at, edited_timestamp, flags } = this.#basic(false);
    return (content) => ({
      type,
      mentions,
      mention_roles,
      timestamp: at,
      edited_timestamp,
      flags,
      content: content ? text : '',
      embeds: content ? embeds : [],
      components: content ? componentsPayload(components) : [],
      attachments: content ? files.map(attachmentPayload) : [],
      ...(stickers.length > 0 && { sticker_items: stickers.map(stickerPayload) }),
    });
  }

  /** As Discord writes it where it stands in another message: without the one that it answers itself. */
  #basic(content: boolean): Record<string, unknown> {
    const { world } = this.channel;
    return {
      id: this.id,
      type: this.type,
      channel_id: this.channel.id,
      author: userPayload(this.author),
      content: content ? this.content : '',
      embeds: content ? this.#embeds : [],
      components: content ? componentsPayload(this.components) : [],
      attachments: content ? this.files.map(attachmentPayload) : [],
      mentions: this.#mentions.flatMap((id) => world.users.get(id) ?? []).map(userPayload),
      mention_roles: this.#roles,
      mention_everyone: this.#everyone,
      flags: this.flags,
      timestamp: timestamp(this.createdAt),
      edited_timestamp: this.editedAt === undefined ? null : timestamp(this.editedAt),
      tts: false,
      pinned: this.pinned,
      ...(content && this.poll && { poll: pollPayload(this.poll, this.createdAt) }),
      ...(this.stickers.length > 0 && { sticker_items: this.stickers.map(stickerPayload) }),
      ...(this.#snapshot && { message_snapshots: [{ message: this.#snapshot(content) }] }),
      ...(this.nonce && { nonce: this.nonce }),
      ...(this.webhookId && {
        webhook_id: this.webhookId,
        ...(this.applicationId && { application_id: this.applicationId }),
      }),
      ...(this.thread && { thread: this.thread.payload() }),
      ...this.#reference,
      ...(this.interaction && { interaction_metadata: this.#metadata(this.interaction) }),
    };
  }

  /** The author's own, and Discord's preview cards; a message without embeds hides both. */
  get #embeds() {
    if (this.flags & Flag.suppressEmbeds) return [];
    return [...this.embeds, ...this.cards.map((url) => ({ type: 'link', url }))];
  }

  #metadata(interaction: Interaction) {
    const { original } = interaction;
    const isFollowUp = interaction.followUps.includes(this);
    return { ...interaction.metadata(), ...(isFollowUp && original && { original_response_message_id: original.id }) };
  }

  get #reference(): Record<string, unknown> {
    const { replyTo, forwards } = this;
    const other: Message | undefined = forwards ?? replyTo;
    if (!other) return {};
    const { guild } = other.channel;
    return {
      message_reference: {
        type: forwards ? 1 : 0,
        message_id: other.id,
        channel_id: other.channel.id,
        ...(guild && { guild_id: guild.id }),
      },
    };
  }

  /** What would stand here after a body: absent fields stay, null clears. */
  #written(body: MessageBody, files: readonly Upload[]) {
    const kept = body.attachments?.map(({ id }) => id);
    return {
      content: body.content === undefined ? this.content : (body.content ?? ''),
      embeds: body.embeds === undefined ? this.embeds : (body.embeds ?? []).map((one) => ({ type: 'rich', ...one })),
      components: body.components === undefined ? this.components : (body.components ?? []),
      attachments: [...this.files.filter(({ id }) => !kept || kept.includes(id)), ...files],
    };
  }

  #write(body: MessageBody, files: readonly Upload[]) {
    const { world, id: channelId } = this.channel;
    const kept = body.attachments?.map(({ id }) => id);
    const { content, embeds, components } = this.#written(body, files);
    const before = this.edits.at(-1)?.text;
    Object.assign(this, { content, embeds, components });
    this.files = [
      ...this.files.filter(({ id }) => !kept || kept.includes(id)),
      ...attach(files, body, { shelf: world.cdn, channelId }),
    ];
    this.allowedMentions = body.allowed_mentions ?? undefined;
    this.#ping();
    for (const url of this.cards) this.carded.add(url);
    if (!this.thinking && this.text !== before) this.edits.push({ text: this.text, at: world.clock.now() });
  }

  #ping() {
    const regular = this.interaction === undefined && this.webhookId === undefined;
    const { users, roles, everyone } = pings(this.text, {
      allowed: this.allowedMentions ?? (regular ? DEFAULTS.regular : DEFAULTS.webhook),
      repliedTo: this.replyTo?.author.id,
      mayEveryone: (this.channel.permissionsOf(this.author) & PermissionFlagsBits.MentionEveryone) !== 0n,
    });
    this.#mentions = users;
    this.#roles = roles;
    this.#everyone = everyone;
    for (const id of [...users, ...roles, ...(everyone ? ['everyone'] : [])]) this.pinged.add(id);
  }

  #check() {
    const more = [this.embeds, this.components, this.files, this.stickers].some(({ length }) => length > 0);
    if (!this.content && !more && !this.poll && !this.forwards) throw new ApiError(50006);
  }
}
