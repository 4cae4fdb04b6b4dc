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
    const text = interaction.options.getString('question', true);
    // The order of arrival counts, so the question takes its place first; but one that Discord, or another process, has
    // already taken from us is not asked.
    const acknowledged = Promise.withResolvers<unknown>();
    const question = { person: asker(interaction), text };
    const turn = conversations.ask(interaction.channelId, question, acknowledged.promise);
    acknowledged.resolve(interaction.deferReply());
    await acknowledged.promise;
    await answer(interaction, turn);
  },
};

/** Who asks, by the name that the others in the channel see. */
const asker = ({ user, member }: ChatInputCommandInteraction): Person => {
  const name = member instanceof GuildMember ? member.displayName : (member?.nick ?? user.displayName);
  return { id: user.id, name };
};
