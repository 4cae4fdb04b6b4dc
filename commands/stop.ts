import { MessageFlags } from 'discord.js';
import { type Asking, assertInServer, carried, directed } from './caller.ts';
import type { Command, Services } from './command.ts';
import { IN_SERVERS } from './place.ts';

/** `/stop` and the button **Stop**: silence in the voice channel, for everyone. */
export const stop: Command = {
  data: { name: 'stop', description: 'Silence Parley in the voice channel', ...IN_SERVERS },
  async execute(interaction, { calls }) {
    assertInServer(interaction);
    await hush(interaction, calls);
  },
  async press(interaction, { calls }) {
    assertInServer(interaction);
    await hush(interaction, calls, carried(interaction)[0]);
  },
};

const hush = async (interaction: Asking, calls: Services['calls'], button?: string): Promise<void> => {
  directed(interaction, calls, button);
  calls.stop(interaction.guildId);
  await interaction.reply({ content: 'I am silent.', flags: MessageFlags.Ephemeral });
};
