import {
  ApplicationCommandOptionType,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  GuildMember,
  PermissionFlagsBits,
} from 'discord.js';
import { isBlank } from '../src/base/blank.ts';
import { UserError } from '../src/base/errors.ts';
import type { Person } from '../src/conversation/people/person.ts';
import { readButtonArguments } from './call-controls.ts';
import type { Command } from './command.ts';
import { EVERYWHERE } from './command-contexts.ts';

/** As much as the longest message that anybody can write in Discord. */
const MOST_QUESTION = 4_000;

/**
 * `/ask question`: the channel's conversation answers where everybody sees it. The button **Continue** under an answer that
 * broke off, whatever had asked for it, asks for the rest.
 */
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
  async execute(interaction, { conversations, defer, answer, inWords }) {
    const text = interaction.options.getString('question', true);
    if (isBlank(text)) throw new UserError('I see no question there. Please write one.');
    // The order of arrival counts, so the question takes its place first; but one that Discord, or another process, has
    // already taken from us is not asked.
    const acknowledged = Promise.withResolvers<unknown>();
    const question = { person: asker(interaction), text };
    const turn = conversations.ask(interaction.channelId, question, acknowledged.promise);
    const worded = inWords(interaction, text).then((words) => turn.reword(words));
    acknowledged.resolve(Promise.all([defer(interaction), worded]));
    await acknowledged.promise;
    await answer(interaction, turn);
  },
  async press(interaction, { conversations, answer }) {
    checkRight(interaction);
    const [wish, number, at] = readButtonArguments(interaction);
    if (wish !== 'continue') throw new UserError('This button no longer works.');
    await interaction.deferUpdate();
    // Nothing is asked while the button is still there: it could be pressed again.
    const gone = Promise.withResolvers<unknown>();
    const broken = { number: Number(number), at: Number(at) };
    const turn = await conversations.goOn(interaction.channelId, broken, asker(interaction), gone.promise);
    gone.resolve(interaction.editReply({ components: [] }));
    await gone.promise;
    // The press is taken; the answer takes its time.
    void answer(interaction, turn);
  },
};

/** Everybody sees the button; whoever may not use commands here may not press it either. @throws UserError */
const checkRight = (interaction: ButtonInteraction): void => {
  if (interaction.guildId === null || interaction.memberPermissions?.has(PermissionFlagsBits.UseApplicationCommands))
    return;
  throw new UserError('You need Use Application Commands in this channel to ask me to go on.');
};

/** Who asks, by the name that the others in the channel see. */
const asker = ({ user, member }: ChatInputCommandInteraction | ButtonInteraction): Person => {
  const name = member instanceof GuildMember ? member.displayName : (member?.nick ?? user.displayName);
  return { id: user.id, name };
};
