import { ApplicationCommandOptionType, type ButtonInteraction, PermissionFlagsBits } from 'discord.js';
import { isBlank } from '../src/base/blank.ts';
import { UserError } from '../src/base/errors.ts';
import type { Sender } from '../src/base/inbound.ts';
import type { Person } from '../src/conversation/people/person.ts';
import type { Command } from '../src/discord/inbound/command.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';

/** As much as the longest message that anybody can write in Discord. */
const MOST_QUESTION = 4_000;

/**
 * `/ask question`: the channel's conversation answers where everybody sees it. The button **Continue** under an answer that
 * broke off, whatever had asked for it, asks for the rest.
 */
export const ask: Command<Services> = {
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
  execute: {
    acknowledge: 'visible',
    asks: true,
    run({ inbound, interaction, ready }, { conversations, inWords }) {
      const text = interaction.options.getString('question', true);
      if (isBlank(text)) throw new UserError({ code: 'asking.blank' });
      // The order of arrival counts, so the question takes its place first; but it is only asked in words that the model
      // understands, and if nothing speaks against it.
      const worded = Promise.withResolvers<void>();
      const question = { person: toPerson(inbound.person), text };
      const turn = conversations.ask(inbound.place.channel, question, Promise.all([ready, worded.promise]));
      worded.resolve(inWords(interaction, text).then((words) => turn.reword(words)));
      return turn;
    },
  },
  buttons: {
    continue: {
      acknowledge: 'update',
      asks: true,
      async run({ inbound: { place, person }, interaction, values: [number, at], ready }, { conversations }) {
        checkRight(interaction);
        await ready;
        // Nothing is asked while the button is still there: it could be pressed again.
        const gone = Promise.withResolvers<unknown>();
        const broken = { number: Number(number), at: Number(at) };
        const turn = await conversations.goOn(place.channel, broken, toPerson(person), gone.promise);
        gone.resolve(interaction.editReply({ components: [] }));
        await gone.promise;
        return turn;
      },
    },
  },
};

/** Everybody sees the button; whoever may not use commands here may not press it either. @throws UserError */
const checkRight = (interaction: ButtonInteraction): void => {
  if (interaction.guildId === null || interaction.memberPermissions?.has(PermissionFlagsBits.UseApplicationCommands))
    return;
  throw new UserError({ code: 'asking.may-not-continue' });
};

/** Whom the conversation knows: of all that is known of a sender, it keeps who they are. */
const toPerson = ({ id, name }: Sender): Person => ({ id, name });
