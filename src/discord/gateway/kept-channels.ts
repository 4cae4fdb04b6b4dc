import { type Channel, Collection, type Guild, type GuildBasedChannel } from 'discord.js';
import { isKnownChannel } from './channel-row.ts';
import { KeptChannel } from './kept-channel.ts';
import { MadeOnDemand } from './made-on-demand.ts';
import type { RecentUse } from './recent-use.ts';

/** The channels and threads of one server. discord.js takes it for a collection of its objects. */
export class ChannelsOfServer extends MadeOnDemand<GuildBasedChannel, KeptChannel> {
  readonly #index: ChannelIndex;
  readonly #used: RecentUse<KeptChannel>;
  /** Known with the first channel, because the library makes its caches without saying for whom. */
  #guild: Guild | undefined;
  /** What was kept before the server was told of anew. */
  #before = new Map<string, KeptChannel>();

  constructor(index: ChannelIndex, used: RecentUse<KeptChannel>) {
    super();
    this.#index = index;
    this.#used = used;
  }

  get guild(): Guild {
    if (!this.#guild) throw new Error('no channel is kept here yet');
    return this.#guild;
  }

  override get(id: string): GuildBasedChannel | undefined {
    const kept = this.kept(id);
    if (!kept) return undefined;
    const channel = kept.wake();
    this.#used.use(kept);
    return channel;
  }

  override set(id: string, channel: GuildBasedChannel): this {
    if (this.kept(id)?.object === channel) return this;
    this.#guild = channel.guild;
    const kept = KeptChannel.from(channel, this);
    this.#put(kept);
    this.#used.use(kept);
    return this;
  }

  /** Forgets a channel, and with it its threads. */
  override delete(id: string): boolean {
    this.#index.delete(id);
    const was = super.delete(id);
    if (was) this.forgetThreads([id]);
    return was;
  }

  /** Forgets the threads of some channels, or all threads. */
  forgetThreads(parents?: readonly string[]): void {
    for (const [id, kept] of this.listKept()) if (kept.isThreadOf(parents)) this.delete(id);
  }

  override clear(): void {
    this.#before = new Map(this.listKept());
    super.clear();
  }

  /**
   * Writes down all channels and threads of a server, without making any. Objects that are in use are told what has
   * become of their channels.
   */
  write(guild: Guild, all: readonly unknown[]): void {
    this.#guild = guild;
    const before = this.#before;
    this.#before = new Map();
    const texts = new Map<string, string>();
    const same = (text: string) => texts.get(text) ?? texts.set(text, text).get(text) ?? text;
    for (const raw of all) {
      if (!isKnownChannel(raw)) continue;
      const known = before.get(raw.id);
      before.delete(raw.id);
      const object = known?.type === raw.type ? known.object : undefined;
      // The method is public, but its type isn't.
      if (object) Reflect.apply(Reflect.get(object, '_patch'), object, [raw]);
      const kept = object ? KeptChannel.from(object, this) : KeptChannel.of(raw, this, same);
      this.#put(kept);
      if (object) this.#used.use(kept);
    }
    for (const gone of before.keys()) this.#index.delete(gone);
  }

  #put(kept: KeptChannel): void {
    this.keep(kept.id, kept);
    this.#index.point(kept.id, this);
  }
}

/** All channels of a client: those of servers are kept there, and direct messages here. */
export class ChannelIndex extends MadeOnDemand<Channel, Channel | ChannelsOfServer> {
  override get(id: string): Channel | undefined {
    const kept = this.kept(id);
    return kept instanceof Collection ? kept.get(id) : kept;
  }

  override set(id: string, channel: Channel): this {
    const home = 'guild' in channel ? channel.guild.channels.cache : undefined;
    if (home instanceof ChannelsOfServer) home.set(id, channel as GuildBasedChannel);
    else this.keep(id, channel);
    return this;
  }

  /** From now on a channel is found in its server. */
  point(id: string, home: ChannelsOfServer): void {
    this.keep(id, home);
  }
}
