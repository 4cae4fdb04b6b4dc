import { MessageFlags } from 'discord.js';
import { UserError } from '../src/errors.ts';
import { type Asking, assertInServer, carried, directed } from './caller.ts';
import type { Command, Services } from './command.ts';
import { IN_SERVERS } from './place.ts';

/** `/leave` and the button **Leave**: ends the server's call. */
export const leave: Command = {
  data: { name: 'leave', description: 'Send Parley out of the voice channel', ...IN_SERVERS },
  async execute(interaction, { calls }) {
    assertInServer(interaction);
    await end(interaction, calls);
  },
  async press(interaction, { calls }) {
    assertInServer(interaction);
    await end(interaction, calls, carried(interaction)[0]);
  },
};

const end = async (interaction: Asking, calls: Services['calls'], button?: string): Promise<void> => {
  const { channelId } = directed(interaction, calls, button);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  if (!(await calls.leave(interaction.guildId))) throw new UserError('I had left already.');
  await interaction.editReply({ content: `I have left <#${channelId}>.` });
};
