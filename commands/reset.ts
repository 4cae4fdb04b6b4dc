import {
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import type { ForgetResult } from '../src/conversation/turns/turn-job.ts';
import type { Command } from '../src/discord/inbound/command.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';

/** The buttons carry all there is to know, so they still work after a restart. */
const CONFIRM = 'reset:confirm';
const CANCEL = 'reset:cancel';

const QUESTION = 'Forget everything said to me in this channel? This can’t be undone.';

const RESULTS: Record<ForgetResult, string> = {
  done: 'Forgotten. The next question starts a new conversation.',
  later:
    'The next question starts a new conversation. What was said before is **not erased yet**, because I cannot reach my ' +
    'storage. I will erase it as soon as I can. If I am restarted before that, please reset once more.',
};

const BUTTONS = {
  type: ComponentType.ActionRow as const,
  components: [
    {
      type: ComponentType.Button as const,
      style: ButtonStyle.Danger as const,
      label: 'Forget it all',
      custom_id: CONFIRM,
    },
    { type: ComponentType.Button as const, style: ButtonStyle.Secondary as const, label: 'Keep it', custom_id: CANCEL },
  ],
};

/** `/reset`: forgets the channel's conversation, once the person has confirmed it. */
export const reset: Command<Services> = {
  data: { name: 'reset', description: 'Make Parley forget the conversation in this channel', ...EVERYWHERE },
  execute: {
    acknowledge: 'private',
    async run({ interaction }) {
      checkRight(interaction);
      return { content: QUESTION, rows: [BUTTONS] };
    },
  },
  buttons: {
    confirm: {
      acknowledge: 'update',
      async run({ inbound, interaction }, { conversations }) {
        // Rights may have changed since the buttons were shown.
        checkRight(interaction);
        return { content: RESULTS[await conversations.reset(inbound.place.channel)] };
      },
    },
    cancel: {
      acknowledge: 'update',
      async run({ interaction }) {
        checkRight(interaction);
        return { content: 'Nothing was forgotten.' };
      },
    },
  },
};

/** In direct messages the conversation is one's own. Throws a {@link UserError} to whom it is not. */
const checkRight = (interaction: ChatInputCommandInteraction | ButtonInteraction): void => {
  // A server's member who is missing has no rights; only where there is no server there is nobody else.
  if (interaction.guildId === null || interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages)) return;
  throw new UserError({ code: 'reset.not-allowed' });
};
