import { type Client, GatewayDispatchEvents, GatewayOpcodes, SimpleShardingStrategy } from 'discord.js';
import type { Logger } from 'pino';
import { toLoggable } from './api-errors.ts';
import { anchorSendWindow } from './rate-limit-clock.ts';

/** The frames whose loss costs nothing but themselves: events, and the greeting, after which Discord hangs up by itself. */
const EXPENDABLE: readonly unknown[] = [GatewayOpcodes.Dispatch, GatewayOpcodes.Hello];

/** What reads a shard's frames, and what ends its connection, to make another one if it is to be recovered. */
type Shard = {
  onMessage(data: unknown, isBinary: boolean): Promise<void>;
  destroy(options?: { recover?: unknown }): Promise<void>;
};

/** An event of the gateway, as far as it is looked at here: its type, and its data, which may be anything. */
type Packet = { t?: unknown; d?: unknown };

/** What hands events to discord.js' caches and listeners, which it calls private. */
type Events = { handlePacket(packet?: Packet, shard?: unknown): boolean };

/** Events of what somebody wrote. */
const WRITTEN: readonly unknown[] = [GatewayDispatchEvents.MessageCreate, GatewayDispatchEvents.MessageUpdate];

/**
 * A shard that is left while it waits to be greeted takes the end of its own wait for a failure: it connects again, and
 * whoever leaves waits for ever. Once it is left, it is left.
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
 * Runs the shards so that an event which breaks while it is read costs that event alone. The library takes every event to
 * be as documented: an author that is null is an exception in the middle of its reading, which nobody there catches and
 * which ends the process. Nor does a wall clock that is set make them wait.
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
 * The same for events that discord.js has held back until all servers are known: it reads those by a way of its own. What the
 * bot wrote itself is nothing that anybody here listens for, and each edit of an answer comes back as such an event.
 */
export const guardHeldEvents = (client: Client, log: Logger): void => {
  const { ws } = client;
  const events: Events = ws as unknown as Events;
  const handle = events.handlePacket.bind(ws);
  events.handlePacket = (packet, shard) => {
    try {
      if (isWrittenBy(client.user?.id, packet)) return true;
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
