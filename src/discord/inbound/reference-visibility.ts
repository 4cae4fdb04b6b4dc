import { ChannelType, type Client, type Guild, GuildMember, PermissionFlagsBits, type User } from 'discord.js';
import { type Clock, within } from '../../base/clock.ts';
import { sanitizeName } from '../../conversation/people/person.ts';
import { findMentionedPeople, nameReferences, type Visibility } from './references.ts';

/** The person who asks, and where they ask. */
export type Viewer = { client: Client<true>; guild: Guild | null; channelId: string; user: User; member: unknown };

/** The most members that are looked up for one question. */
const MOST_LOOKED_UP = 5;

/** How long a question waits for the names in it, in milliseconds. People see meanwhile that the bot is thinking. */
const PATIENCE = 1_000;

/** The members that were looked up, by id. */
type MembersById = ReadonlyMap<string, GuildMember>;

/**
 * What a person sees from where they ask: in a server its members, its roles, and the channels that they're allowed to see;
 * in a direct message only themselves and the bot. Without their permissions, we assume that they see nothing.
 */
export const makeVisibility = (
  { client, guild, channelId, user, member }: Viewer,
  known: MembersById = new Map(),
): Visibility => {
  const seer = member instanceof GuildMember ? member : undefined;
  const nameOf = (id: string) => {
    if (id === client.user.id) return client.user.username;
    if (id === user.id) return sanitizeName(seer?.displayName ?? user.displayName);
    const other = seer && (guild?.members.cache.get(id) ?? known.get(id));
    return other && sanitizeName(other.displayName);
  };
  return {
    person: nameOf,
    role: (id) => {
      const role = seer && guild?.roles.cache.get(id);
      return role && sanitizeName(role.name);
    },
    channel: (id) => {
      const channel = seer && guild?.channels.cache.get(id);
      if (!channel || (id !== channelId && !maySee(seer, channel))) return undefined;
      // Members name threads, so the name may contain anything.
      return /^[\p{L}\p{N}\p{M}_-]+$/u.test(channel.name) ? channel.name : sanitizeName(channel.name);
    },
  };
};

/** A question with names in place of ids. Mentioned members who aren't cached are looked up. Never rejects. */
export const resolveReferences = async (text: string, asker: Viewer, clock: Clock): Promise<string> => {
  const { guild, client, user } = asker;
  const known = new Map<string, GuildMember>();
  const isNew = (id: string) => id !== user.id && id !== client.user.id && !guild?.members.cache.has(id);
  const wanted = guild ? findMentionedPeople(text).filter(isNew).slice(0, MOST_LOOKED_UP) : [];
  if (guild && wanted.length > 0) {
    const looks = wanted.map(async (id) => known.set(id, await guild.members.fetch(id)));
    await within(clock, PATIENCE, Promise.allSettled(looks));
  }
  return nameReferences(text, makeVisibility(asker, known));
};

type GuildChannel = NonNullable<ReturnType<Guild['channels']['cache']['get']>>;

/** We don't know who is in a private thread, so we only rely on people with Manage Threads seeing it. */
const maySee = (member: GuildMember, channel: GuildChannel): boolean => {
  const rights = channel.permissionsFor(member);
  if (!rights?.has(PermissionFlagsBits.ViewChannel)) return false;
  return channel.type !== ChannelType.PrivateThread || rights.has(PermissionFlagsBits.ManageThreads);
};
