import { UserError } from '../src/base/errors.ts';
import type { Command, CommandReply } from '../src/discord/inbound/command.ts';
import { assertInServer, type CallInteraction, findCall } from './call-controls.ts';
import { IN_SERVERS } from './command-contexts.ts';
import type { Services } from './services.ts';

/** `/leave` and the button **Leave**: ends the server's call. */
export const leave: Command<Services> = {
  data: { name: 'leave', description: 'Send Parley out of the voice channel', ...IN_SERVERS },
  execute: {
    acknowledge: 'private',
    async run({ interaction }, { calls }) {
      assertInServer(interaction);
      return end(interaction, calls);
    },
  },
  buttons: {
    '*': {
      acknowledge: 'private',
      async run({ interaction, values: [channelId] }, { calls }) {
        assertInServer(interaction);
        return end(interaction, calls, channelId);
      },
    },
  },
};

const end = async (interaction: CallInteraction, calls: Services['calls'], button?: string): Promise<CommandReply> => {
  const { channelId } = findCall(interaction, calls, button);
  if (!(await calls.leave(interaction.guildId))) throw new UserError({ code: 'call.already-left' });
  return { content: `I have left <#${channelId}>.` };
};
