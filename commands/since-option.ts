import {
  type ApplicationCommandOptionChoiceData,
  ApplicationCommandOptionType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import type { Invocation } from '../src/discord/inbound/command.ts';
import type { CommandWords } from '../src/text/languages.ts';

/** The longest thing that says a time. */
const MOST_TYPED = 60;

/** The option that says since when. */
export const defineSince = ({ describe }: CommandWords) => ({
  type: ApplicationCommandOptionType.String as const,
  name: 'since',
  ...describe('option.since'),
  max_length: MOST_TYPED,
  autocomplete: true as const,
});

/** Suggests the usual times; what else is typed is taken as it is. */
export const suggestSince = async ({
  interaction,
  say,
}: Invocation<AutocompleteInteraction>): Promise<ApplicationCommandOptionChoiceData[]> => {
  const typed = interaction.options.getFocused().trim().toLowerCase();
  const all = [
    { name: say({ code: 'choice.since-last' }), value: 'last' },
    { name: say({ code: 'choice.since-hour' }), value: '1h' },
    { name: say({ code: 'choice.since-today' }), value: 'today' },
    { name: say({ code: 'choice.since-week' }), value: 'week' },
    { name: say({ code: 'choice.since-all' }), value: 'all' },
  ];
  return all.filter(({ name }) => name.toLowerCase().includes(typed));
};

/** @throws UserError if whoever asks may not read what was said in the channel before */
export const checkHistory = ({ guildId, memberPermissions }: ChatInputCommandInteraction): void => {
  if (guildId === null || memberPermissions?.has(PermissionFlagsBits.ReadMessageHistory)) return;
  throw new UserError({ code: 'reading.not-allowed' });
};
