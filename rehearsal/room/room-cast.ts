import { Locale } from 'discord.js';
import type { Channel } from '../../world/discord/channel.ts';
import type { Guild } from '../../world/discord/guild.ts';
import type { Member } from '../../world/discord/member.ts';
import { bitsOf, ORDINARY } from '../../world/discord/permissions.ts';
import type { RoomLocale } from './page/room-protocol.ts';
import { RoomRefusal } from './room-refusal.ts';

/** Who moderates, and what she may do beside what everybody may. A page begins as her. */
const MODERATOR = {
  name: 'Mia',
  permissions: bitsOf(['ManageMessages', 'ManageGuild', 'ManageChannels', 'MuteMembers', 'MoveMembers']),
};

/** Who else is there from the beginning. */
const OTHERS = ['Ada', 'Bob'];

/** How many characters a name may have (Discord docs, resources/user). */
const LONGEST = 32;

/** How many members there may be, so that a page stays readable. */
const MOST = 25;

/** The people of a room, and its channels. */
export class RoomCast {
  /** The member as whom a page begins. */
  readonly first: Member;
  readonly #guild: Guild;
  /** The language of everybody's app. */
  #locale: Locale = Locale.EnglishUS;

  /** Lets the first members come, and opens a second channel, a thread and a stage. */
  constructor(guild: Guild) {
    this.#guild = guild;
    this.first = this.#come(MODERATOR.name, ORDINARY | MODERATOR.permissions);
    for (const name of OTHERS) this.#come(name, ORDINARY);
    const [general] = guild.channels;
    guild.text('random');
    general?.thread('ideas');
    guild.stage('Town hall');
  }

  /** Whether an id is a member's who is no bot. */
  has(id: string): boolean {
    return this.#guild.find(id)?.user.bot === false;
  }

  /** A member by an id. @throws an error if there is none, or it's a bot */
  find(id: string): Member {
    const member = this.findAnyone(id);
    if (this.has(id)) return member;
    throw new RoomRefusal({ code: 'refusal.no-member' });
  }

  /** Anybody in the server, also the bot. @throws an error if there's nobody of this id */
  findAnyone(id: string): Member {
    const member = this.#guild.find(id);
    if (member) return member;
    throw new RoomRefusal({ code: 'refusal.no-member' });
  }

  /** A channel that a member sees. @throws an error if there is none */
  findChannel(id: string, { id: memberId }: Member): Channel {
    const { world } = this.#guild;
    const channel = world.channels.get(id);
    const isTheirs = channel?.recipient ? channel.recipient.id === memberId : channel?.guild === this.#guild;
    if (channel && isTheirs && channel.permissionsOf({ id: memberId }) & bitsOf('ViewChannel')) return channel;
    throw new RoomRefusal({ code: 'refusal.no-channel' });
  }

  /** The member of a name, who comes if there is none yet. @throws an error that says what isn't a name, or that it's full */
  come(given: string): Member {
    const name = given.trim();
    const known = this.#guild.members.find((member) => member.name.toLowerCase() === name.toLowerCase());
    if (known?.user.bot) throw new RoomRefusal({ code: 'refusal.name-taken' });
    if (known) return known;
    if (name.length < 1 || name.length > LONGEST) throw new RoomRefusal({ code: 'refusal.name-length', most: LONGEST });
    if (this.#guild.members.length >= MOST) throw new RoomRefusal({ code: 'refusal.room-full', most: MOST });
    return this.#come(name, ORDINARY);
  }

  /** Everybody reads another language from now on: their apps, and whoever owns the server. */
  speak(locale: RoomLocale): void {
    // Discord's apps don't speak Arabic, which a bot does all the same.
    this.#locale = locale as Locale;
    if (this.#guild.preferredLocale !== this.#locale) this.#guild.preferredLocale = this.#locale;
    for (const member of this.#guild.members) if (this.has(member.id)) member.locale = this.#locale;
  }

  #come(name: string, permissions: bigint): Member {
    const member = this.#guild.member(name, { permissions, locale: this.#locale });
    // Reading it opens their direct messages with the bot.
    void member.dm;
    return member;
  }
}
