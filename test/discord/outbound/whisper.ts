import type { Command } from '../../../src/discord/inbound/command.ts';
import type { CommandServices } from '../../../src/discord/inbound/command-services.ts';
import type { Conversations } from '../stage.ts';

/** A command whose answer only the asker sees. */
export const whisper: Command<{ conversations: Conversations } & CommandServices> = {
  name: 'whisper',
  define: () => ({ description: 'x' }),
  execute: {
    acknowledge: 'private',
    asks: true,
    run: ({ inbound: { place, person }, ready }, { conversations }) =>
      conversations.ask(place, { person, text: 'Why?' }, ready),
  },
};
