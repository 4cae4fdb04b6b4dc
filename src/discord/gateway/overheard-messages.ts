import { type Client, GatewayDispatchEvents, MessageType } from 'discord.js';

/** A gateway event as far as it's looked at; it may be anything. */
type Packet = { t?: unknown; d?: unknown };

/** A message as the gateway writes it, likewise. */
type RawMessage = Record<
  'id' | 'type' | 'guild_id' | 'channel_id' | 'webhook_id' | 'mentions' | 'mention_roles' | 'referenced_message',
  unknown
> & { author?: { id?: unknown; bot?: unknown } };

/** Messages that somebody wrote, rather than Discord. */
const WRITTEN: readonly unknown[] = [MessageType.Default, MessageType.Reply];

/**
 * Whether an event is a new message of a server that is for others: it mentions neither the bot nor a role, and doesn't answer
 * the bot. To a bot that can't read its words it says nothing. Nearly all messages are such, so they're known before the library
 * makes objects of them, their authors and their channels. A message that isn't as Discord describes it isn't one of them.
 */
export const isForOthers = (bot: string, packet: Packet | undefined): boolean => {
  if (packet?.t !== GatewayDispatchEvents.MessageCreate) return false;
  const message = readMessage(packet.d);
  const { author, mentions, mention_roles: roles, referenced_message: replied } = message;
  const isSound = [message.id, message.guild_id, message.channel_id, author?.id].every((id) => typeof id === 'string');
  if (!isSound || !Array.isArray(mentions) || !Array.isArray(roles)) return false;
  return roles.length === 0 && !mentions.some((user) => idOf(user) === bot) && idOf(Object(replied).author) !== bot;
};

/** Tells of each channel in which a person writes something, whomever it's for. */
export const watchPeople = ({ ws }: Client, tell: (channel: string) => void): void => {
  ws.on(GatewayDispatchEvents.MessageCreate, (data) => {
    const { author, type, webhook_id: webhook, channel_id: channel } = readMessage(data);
    const isPerson = author != null && !author.bot && webhook == null;
    if (isPerson && WRITTEN.includes(type) && typeof channel === 'string') tell(channel);
  });
};

const readMessage = (data: unknown): RawMessage => Object(data);

const idOf = (one: unknown): unknown => Object(one).id;
