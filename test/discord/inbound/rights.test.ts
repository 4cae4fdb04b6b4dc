import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Interaction, InteractionKind } from '../../../world/discord/interaction.ts';
import { userPayload } from '../../../world/discord/user.ts';
import { Parley } from '../stage.ts';

const NOTHING = { type: 0, mentions: [], mention_roles: [], attachments: [], embeds: [], components: [] };

/** A press of a button in the server, as the gateway might bring it without saying who of the server pressed it. */
const press = async (parley: Parley, button: string, who: Record<string, unknown>) => {
  const { discord, guild, general, ada: member } = parley;
  const source = await member.says('a message with buttons', { in: general });
  const interaction = new Interaction({ kind: InteractionKind.component, member, channel: general, source });
  discord.forgeInteraction(interaction, {
    id: interaction.id,
    application_id: discord.bot.id,
    type: 3,
    token: interaction.token,
    version: 1,
    channel_id: general.id,
    channel: { id: general.id, type: 0 },
    guild_id: guild.id,
    app_permissions: '0',
    locale: 'en-US',
    attachment_size_limit: 1,
    authorizing_integration_owners: {},
    entitlements: [],
    message: {
      id: discord.ids.next(),
      channel_id: general.id,
      author: userPayload(discord.bot),
      content: '',
      flags: 64,
      ...NOTHING,
    },
    data: { custom_id: button, component_type: 2 },
    ...who,
  });
};

describe('rights are never taken from a missing member', () => {
  for (const button of ['reset:confirm', 'ask:continue:1:1'])
    for (const [what, who] of [
      ['no member', (parley: Parley) => ({ user: userPayload(parley.ada.user) })],
      ['a member without rights', (parley: Parley) => ({ member: parley.ada.payload() })],
      ['a member with no rights', (parley: Parley) => ({ member: { ...parley.ada.payload(), permissions: '0' } })],
    ] as const)
      test(`${button} by ${what} does nothing`, async () => {
        await using parley = await Parley.open();
        await press(parley, button, who(parley));
        await parley.logged('something was refused');
        assert.deepEqual([parley.conversations.forgotten, parley.conversations.goneOn], [[], []]);
      });
});
