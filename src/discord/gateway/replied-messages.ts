import { type Client, GatewayDispatchEvents, Message } from 'discord.js';
import { BoundedMap } from '../../base/bounded-map.ts';

/**
 * Of how many messages the ones that they reply to are remembered. They're needed only until their question is read,
 * which happens at once.
 */
const MOST_REMEMBERED = 50;

/** A message as the gateway writes it, as far as we look at it; it may be anything. */
type RawMessage = { id?: unknown; guild_id?: unknown; referenced_message?: unknown };

const WRITTEN: readonly unknown[] = [GatewayDispatchEvents.MessageCreate, GatewayDispatchEvents.MessageUpdate];

const remembered = new WeakMap<Client, BoundedMap<string, RawMessage>>();

/**
 * Remembers which message a new one replies to. Discord sends it along, but discord.js puts it only into the cache of
 * messages, where we keep none.
 */
export const noteRepliedMessage = (client: Client, packet: { t?: unknown; d?: unknown } | undefined): void => {
  if (!WRITTEN.includes(packet?.t)) return;
  const { id, guild_id, referenced_message }: RawMessage = Object(packet?.d);
  const replied: RawMessage = Object(referenced_message);
  if (typeof id !== 'string' || typeof replied.id !== 'string') return;
  const all = remembered.get(client) ?? new BoundedMap(MOST_REMEMBERED);
  remembered.set(client, all);
  all.set(id, { guild_id, ...replied });
};

/** The message that a message replies to, if Discord sent it along. */
export const findRepliedMessage = ({ id, client }: Message): Message | undefined => {
  const raw = remembered.get(client)?.get(id);
  // The class is exported, but its constructor is called private.
  return raw && Reflect.construct(Message, [client, raw]);
};
