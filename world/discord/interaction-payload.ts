import type { Interaction } from './interaction.ts';
import { userPayload } from './user.ts';

/** An interaction as the gateway brings it (Discord docs, interactions/receiving-and-responding, "Interaction object"). */
export const interactionPayload = (
  { id, token, kind, member, channel, source }: Interaction,
  data: Record<string, unknown>,
): Record<string, unknown> => {
  const { world, guild } = channel;
  const permissions = `${channel.permissionsOf(member)}`;
  return {
    id,
    application_id: world.bot.id,
    type: kind,
    token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: { ...channel.payload(), ...(guild && { permissions }) },
    app_permissions: `${channel.permissionsOf(world.bot)}`,
    locale: member.locale,
    entitlements: [],
    attachment_size_limit: member.uploadLimit,
    authorizing_integration_owners: { 0: guild?.id ?? '0' },
    context: guild ? 0 : 1,
    ...(source && { message: source.payload() }),
    ...(guild
      ? {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.preferredLocale, features: [] },
          guild_locale: guild.preferredLocale,
          member: { ...member.payload(), permissions },
        }
      : { user: userPayload(member.user) }),
  };
};
