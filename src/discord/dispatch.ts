import { type Client, GatewayOpcodes, SimpleShardingStrategy } from 'discord.js';
import type { Logger } from 'pino';
import { loggable } from './refusal.ts';
import { steadySending } from './steady.ts';

/** The frames whose loss costs nothing but themselves: events, and the greeting, after which Discord hangs up by itself. */
const EXPENDABLE: readonly unknown[] = [GatewayOpcodes.Dispatch, GatewayOpcodes.Hello];

/** What reads a shard's frames, which the library does not document. */
type Shard = { onMessage(data: unknown, isBinary: boolean): Promise<void> };

/** What hands events to discord.js' caches and listeners, which it calls private. */
type Events = { handlePacket(packet?: { t?: unknown }, shard?: unknown): boolean };

/**
 * Runs the shards so that an event which breaks while it is read costs that event alone. The library takes every event to
 * be as documented: an author that is null is an exception in the middle of its reading, which nobody there catches and
 * which ends the process. Nor does a wall clock that is set make them wait.
 */
export const sturdy = (log: Logger) =>
  class extends SimpleShardingStrategy {
    override async spawn(shardIds: number[]): Promise<void> {
      await super.spawn(shardIds);
      const shards: Iterable<Shard> = Reflect.get(this, 'shards').values();
      for (const shard of shards) {
        steadySending(shard);
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

/** The same for events that discord.js has held back until all servers are known: it reads those by a way of its own. */
export const holdEvents = ({ ws }: Client, log: Logger): void => {
  const events: Events = ws as unknown as Events;
  const handle = events.handlePacket.bind(ws);
  events.handlePacket = (packet, shard) => {
    try {
      return handle(packet, shard);
    } catch (error) {
      passOver(log, packet?.t, error);
      return true;
    }
  };
};

const passOver = (log: Logger, type: unknown, error: unknown): void =>
  log.warn({ event: 'gateway.malformed', type, err: loggable(error) }, 'an event of the gateway could not be read');

const frameOf = (data: unknown): { op?: unknown; t?: unknown } => {
  try {
    return JSON.parse(String(data)) ?? {};
  } catch {
    return {};
  }
};
