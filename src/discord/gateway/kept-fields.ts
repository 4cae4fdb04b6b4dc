/** What discord.js is told of a server. Its other fields are most of the memory that a server would take. */
const OF_SERVER = [
  'id',
  'name',
  'owner_id',
  'preferred_locale',
  'unavailable',
  'channels',
  'threads',
  'roles',
  'members',
  'voice_states',
];

/** What discord.js is told of a channel or a thread. */
const OF_CHANNEL = [
  'id',
  'type',
  'guild_id',
  'name',
  'parent_id',
  'owner_id',
  'permission_overwrites',
  'bitrate',
  'user_limit',
  'thread_metadata',
  'newly_created',
];

const OF_ROLE = ['id', 'name', 'permissions', 'tags'];

/** Removes what isn't kept from what Discord tells of a server. */
export const stripServer = (data: object): void => {
  strip(data, OF_SERVER);
  // The library asks which features there are without asking whether it knows.
  Object.assign(data, { features: NONE });
};

/** Removes what isn't kept from what Discord tells of a channel or a thread of a server. */
export const stripChannel = (data: object): void => strip(data, OF_CHANNEL);

/** Removes what isn't kept from what Discord tells of a role. */
export const stripRole = (data: object): void => strip(data, OF_ROLE);

const NONE: readonly string[] = Object.freeze([]);

const strip = (data: object, kept: readonly string[]): void => {
  for (const field of Object.keys(data)) if (!kept.includes(field)) Reflect.deleteProperty(data, field);
};
