import { ApplicationCommandOptionType } from 'discord.js';
import { truncate } from '../src/base/truncate.ts';
import type { Command } from '../src/discord/inbound/command.ts';
import type { Services } from './services.ts';

/** How many suggestions Discord shows, and how long the name of each is (Discord docs, interactions, "Autocomplete"). */
const MOST = { choices: 25, name: 100 };

/** The option that adds what a server has to a question. */
export const MATERIAL = 'material';

/** The command with an option that adds a resource or a prompt of an MCP server; it's there where there are such servers. */
export const offerMaterial = (command: Command<Services>): Command<Services> => ({
  ...command,
  define(words) {
    const definition = command.define(words);
    const option = {
      type: ApplicationCommandOptionType.String as const,
      name: MATERIAL,
      ...words.describe('option.material'),
      autocomplete: true as const,
    };
    return { ...definition, options: [...(definition.options ?? []), option] };
  },
  async autocomplete({ inbound: { place }, interaction }, { materials }) {
    const found = (await materials?.suggest(place, interaction.options.getFocused())) ?? [];
    return found.slice(0, MOST.choices).map(({ label, value }) => ({ name: truncate(label, MOST.name), value }));
  },
});
