import type { Command } from '../src/discord/inbound/command.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';

/** `/help`: what Parley can do, shown only to the person who asked. */
export const help: Command<Services> = {
  name: 'help',
  define: ({ describe }) => ({ ...describe('command.help'), ...EVERYWHERE }),
  execute: {
    acknowledge: 'private',
    run: async ({ say }, { mention }) => ({
      content: say({
        code: 'help.page',
        ask: mention('ask'),
        join: mention('join'),
        stop: mention('stop'),
        leave: mention('leave'),
        status: mention('status'),
        reset: mention('reset'),
        help: mention('help'),
      }),
    }),
  },
};
