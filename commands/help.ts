import type { Place } from '../src/base/place.ts';
import type { Command } from '../src/discord/inbound/command.ts';
import { SETTINGS_TABLE } from '../src/settings/setting-table.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';

/** For how many days what's said there is kept; what usually holds if that can't be read now, because help is for everyone. */
const findKept = async (place: Place, settings: Services['settings']): Promise<number> => {
  const { values } = (await settings.of(place).catch(() => undefined)) ?? settings.operator;
  return values.retention ?? SETTINGS_TABLE.retention.initial;
};

/** `/help`: what Parley can do, shown only to the person who asked. */
export const help: Command<Services> = {
  name: 'help',
  define: ({ describe }) => ({ ...describe('command.help'), ...EVERYWHERE }),
  execute: {
    acknowledge: 'private',
    run: async ({ inbound: { place }, say }, { mention, settings }) => ({
      content: say({
        code: 'help.page',
        days: await findKept(place, settings),
        ask: mention('ask'),
        join: mention('join'),
        stop: mention('stop'),
        leave: mention('leave'),
        status: mention('status'),
        reset: mention('reset'),
        settings: mention('settings panel'),
        usage: mention('usage'),
        privacy: mention('privacy'),
        help: mention('help'),
      }),
    }),
  },
};
