import type { ChannelType, Guild, GuildBasedChannel } from 'discord.js';
import { type ChannelRow, isThreadType, makeChannel, type RawChannel, writeChannel, writeRaw } from './channel-row.ts';

/** Where a channel is kept. */
export type ChannelHome = {
  readonly guild: Guild;
  kept(id: string): KeptChannel | undefined;
  delete(id: string): boolean;
};

/**
 * A server's channel or thread as it's kept: a row of what Parley needs of it, and the library's object while that is in
 * use. Then all changes come to the object, because whoever changes it gets it from here, and when it comes to rest,
 * they're written down. Somebody who still has it then shares it with everybody who asks for it later.
 */
export class KeptChannel {
  readonly id: string;
  readonly type: ChannelType;
  readonly #home: ChannelHome;
  #name: string | undefined;
  #parent: string | null = null;
  #owner: string | undefined;
  #limit: number | undefined;
  #exceptions = '';
  #awake: GuildBasedChannel | undefined;
  #seen: WeakRef<GuildBasedChannel> | undefined;

  private constructor({ id, type }: { id: string; type: ChannelType }, home: ChannelHome, row: ChannelRow) {
    this.id = id;
    this.type = type;
    this.#home = home;
    this.#write(row);
  }

  /** Of what Discord wrote, at rest. A text that many channels of a server have is kept once, if `same` finds it. */
  static of(raw: RawChannel, home: ChannelHome, same: (text: string) => string): KeptChannel {
    const { parent, exceptions, ...row } = writeRaw(raw);
    return new KeptChannel(raw, home, { ...row, parent: parent && same(parent), exceptions: same(exceptions) });
  }

  /** Of the library's object, which is in use. */
  static from(channel: GuildBasedChannel, home: ChannelHome): KeptChannel {
    const kept = new KeptChannel(channel, home, writeChannel(channel));
    kept.#awake = channel;
    return kept;
  }

  /** Whether it's a thread, of one of these channels if they're named. */
  isThreadOf(parents?: readonly string[]): boolean {
    return isThreadType(this.type) && (!parents || (this.#parent !== null && parents.includes(this.#parent)));
  }

  /** The library's object, if it's in use, or if somebody still has it. */
  get object(): GuildBasedChannel | undefined {
    return this.#awake ?? this.#seen?.deref();
  }

  /** The library's object, which is made if there is none. */
  wake(): GuildBasedChannel {
    this.#awake ??= this.object ?? makeChannel(this.id, this.type, this.#row, this.#home.guild);
    this.#seen = undefined;
    return this.#awake;
  }

  /**
   * Writes down what has become of it, and lets the object go. An archived thread isn't kept at all: as for every other
   * archived thread, Discord tells of it again when it's opened.
   */
  rest(): void {
    const channel = this.#awake;
    if (!channel) return;
    this.#awake = undefined;
    this.#seen = new WeakRef(channel);
    this.#write(writeChannel(channel));
    // Since then it may have been forgotten and opened again, which made another one.
    const isCurrent = this.#home.kept(this.id) === this;
    if (isCurrent && channel.isThread() && channel.archived) this.#home.delete(this.id);
  }

  /** All that is kept at rest. */
  toJSON(): { id: string; type: ChannelType } & ChannelRow {
    return { id: this.id, type: this.type, ...this.#row };
  }

  get #row(): ChannelRow {
    return {
      name: this.#name,
      parent: this.#parent,
      owner: this.#owner,
      limit: this.#limit,
      exceptions: this.#exceptions,
    };
  }

  #write({ name, parent, owner, limit, exceptions }: ChannelRow): void {
    this.#name = name;
    // What hasn't changed stays the one text that other channels have too.
    if (parent !== this.#parent) this.#parent = parent;
    this.#owner = owner;
    this.#limit = limit;
    if (exceptions !== this.#exceptions) this.#exceptions = exceptions;
  }
}
