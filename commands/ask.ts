import { ApplicationCommandOptionType, type ChatInputCommandInteraction, GuildMember } from 'discord.js';
import type { Person } from '../src/conversation/people.ts';
import type { Command } from './command.ts';
import { EVERYWHERE } from './place.ts';

/** As much as the longest message that anybody can write in Discord. */
const MOST_QUESTION = 4_000;

/** `/ask question`: the channel's conversation answers where everybody sees it. */
export const ask: Command = {
  data: {
    name: 'ask',
    description: 'Ask Parley something. Everyone here shares one conversation with it.',
    ...EVERYWHERE,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'question',
        description: 'What you want to know',
        required: true,
        max_length: MOST_QUESTION,
      },
    ],
  },
  async execute(interaction, { conversations, answer }) {
    // First the acknowledgement: a question that Discord (or another process) has already taken from us is not asked.
    await interaction.deferReply();
    const text = interaction.options.getString('question', true);
    await answer(interaction, conversations.ask(interaction.channelId, { person: asker(interaction), text }));
  },
};

/** Who asks, by the name that the others in the channel see. */
const asker = ({ user, member }: ChatInputCommandInteraction): Person => {
  const name = member instanceof GuildMember ? member.displayName : (member?.nick ?? user.displayName);
  return { id: user.id, name };
};
