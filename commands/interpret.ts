import {
  ApplicationCommandOptionType,
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import { countInterpretedHour } from '../src/budget/interpreting-cost.ts';
import type { CallView } from '../src/calls/contract.ts';
import { type InterpretedPair, toNamedPair } from '../src/calls/interpreter/interpreted-pair.ts';
import type { Command, CommandReply, Invocation } from '../src/discord/inbound/command.ts';
import { isSameLanguage, TRANSLATE_MODEL } from '../src/live/protocol/translation.ts';
import type { Say } from '../src/text/languages.ts';
import type { Text } from '../src/text/text.ts';
import { assertInServer, type CallInteraction, findCall } from './call-controls.ts';
import { IN_SERVERS } from './command-contexts.ts';
import { findSpokenLanguage, suggestLanguages } from './interpret-languages.ts';
import type { Services } from './services.ts';

/** An option that takes a language. */
const LANGUAGE = { type: ApplicationCommandOptionType.String, required: true, autocomplete: true } as const;

/**
 * `/interpret on in out [aloud]` and `/interpret off`: has the server's call interpret between two languages. It begins once the person
 * has read what it costs and pressed a button; the button in the call's panel ends it, too.
 */
export const interpret: Command<Services> = {
  name: 'interpret',
  define: ({ describe }) => ({
    ...describe('command.interpret'),
    ...IN_SERVERS,
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'on',
        ...describe('command.interpret-on'),
        options: [
          { ...LANGUAGE, name: 'in', ...describe('option.in') },
          { ...LANGUAGE, name: 'out', ...describe('option.out') },
          { type: ApplicationCommandOptionType.Boolean, name: 'aloud', ...describe('option.aloud') },
        ],
      },
      { type: ApplicationCommandOptionType.Subcommand, name: 'off', ...describe('command.interpret-off') },
    ],
  }),
  execute: {
    acknowledge: 'private',
    async run(use, services) {
      const { interaction, say } = use;
      assertInServer(interaction);
      if (interaction.options.getSubcommand() === 'on') return askToBegin(use, services);
      return { content: say(await end(interaction, services)) };
    },
  },
  autocomplete: suggestLanguages,
  buttons: {
    begin: {
      acknowledge: 'update',
      async run({ interaction, values: [channelId, one = '', other = '', aloud], say }, services) {
        assertInServer(interaction);
        const { guildId } = findInterpretableCall(interaction, services, channelId);
        const pair = toPair([one, other], aloud === 'aloud', say);
        const { hears } = await services.calls.interpreting.begin(guildId, pair);
        const begun = { code: 'interpret.begun', ...toNamedPair(pair) } as const;
        return { content: say(hears.is === 'unannounced' ? hears.why : begun) };
      },
    },
    end: {
      acknowledge: 'private',
      async run({ interaction, values: [channelId], say }, services) {
        assertInServer(interaction);
        return { content: say(await end(interaction, services, channelId)) };
      },
    },
  },
};

/** Says what it does and costs, with a button to begin. @throws UserError if it can't */
const askToBegin = async (
  { interaction, say }: Invocation<ChatInputCommandInteraction>,
  services: Services,
): Promise<CommandReply> => {
  assertInServer(interaction);
  const { channelId: voice } = findInterpretableCall(interaction, services);
  const { options } = interaction;
  const aloud = options.getBoolean('aloud') ?? false;
  const pair = toPair([options.getString('in', true), options.getString('out', true)], aloud, say);
  const what = { code: aloud ? 'interpret.ask-aloud' : 'interpret.ask', voice, ...toNamedPair(pair) } as const;
  const dollars = countInterpretedHour(TRANSLATE_MODEL, interaction.createdTimestamp);
  const cost = { code: 'interpret.cost', dollars } as const;
  const button = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Primary as const,
    label: say({ code: 'button.interpret-begin' }),
    custom_id: ['interpret:begin', voice, ...pair.languages, ...(aloud ? ['aloud'] : [])].join(':'),
  };
  return { content: say([what, cost]), rows: [{ type: ComponentType.ActionRow, components: [button] }] };
};

/** @throws UserError if one of the languages isn't known, or they are the same */
const toPair = (typed: readonly [string, string], aloud: boolean, say: Say): InterpretedPair => {
  const [one, other] = typed;
  const languages = [findSpokenLanguage(one, say), findSpokenLanguage(other, say)] as const;
  // Who speaks Portuguese of Portugal isn't translated into that of Brazil, as far as the model is concerned.
  if (isSameLanguage(...languages)) throw new UserError({ code: 'interpret.same-language' });
  return { languages, aloud };
};

/** The server's call, which the person may have interpret. @throws UserError for others, or if nobody may */
const findInterpretableCall = (interaction: CallInteraction, services: Services, channelId?: string): CallView => {
  const { calls, mention, settings } = services;
  if (!calls.view(interaction.guildId)) throw new UserError({ code: 'interpret.no-call', join: mention('join') });
  const call = findCall(interaction, calls, channelId);
  if (!calls.interpreting.mayBegin(interaction.guildId)) throw new UserError({ code: 'interpret.switched-off' });
  if (settings.operator.known.translates === false) throw new UserError({ code: 'interpret.no-model' });
  return call;
};

/** Ends it, in the call of the voice channel `button` if that is given. @throws UserError if there's nothing to end */
const end = async (
  interaction: ChatInputCommandInteraction<'cached'> | ButtonInteraction<'cached'>,
  { calls }: Services,
  button?: string,
): Promise<Text> => {
  const { guildId } = findCall(interaction, calls, button);
  if (!(await calls.interpreting.end(guildId))) throw new UserError({ code: 'interpret.not-on' });
  return { code: 'interpret.ended' };
};
