import { type AnySelectMenuInteraction, ComponentType } from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import type { Inbound } from '../src/base/inbound.ts';
import { truncate } from '../src/base/truncate.ts';
import type { Action, Command, CommandReply } from '../src/discord/inbound/command.ts';
import { formatChannel, formatDate } from '../src/text/intl.ts';
import type { Say } from '../src/text/languages.ts';
import { toInline } from '../src/text/markdown-escape.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';

/** How much of a text is shown in a line and in the menu, in characters. */
const MOST = { line: 50, menu: 90 };

/** A person's reminders in the server, and a menu to cancel one. Nobody may have more than a menu holds. */
const show = async (
  { place, person }: Pick<Inbound, 'place' | 'person'>,
  say: Say,
  { reminders }: Pick<Services, 'reminders'>,
): Promise<CommandReply> => {
  const all = await reminders.list(place, person.id);
  if (all.length === 0) return { content: say({ code: 'reminders.none' }) };
  const lines = all.map(
    (one) => `- ${formatDate(one.due)} ${formatChannel(one.place.channel)}: ${toInline(truncate(one.text, MOST.line))}`,
  );
  const menu = {
    type: ComponentType.StringSelect as const,
    custom_id: 'reminders:cancel',
    placeholder: say({ code: 'choice.pick-reminder' }),
    options: all.map(({ id, text }) => ({ value: id, label: truncate(text, MOST.menu) })),
  };
  return {
    content: truncate([say({ code: 'reminders.some' }), ...lines].join('\n'), 2_000),
    rows: [{ type: ComponentType.ActionRow, components: [menu] }],
  };
};

const cancel: Action<AnySelectMenuInteraction, Services> = {
  acknowledge: 'update',
  async run({ inbound, interaction, say }, services) {
    const [id = ''] = interaction.values;
    const result = await services.reminders.cancel(inbound.place, id, inbound.person.id);
    if (result === 'not-stored') throw new UserError({ code: 'settings.not-stored' });
    const { content, rows } = await show(inbound, say, services);
    const told = say({ code: result === 'cancelled' ? 'tools.did-cancel' : 'tools.no-reminder' });
    return { content: truncate(`${told}\n${content}`, 2_000), ...(rows && { rows }) };
  },
};

/** `/reminders`: what Parley will remind a person of in the server, and cancelling it. */
export const reminders: Command<Services> = {
  name: 'reminders',
  define: ({ describe }) => ({ ...describe('command.reminders'), ...EVERYWHERE }),
  execute: {
    acknowledge: 'private',
    run: ({ inbound, say }, services) => show(inbound, say, services),
  },
  selects: { cancel },
};
