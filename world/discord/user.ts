/** A person or a bot, as every server sees it. */
export type User = { id: string; name: string; bot: boolean };

/** A user as Discord writes one (Discord docs, resources/user). */
export const userPayload = ({ id, name, bot }: User) => ({
  id,
  username: bot ? name : name.toLowerCase().replaceAll(/[^a-z0-9._]+/g, '_'),
  global_name: bot ? null : name,
  discriminator: bot ? '0001' : '0',
  avatar: null,
  avatar_decoration_data: null,
  collectibles: null,
  primary_guild: null,
  bot,
  flags: 0,
  public_flags: 0,
});
