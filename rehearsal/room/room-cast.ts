import type { Channel } from '../../world/discord/channel.ts';
import type { Guild } from '../../world/discord/guild.ts';
import type { Member } from '../../world/discord/member.ts';
import { bitsOf, ORDINARY } from '../../world/discord/permissions.ts';

/** Who is there from the beginning, and what they may do beside what everybody may. */
const CAST: Readonly<Record<string, bigint>> = {
  You: bitsOf(['ManageMessages', 'ManageGuild', 'ManageChannels']),
  Ada: 0n,
  Bob: 0n,
};

/** How many characters a name may have (Discord docs, resources/user). */
const LONGEST = 32;

/** How many members there may be, so that a page stays readable. */
const MOST = 25;

/** The people of a room, and its channels. */
export class RoomCast {
  readonly #guild: Guild;

  /** Lets the first members come, and opens a second channel and a thread. */
  constructor(guild: Guild) {
    this.#guild = guild;
    for (const [name, more] of Object.entries(CAST)) this.#come(name, ORDINARY | more);
    const [general] = guild.channels;
    guild.text('random');
    general?.thread('ideas');
  }

  /** A member by an id. @throws an error if there is none, or it's a bot */
  find(id: string): Member {
    const member = this.#guild.find(id);
    if (member && !member.user.bot) return member;
    throw new Error('There’s no such member.');
  }

  /** A channel that a member sees. @throws an error if there is none */
  findChannel(id: string, { id: memberId }: Member): Channel {
    const { world } = this.#guild;
    const channel = world.channels.get(id);
    const isTheirs = channel?.recipient ? channel.recipient.id === memberId : channel?.guild === this.#guild;
    if (channel && isTheirs && channel.permissionsOf({ id: memberId }) & bitsOf('ViewChannel')) return channel;
    throw new Error('There’s no such channel.');
  }

  /** The member of a name, who comes if there is none yet. @throws an error that says what isn't a name, or that it's full */
  come(given: string): Member {
    const name = given.trim();
    const known = this.#guild.members.find((member) => member.name.toLowerCase() === name.toLowerCase());
    if (known?.user.bot) throw new Error('A bot has this name. Please choose another one.');
    if (known) return known;
    if (name.length < 1 || name.length > LONGEST) throw new Error(`A name has 1 to ${LONGEST} characters.`);
    if (this.#guild.members.length >= MOST) throw new Error(`A room takes at most ${MOST} members.`);
    return this.#come(name, ORDINARY);
  }

  #come(name: string, permissions: bigint): Member {
    const member = this.#guild.member(name, { permissions });
    // Reading it opens their direct messages with the bot.
    void member.dm;
    return member;
  }
}
