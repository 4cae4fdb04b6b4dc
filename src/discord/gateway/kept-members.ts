import { type GuildMember, LimitedCollection } from 'discord.js';

/**
 * How many of its newest members each server remembers, and all servers together. A name is needed only while that
 * person's question is being read.
 */
const MOST = { server: 50, all: 2_000 };

/** How many of the oldest are looked at for each new member, even if all of those are in voice channels. */
const LOOKS = 8;

const isMe = ({ id, client: { user } }: GuildMember) => id === user?.id;

/** The names of people in voice channels are needed when they speak. */
const isInVoice = ({ id, guild }: GuildMember) => Boolean(guild.voiceStates.cache.get(id)?.channelId);

/** The members of all servers, in the order in which they were seen first. */
export class SeenMembers {
  readonly #most: number;
  #all = new Map<GuildMember, MembersOfServer>();

  constructor(most = MOST.all) {
    this.#most = most;
  }

  /** With each that is new the oldest ones are forgotten, if there are too many. Who is in a voice channel isn't. */
  note(member: GuildMember, home: MembersOfServer): void {
    this.#all.set(member, home);
    for (const [oldest, where] of [...this.#all.entries().take(LOOKS)]) {
      if (this.#all.size <= this.#most) return;
      this.#all.delete(oldest);
      if (where.get(oldest.id) !== oldest) continue;
      if (isInVoice(oldest)) this.#all.set(oldest, where);
      else where.delete(oldest.id);
    }
  }
}

/** The members of one server that are remembered: the bot, people in its voice channels, and the newest others. */
export class MembersOfServer extends LimitedCollection<string, GuildMember> {
  readonly #seen: SeenMembers;

  constructor(seen: SeenMembers) {
    super({ maxSize: MOST.server, keepOverLimit: (member) => isMe(member) || isInVoice(member) });
    this.#seen = seen;
  }

  override set(id: string, member: GuildMember): this {
    super.set(id, member);
    if (!isMe(member)) this.#seen.note(member, this);
    return this;
  }
}
