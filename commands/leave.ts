import { UserError } from '../src/base/errors.ts';
import type { Command } from '../src/discord/inbound/command.ts';
import type { Text } from '../src/text/text.ts';
import { assertInServer, type CallInteraction, findCall } from './call-controls.ts';
import { IN_SERVERS } from './command-contexts.ts';
import type { Services } from './services.ts';

/** `/leave` and the button **Leave**: ends the server's call. */
export const leave: Command<Services> = {
  name: 'leave',
  define: ({ describe }) => ({ ...describe('command.leave'), ...IN_SERVERS }),
  execute: {
    acknowledge: 'private',
    async run({ interaction, say }, { calls }) {
      assertInServer(interaction);
      return { content: say(await end(interaction, calls)) };
    },
  },
  buttons: {
    '*': {
      acknowledge: 'private',
      async run({ interaction, values: [channelId], say }, { calls }) {
        assertInServer(interaction);
        return { content: say(await end(interaction, calls, channelId)) };
      },
    },
  },
};

/** Ends the call, which has to be the one in the voice channel `button` if that is given. @throws UserError if it can't */
const end = async (interaction: CallInteraction, calls: Services['calls'], button?: string): Promise<Text> => {
  const { channelId } = findCall(interaction, calls, button);
  if (!(await calls.leave(interaction.guildId))) throw new UserError({ code: 'call.already-left' });
  return { code: 'call.left', voice: channelId };
};
