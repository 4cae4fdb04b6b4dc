import { BoundedMap } from '../../src/base/bounded-map.ts';
import type { Attachment } from '../../world/discord/attachment.ts';
import type { Discord } from '../../world/discord/discord.ts';
import type { Message } from '../../world/discord/message.ts';
import type { RoomChange, RoomMessage, WireObject } from './page/room-protocol.ts';
import { RoomRefusal } from './room-refusal.ts';

/** How many files can be fetched; older ones are gone from the page. */
const MOST_FILES = 1_000;

/** How many of the newest messages a page that comes anew is told of. */
const MOST_TOLD = 1_000;

/** Discord's type of a message that answers a slash command. */
const SLASH_ANSWER = 20;

/** What tells two states of a message apart. Its parts are replaced when they change, so it's enough to compare them. */
type Print = readonly unknown[];

type KnownMessage = { message: Message; print: Print; told: RoomMessage };

/** Follows the messages of a room: all channels', and those that only one member sees. */
export class RoomMessages {
  readonly #discord: Discord;
  readonly #known = new Map<string, KnownMessage>();
  readonly #files = new BoundedMap<string, Attachment>(MOST_FILES);

  constructor(discord: Discord) {
    this.#discord = discord;
  }

  /** The newest messages, the oldest first. */
  get newest(): readonly RoomMessage[] {
    const all = [...this.#known.values()].map(({ told }) => told);
    return all.sort((a, b) => compareIds(a.id, b.id)).slice(-MOST_TOLD);
  }

  /** A message that somebody sees. @throws an error if there is none of this id */
  find(id: string): Message {
    const found = this.#known.get(id);
    if (found) return found.message;
    throw new RoomRefusal({ code: 'refusal.message-gone' });
  }

  /** A file of a message by its id, unless it's too old. */
  findFile(id: string): Attachment | undefined {
    return this.#files.get(id);
  }

  /** What has changed since it was last called, given the messages that only one member sees. */
  look(ephemeral: readonly Message[]): RoomChange[] {
    const channels = [...this.#discord.channels.values()];
    const all = new Set([...channels.flatMap(({ messages }) => messages), ...ephemeral]);
    const ids = new Set([...all].map(({ id }) => id));
    const gone = [...this.#known.keys()].filter((id) => !ids.has(id));
    for (const id of gone) this.#known.delete(id);
    const changed = [...all].filter((message) => !isSame(this.#known.get(message.id)?.print, printOf(message)));
    return [
      ...gone.map((id) => ({ is: 'message deleted' as const, id })),
      ...changed
        .sort((a, b) => compareIds(a.id, b.id))
        .map((message) => ({ is: 'message' as const, message: this.#tell(message) })),
    ];
  }

  #tell(message: Message): RoomMessage {
    for (const file of message.files) this.#files.set(file.id, file);
    const { id, channel, interaction, ephemeral, reactions } = message;
    const sent = message.payload({ reads: true, isTarget: true });
    const payload = {
      ...(this.#redirect(sent) as WireObject),
      ...(reactions.size > 0 && { reactions: [...reactions].map(toReaction) }),
    };
    const told = {
      id,
      channelId: channel.id,
      payload,
      ...(ephemeral && { onlyFor: interaction?.member.id ?? '' }),
      ...(interaction?.name && { used: message.type === SLASH_ANSWER ? `/${interaction.name}` : interaction.name }),
    };
    this.#known.set(id, { message, print: printOf(message), told });
    return told;
  }

  /** The addresses of files on the CDN are replaced by those on the room's server, relative to its page. */
  #redirect(value: unknown): unknown {
    if (typeof value === 'string' && value.startsWith(`${this.#discord.cdn.origin}/`))
      return `files${new URL(value).pathname}`;
    if (Array.isArray(value)) return value.map((each) => this.#redirect(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.#redirect(each)]));
  }
}

const printOf = ({ content, embeds, components, files, flags, editedAt, reactions, thread }: Message): Print => [
  content,
  embeds,
  components,
  files,
  flags,
  editedAt,
  reactions.size,
  thread,
];

const isSame = (one: Print | undefined, other: Print): boolean =>
  one?.every((each, index) => each === other[index]) ?? false;

const compareIds = (one: string, other: string): number => (BigInt(one) < BigInt(other) ? -1 : 1);

/** A reaction of the bot as Discord writes it; an emoji of a server is `name:id`. */
const toReaction = (emoji: string): WireObject => {
  const [name = emoji, id = null] = emoji.split(':');
  return { count: 1, me: false, emoji: { id, name } };
};
