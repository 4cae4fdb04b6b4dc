import {
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
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
    async run({ interaction, say }) {
      checkPermission(interaction);
      return { content: say({ code: 'reset.confirm' }), rows: [makeButtons(say)] };
    },
  },
  buttons: {
    confirm: {
      acknowledge: 'update',
      async run({ inbound, interaction, say }, { conversations }) {
        // Permissions may have changed since the buttons were shown.
        checkPermission(interaction);
        const result = await conversations.reset(inbound.place);
        return { content: say({ code: `reset.${result}` }) };
      },
    },
    cancel: {
      acknowledge: 'update',
      async run({ interaction, say }) {
        checkPermission(interaction);
        return { content: say({ code: 'reset.cancelled' }) };
      },
    },
  },
};

/** The buttons need nothing from this process, so they still work after a restart. */
const makeButtons = (say: Say) => ({
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
      custom_id: 'reset:cancel',
    },
  ],
});

/** In a direct message the conversation is the person's own. @throws UserError if a server doesn't let them reset it */
const checkPermission = (interaction: ChatInputCommandInteraction | ButtonInteraction): void => {
  // In a server, a person whose permissions Discord doesn't tell has none.
  if (interaction.guildId === null || interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages)) return;
  throw new UserError({ code: 'reset.not-allowed' });
};
