import type { Command } from '../src/discord/inbound/command.ts';
import { composeMinutes, listMinutesNotes, writeMinutes } from '../src/minutes/minutes-text.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';
import { checkHistory, defineSince, suggestSince } from './since-option.ts';

/** As much as a recap can be made of, in tokens. */
const MOST_TOKENS = 50_000;

/** `/recap`: what was decided, who does what, and what is open, for whoever was away. */
export const recap: Command<Services> = {
  name: 'recap',
  define: (words) => ({ ...words.describe('command.recap'), ...EVERYWHERE, options: [defineSince(words)] }),
  autocomplete: suggestSince,
  execute: {
    acknowledge: 'private',
    async run({ inbound: { place, person }, interaction, say }, { transcripts, minutes, findLastMessage }) {
      checkHistory(interaction);
      const reading = await transcripts.read(place, {
        person: person.id,
        since: interaction.options.getString('since') ?? { is: 'last' },
        lastMessage: await findLastMessage(interaction),
        tokens: MOST_TOKENS,
      });
      const [first] = reading.turns;
      if (!first) return { content: say(reading.notes) };
      const spender = { is: 'person', id: person.id, aside: true } as const;
      const made = await minutes.make({ place, spender, reading, locale: interaction.locale });
      const title = { code: 'recap.title', from: reading.turns.at(-made.told)?.at ?? first.at } as const;
      const frame = { title, notes: [...listMinutesNotes(made, reading), ...reading.notes] };
      const { content, isWhole } = composeMinutes(made, frame, say);
      return { content, ...(!isWhole && { files: [writeMinutes(made, frame, say)] }) };
    },
  },
};
