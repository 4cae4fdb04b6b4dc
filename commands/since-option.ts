import {
  type ApplicationCommandOptionChoiceData,
  ApplicationCommandOptionType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import type { Invocation } from '../src/discord/inbound/command.ts';
import { canReadSince, SINCE_WORDS } from '../src/minutes/since.ts';
import { normalizeTime } from '../src/minutes/time-words.ts';
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

/** What is offered, as the reader's language has it. */
const CHOICES = {
  last: 'choice.since-last',
  '1h': 'choice.since-hour',
  '3h': 'choice.since-hours',
  today: 'choice.since-today',
  '1d': 'choice.since-day',
  week: 'choice.since-week',
  all: 'choice.since-all',
} as const satisfies Record<(typeof SINCE_WORDS)[number], string>;

/** Suggests the usual times, and whatever else is typed if it says a time, so that people see that it's taken. */
export const suggestSince = async ({
  interaction,
  say,
}: Invocation<AutocompleteInteraction>): Promise<ApplicationCommandOptionChoiceData[]> => {
  const typed = interaction.options.getFocused().trim();
  const wanted = normalizeTime(typed);
  const found = SINCE_WORDS.map((value) => ({ name: say({ code: CHOICES[value] }), value })).filter(
    ({ name, value }) => value === wanted || normalizeTime(name).includes(wanted),
  );
  const isOffered = found.some(({ value }) => value === wanted);
  const isNew = !isOffered && typed.length <= MOST_TYPED && canReadSince(typed);
  return isNew ? [{ name: typed, value: typed }, ...found] : found;
};

/** @throws UserError if whoever asks may not read what was said in the channel before */
export const checkHistory = ({ guildId, memberPermissions }: ChatInputCommandInteraction): void => {
  if (guildId === null || memberPermissions?.has(PermissionFlagsBits.ReadMessageHistory)) return;
  throw new UserError({ code: 'reading.not-allowed' });
};
