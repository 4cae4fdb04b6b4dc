import type { AllowedMentions } from './message-limits.ts';

/** Whom a text names. */
type NamedIds = { users: string[]; roles: string[]; everyone: boolean };

const ids = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].flatMap(([, id]) => id ?? []))];

const findNamedIds = (text: string): NamedIds => ({
  users: ids(text, /<@!?(\d{17,20})>/g),
  roles: ids(text, /<@&(\d{17,20})>/g),
  everyone: /@(everyone|here)\b/.test(text),
});

/** What a message parses when it brings no `allowed_mentions` of its own. */
export const DEFAULTS = {
  regular: { parse: ['users', 'roles', 'everyone'], replied_user: true },
  webhook: { parse: ['users'], replied_user: false },
} satisfies Record<string, AllowedMentions>;

/**
 * Whom a message really pings (Discord docs, resources/message, "Allowed mentions object"). `allowed` is what the author
 * sent or else one of {@link DEFAULTS}; `repliedTo` is the author of the message it answers; `mayEveryone` says whether the
 * author has MENTION_EVERYONE.
 */
export const pings = (
  text: string,
  {
    allowed,
    repliedTo,
    mayEveryone,
  }: { allowed: AllowedMentions; repliedTo: string | undefined; mayEveryone: boolean },
): NamedIds => {
  const named = findNamedIds(text);
  const { parse = [], users = [], roles = [], replied_user = false } = allowed;
  const pinged = named.users.filter((id) => parse.includes('users') || users.includes(id));
  const byReply = replied_user && repliedTo !== undefined && !pinged.includes(repliedTo) ? [repliedTo] : [];
  return {
    users: [...pinged, ...byReply],
    roles: named.roles.filter((id) => parse.includes('roles') || roles.includes(id)),
    everyone: named.everyone && mayEveryone && parse.includes('everyone'),
  };
};

/** Writes `@Name` as Discord's apps send it, longest names first so that one name may begin like another. */
export const withMentions = (text: string, people: readonly { id: string; name: string }[]) =>
  people
    .toSorted((a, b) => b.name.length - a.name.length)
    .reduce((sofar, { id, name }) => sofar.replaceAll(`@${name}`, `<@${id}>`), text);
