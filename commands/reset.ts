import {
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import type { Place } from '../src/base/place.ts';
import type { Command } from '../src/discord/inbound/command.ts';
import type { Say } from '../src/text/languages.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';

/** `/reset`: forgets the channel's conversation, once the person has confirmed it. */
export const reset: Command<Services> = {
  name: 'reset',
  define: ({ describe }) => ({ ...describe('command.reset'), ...EVERYWHERE }),
  execute: {
    acknowledge: 'private',
    async run({ inbound, interaction, say }, { conversations }) {
      checkPermission(interaction);
      const start = await findStart(conversations, inbound.place);
      return { content: say({ code: 'reset.confirm' }), rows: [makeButtons(start, say)] };
    },
  },
  buttons: {
    confirm: {
      acknowledge: 'update',
      async run({ inbound, interaction, say }, { conversations, sounds }) {
        // Permissions may have changed since the buttons were shown.
        checkPermission(interaction);
        try {
          const result = await conversations.reset(inbound.place);
          return { content: say({ code: `reset.${result}` }) };
        } finally {
          // Even if the rest can't be forgotten, what this process keeps can.
          sounds.forget(inbound.place.channel);
        }
      },
    },
    cancel: {
      acknowledge: 'update',
      async run({ inbound, interaction, values, say }, { conversations }) {
        checkPermission(interaction);
        const [before] = values;
        // It's another conversation if the other button was pressed first, or that of another prompt.
        const now = before === undefined ? 'unknown' : `${await findStart(conversations, inbound.place)}`;
        const isForgotten = before !== 'unknown' && now !== 'unknown' && now !== before;
        return { content: say({ code: isForgotten ? 'reset.meanwhile' : 'reset.cancelled' }) };
      },
    },
  },
};

/**
 * The buttons need nothing from this process, so they still work after a restart. `start` is when the conversation began
 * that the person is asked about; see {@link findStart}.
 */
const makeButtons = (start: Start, say: Say) => ({
  type: ComponentType.ActionRow as const,
  components: [
    {
      type: ComponentType.Button as const,
      style: ButtonStyle.Danger as const,
      label: say({ code: 'button.reset' }),
      custom_id: 'reset:confirm',
    },
    {
      type: ComponentType.Button as const,
      style: ButtonStyle.Secondary as const,
      label: say({ code: 'button.keep' }),
      // Before its first turn is stored, a conversation can't be told from the one after it.
      custom_id: `reset:cancel:${start === 'none' ? 'unknown' : start}`,
    },
  ],
});

/** When a conversation began, in milliseconds since the epoch. */
type Start = number | 'none' | 'unknown';

/** When a place's conversation began. A store that can't be read mustn't be in the way of forgetting. */
const findStart = (conversations: Services['conversations'], place: Place): Promise<Start> =>
  conversations.status(place).then(
    ({ turns, startedAt }) => (turns === 'unknown' ? 'unknown' : (startedAt ?? 'none')),
    () => 'unknown',
  );

/** In a direct message the conversation is the person's own. @throws UserError if a server doesn't let them reset it */
const checkPermission = (interaction: ChatInputCommandInteraction | ButtonInteraction): void => {
  // In a server, a person whose permissions Discord doesn't tell has none.
  if (interaction.guildId === null || interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages)) return;
  throw new UserError({ code: 'reset.not-allowed' });
};
