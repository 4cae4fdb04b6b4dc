import { type Client, GatewayDispatchEvents, GatewayOpcodes, SimpleShardingStrategy } from 'discord.js';
import type { Logger } from 'pino';
import { toLoggable } from './api-errors.ts';
import { anchorSendWindow } from './rate-limit-clock.ts';
import { noteRepliedMessage } from './replied-messages.ts';

/**
 * The frames that may be lost without further damage: events, and the greeting, without which Discord hangs up by
 * itself.
 */
const EXPENDABLE: readonly unknown[] = [GatewayOpcodes.Dispatch, GatewayOpcodes.Hello];

/** The method that reads a shard's frames, and the one that ends its connection; with `recover`, it connects again. */
type Shard = {
  onMessage(data: unknown, isBinary: boolean): Promise<void>;
  destroy(options?: { recover?: unknown }): Promise<void>;
};

/** A gateway event as far as we look at it: its type, and its payload, which may be anything. */
type Packet = { t?: unknown; d?: unknown };

/** The method that passes events to discord.js' caches and listeners. discord.js calls it private. */
type Events = { handlePacket(packet?: Packet, shard?: unknown): boolean };

/** Events about messages. */
const WRITTEN: readonly unknown[] = [GatewayDispatchEvents.MessageCreate, GatewayDispatchEvents.MessageUpdate];

/**
 * A shard that is destroyed while it waits for the greeting mistakes the end of its wait for a failure and connects
 * again, and destroying it never ends. So once it's destroyed, it stays so.
 */
const leaveOnce = (shard: Shard): void => {
  const destroy = shard.destroy.bind(shard);
  let left = false;
  shard.destroy = async (options = {}) => {
    if (left) return;
    left = options.recover === undefined;
    await destroy(options);
  };
};

/**
 * Keeps an unreadable event from doing more harm than its own loss. The library expects every event to be as
 * documented: if its author is null, say, reading it throws an exception that nobody catches, which ends the process.
 * This also keeps the shards' send limit independent of the wall clock.
 */
export const makeSturdyShards = (log: Logger) =>
  class extends SimpleShardingStrategy {
    override async spawn(shardIds: number[]): Promise<void> {
      await super.spawn(shardIds);
      const shards: Iterable<Shard> = Reflect.get(this, 'shards').values();
      for (const shard of shards) {
        anchorSendWindow(shard);
        leaveOnce(shard);
        const read = shard.onMessage.bind(shard);
        shard.onMessage = (data, isBinary) =>
          read(data, isBinary).catch((error) => {
            const { op, t } = frameOf(data);
            if (!EXPENDABLE.includes(op)) throw error;
            passOver(log, t, error);
          });
      }
    }
  };

/**
 * Does the same for events that discord.js holds back until all servers are known, because it reads those elsewhere. It
 * also drops events about the bot's own messages: every edit of an answer comes back as one, and nothing here needs
 * them. What people reply to is noted on the way.
 */
export const guardHeldEvents = (client: Client, log: Logger): void => {
  const { ws } = client;
  const events: Events = ws as unknown as Events;
  const handle = events.handlePacket.bind(ws);
  events.handlePacket = (packet, shard) => {
    try {
      if (isWrittenBy(client.user?.id, packet)) return true;
      noteRepliedMessage(client, packet);
      return handle(packet, shard);
    } catch (error) {
      passOver(log, packet?.t, error);
      return true;
    }
  };
};

const isWrittenBy = (id: string | undefined, packet: Packet | undefined): boolean => {
  if (id === undefined || !WRITTEN.includes(packet?.t)) return false;
  const author: unknown = Object(Object(packet?.d).author).id;
  return author === id;
};

const passOver = (log: Logger, type: unknown, error: unknown): void =>
  log.warn({ event: 'gateway.malformed', type, err: toLoggable(error) }, 'an event of the gateway could not be read');

const frameOf = (data: unknown): { op?: unknown; t?: unknown } => {
  try {
    return JSON.parse(String(data)) ?? {};
  } catch {
    return {};
  }
};
