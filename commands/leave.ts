import { MessageFlags } from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import { assertInServer, type CallInteraction, findCall, readButtonArguments } from './call-controls.ts';
import type { Command, Services } from './command.ts';
import { IN_SERVERS } from './command-contexts.ts';

/** `/leave` and the button **Leave**: ends the server's call. */
export const leave: Command = {
  data: { name: 'leave', description: 'Send Parley out of the voice channel', ...IN_SERVERS },
  async execute(interaction, { calls }) {
    assertInServer(interaction);
    await end(interaction, calls);
  },
  async press(interaction, { calls }) {
    assertInServer(interaction);
    await end(interaction, calls, readButtonArguments(interaction)[0]);
  },
};

const end = async (interaction: CallInteraction, calls: Services['calls'], button?: string): Promise<void> => {
  const { channelId } = findCall(interaction, calls, button);
  // At once, and not when Discord has answered: who asks for another call next must find this one ended.
  const leaving = calls.leave(interaction.guildId);
  const [left] = await Promise.all([leaving, interaction.deferReply({ flags: MessageFlags.Ephemeral })]);
  if (!left) throw new UserError('I’ve already left.');
  await interaction.editReply({ content: `I have left <#${channelId}>.` });
};
