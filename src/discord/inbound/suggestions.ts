import { ApplicationCommandOptionType, type AutocompleteInteraction } from 'discord.js';
import { toText } from '../../base/errors.ts';
import { truncate } from '../../base/truncate.ts';
import type { Languages } from '../../text/languages.ts';
import type { Command } from './command.ts';
import { selectCommand } from './interaction-route.ts';
import type { InboundTask } from './pipeline.ts';
import { readPlace, readUser } from './sender.ts';

/** The longest name of a suggestion (Discord docs, application command option choice structure). */
const MOST_NAME = 100;

/** Suggests values while a person fills in an option; none if the command has no suggestions. */
export const toSuggestionTask = <S>(
  interaction: AutocompleteInteraction,
  { commands, services, languages }: { commands: readonly Command<S>[]; services: S; languages: Languages },
): InboundTask => {
  const { name: option, type } = interaction.options.getFocused(true);
  const place = readPlace(interaction);
  const say = languages.in(place, interaction.locale);
  const inbound = {
    place,
    person: readUser(interaction),
    asks: false,
    is: 'autocomplete' as const,
    command: interaction.commandName,
    option,
  };
  return {
    inbound,
    // Discord has no way to say that suggestions are on their way.
    acknowledge: async () => {},
    async run(ready) {
      await ready;
      const command = selectCommand(commands, interaction.commandName);
      await interaction.respond(
        (await command?.autocomplete?.({ inbound, interaction, values: [], ready, say }, services)) ?? [],
      );
    },
    /** Discord shows nothing but suggestions here, so the sentence becomes one. No command accepts its value. */
    async tell(error) {
      const name = truncate(say(toText(error)), MOST_NAME);
      await interaction.respond([{ name, value: type === ApplicationCommandOptionType.String ? name : 0 }]);
    },
  };
};
