import { type Client, GatewayDispatchEvents, GatewayOpcodes, SimpleShardingStrategy } from 'discord.js';
import type { Logger } from 'pino';
import { toLoggable } from './api-errors.ts';
import { isForOthers } from './overheard-messages.ts';
import { anchorSendWindow } from './rate-limit-clock.ts';
import { noteRepliedMessage } from './replied-messages.ts';

/**
 * The frames that may be lost without further damage: events, and the greeting, without which Discord hangs up by
 * itself.
 */
const EXPENDABLE: readonly unknown[] = [GatewayOpcodes.Dispatch, GatewayOpcodes.Hello];

/** The methods that connect a shard, read its frames, and end its connection; with `recover`, it connects again. */
type Shard = {
  connect(): Promise<void>;
  internalConnect(): Promise<void>;
  onMessage(data: unknown, isBinary: boolean): Promise<void>;
  destroy(options?: { recover?: unknown; reason?: string }): Promise<void>;
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
 * This also keeps the shards' send limit independent of the wall clock, and can open and close one shard while others run.
 */
export class SturdyShards extends SimpleShardingStrategy {
  /** The shards that are being closed: what they still report reaches nobody. */
  readonly closing = new Set<number>();
  readonly #log: Logger;

  constructor(manager: ConstructorParameters<typeof SimpleShardingStrategy>[0], log: Logger) {
    super(manager);
    this.#log = log;
    const emit = manager.emit.bind(manager);
    const emitOpen = (event: Parameters<typeof emit>[0], ...[report]: [{ shardId: number }]) =>
      !this.closing.has(report.shardId) && Reflect.apply(emit, undefined, [event, report]);
    Object.assign(manager, { emit: emitOpen });
  }

  override async spawn(shardIds: number[]): Promise<void> {
    await super.spawn(shardIds);
    const shards = this.list();
    for (const id of shardIds) {
      const shard = shards.get(id);
      if (shard) makeSturdy(shard, this.#log);
    }
  }

  /** Opens one more shard. It goes on trying until it's closed. */
  async open(id: number): Promise<void> {
    this.closing.delete(id);
    await this.spawn([id]);
    // Its errors are reported by the client, and it tries again by itself.
    this.list()
      .get(id)
      ?.connect()
      .catch(() => {});
  }

  /** Closes one shard for good. */
  async close(id: number): Promise<void> {
    const shard = this.list().get(id);
    if (!shard) return;
    this.closing.add(id);
    // One that is about to connect again doesn't.
    shard.internalConnect = async () => {};
    await shard.destroy({ reason: 'another process has this shard' });
    this.list().delete(id);
  }

  /** The library calls its shards private. */
  list(): Map<number, Shard> {
    return Reflect.get(this, 'shards');
  }
}

const makeSturdy = (shard: Shard, log: Logger): void => {
  anchorSendWindow(shard);
  leaveOnce(shard);
  const read = shard.onMessage.bind(shard);
  shard.onMessage = (data, isBinary) =>
    read(data, isBinary).catch((error) => {
      const { op, t } = frameOf(data);
      if (!EXPENDABLE.includes(op)) throw error;
      passOver(log, t, error);
    });
};

/**
 * Does the same for events that discord.js holds back until all servers are known, because it reads those elsewhere. It
 * also drops events about the bot's own messages: every edit of an answer comes back as one, and nothing here needs
 * them. Without `readsContent` it drops what people say to others, too. What people reply to is noted on the way.
 */
export const guardHeldEvents = (client: Client, log: Logger, { readsContent }: { readsContent: boolean }): void => {
  const { ws } = client;
  const events: Events = ws as unknown as Events;
  const handle = events.handlePacket.bind(ws);
  events.handlePacket = (packet, shard) => {
    try {
      const bot = client.user?.id;
      if (bot !== undefined && (isWrittenBy(bot, packet) || (!readsContent && isForOthers(bot, packet)))) return true;
      noteRepliedMessage(client, packet);
      return handle(packet, shard);
    } catch (error) {
      passOver(log, packet?.t, error);
      return true;
    }
  };
};

const isWrittenBy = (id: string, packet: Packet | undefined): boolean => {
  if (!WRITTEN.includes(packet?.t)) return false;
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
