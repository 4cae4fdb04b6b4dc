import { type Client, Events, type Guild, ShardClientUtil, Status } from 'discord.js';
import type { Observe } from '../../base/events.ts';
import type { SturdyShards } from './event-guard.ts';
import { tellOfShards } from './gateway-client.ts';

/** Chooses the shard, of so many, that a login begins with. `recommend` asks Discord how many there should be. */
export type ChooseShard = (
  recommend: () => Promise<number>,
  signal: AbortSignal,
) => Promise<{ id: number; count: number }>;

/** A shard as discord.js' client sees it. Its class isn't exported under a name of its own. */
type ClientShard = Client['ws']['shards'] extends Map<number, infer Shard> ? Shard : never;

/** What a client keeps that isn't public: what opens its shards, and how many it waits for at its login. */
type ClientShards = { _ws: { strategy: SturdyShards } | null; totalShards: number };

/** discord.js' word for a shard that has been told of all its servers. */
const ALL_READY = 'allReady';

/**
 * The shards of a client, of which some may come and go while it runs. discord.js only knows shards that a client begins with,
 * so this does with one more what a login does with all, and takes away with one what discord.js keeps of its servers.
 */
export class RunningShards {
  readonly #client: Client;
  readonly #observe: Observe;
  /** Makes one more. It's known with the first one, which may be closed before another is opened. */
  #make: ((id: number) => ClientShard) | undefined;
  /** The shards that this process goes on with; nothing before the login. The others are about to end. */
  #kept: ReadonlySet<number> | undefined;

  constructor(client: Client, observe: Observe = () => {}) {
    this.#client = client;
    this.#observe = observe;
  }

  /** Those that are there, whether they're connected or not. */
  get open(): readonly number[] {
    return [...this.#client.ws.shards.keys()];
  }

  /** Those on which this process hears of all its servers. */
  get ready(): readonly number[] {
    return [...this.#client.ws.shards].flatMap(([id, { status }]) => (status === Status.Ready ? [id] : []));
  }

  /** Those that are ready and about to end. */
  get leaving(): readonly number[] {
    return this.ready.filter((shard) => this.#kept?.has(shard) === false);
  }

  /** How many there are in all, those of other processes included. Known after the login. */
  get count(): number {
    return this.#client.options.shardCount ?? 1;
  }

  /** The client logs in with this shard of so many. Only before the login. */
  begin(id: number, count: number): void {
    Object.assign(this.#client.options, { shards: [id], shardCount: count });
  }

  /** Those that this process goes on with: in the servers of others it doesn't begin to talk any more. */
  keep(shards: Iterable<number>): void {
    this.#kept = new Set(shards);
  }

  /** Whether this process may begin to talk in a server, or in direct messages without one. */
  isKept(server: string | undefined): boolean {
    return this.#kept?.has(this.find(server)) ?? true;
  }

  /** Which shard hears of a server, or of direct messages (Discord docs, "Sharding": `(guild_id >> 22) % num_shards`). */
  find(server: string | undefined): number {
    return server !== undefined && /^\d+$/.test(server) ? ShardClientUtil.shardIdForGuildId(server, this.count) : 0;
  }

  /**
   * Opens one more. It identifies when it's its turn, and goes on trying until it's closed.
   *
   * @throws what discord.js throws if it can't ask Discord how to open it; then nothing has changed
   */
  async add(id: number): Promise<void> {
    const { ws } = this.#client;
    const { strategy } = this.#read();
    const shard = ws.shards.has(id) ? undefined : this.#learn()?.(id);
    if (!strategy || !shard) return;
    shard.on(ALL_READY, (unavailable) => this.#client.emit(Events.ShardReady, id, unavailable));
    shard.status = Status.Connecting;
    ws.shards.set(id, shard);
    await strategy.open(id).catch((error) => {
      ws.shards.delete(id);
      throw error;
    });
  }

  /** Closes one for good, and forgets its servers. Nobody has left them: the process that has it now hears of them. */
  async remove(id: number): Promise<void> {
    const { ws, guilds } = this.#client;
    this.#learn();
    await this.#read().strategy?.close(id);
    ws.shards.delete(id);
    for (const guild of guilds.cache.filter(({ shardId }) => shardId === id).values()) this.#forget(guild);
    // One that wasn't connected any more tells nothing itself.
    tellOfShards(this.#client, this.#observe);
  }

  #learn(): ((id: number) => ClientShard) | undefined {
    const { ws } = this.#client;
    const [one] = ws.shards.values();
    if (one) this.#make ??= (id) => Reflect.construct(one.constructor, [ws, id]);
    return this.#make;
  }

  #forget(guild: Guild): void {
    const { channels, guilds, voice } = this.#client;
    for (const channel of [...guild.channels.cache.keys()]) channels.cache.delete(channel);
    guild.channels.cache.clear();
    voice.adapters.get(guild.id)?.destroy();
    guilds.cache.delete(guild.id);
  }

  #read(): { strategy: SturdyShards | undefined } {
    const shards: ClientShards = Object(this.#client.ws);
    return { strategy: shards._ws?.strategy };
  }
}
