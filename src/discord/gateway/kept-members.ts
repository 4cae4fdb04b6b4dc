import { type GuildMember, LimitedCollection } from 'discord.js';

/**
 * How many of its newest members each server remembers, and all servers together. A name is needed only while that
 * person's question is being read.
 */
const MOST = { server: 50, all: 2_000 };

/** How many of the oldest are looked at for each new member, if those are in voice channels. */
const LOOKS = 8;

const isMe = ({ id, client: { user } }: GuildMember) => id === user?.id;

/** The names of people in voice channels are needed when they speak. */
const isInVoice = ({ id, guild }: GuildMember) => Boolean(guild.voiceStates.cache.get(id)?.channelId);

/** The members of all servers, in a ring: each new one takes the place of the oldest, which is forgotten. */
export class SeenMembers {
  readonly #most: number;
  #ring: { member: GuildMember; home: MembersOfServer }[] = [];
  #next = 0;

  constructor(most = MOST.all) {
    this.#most = most;
  }

  /** A server remembers somebody new. Whoever is in a voice channel keeps their place for another round. */
  note(member: GuildMember, home: MembersOfServer): void {
    for (let looks = 0; looks < LOOKS && this.#isNeeded(this.#ring[this.#next]?.member); looks += 1) this.#advance();
    const oldest = this.#ring[this.#next];
    this.#ring[this.#next] = { member, home };
    this.#advance();
    if (oldest && oldest.home.get(oldest.member.id) === oldest.member && !this.#isNeeded(oldest.member))
      oldest.home.delete(oldest.member.id);
  }

  #isNeeded(member: GuildMember | undefined): boolean {
    return member !== undefined && isInVoice(member);
  }

  #advance(): void {
    this.#next = (this.#next + 1) % this.#most;
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
