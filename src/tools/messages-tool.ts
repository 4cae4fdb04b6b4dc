import type { ToolHands } from './hands.ts';
import type { PlaceTool } from './place-tool.ts';
import { makeNumberSchema, readNumber } from './tool-args.ts';

/** How many messages may be read at once. */
const MOST = 50;

/** Reads what people wrote last in the channel. There are words only where Discord gives them to the bot. */
export const makeMessagesTool = ({ readMessages }: Pick<ToolHands, 'readMessages'>): PlaceTool => ({
  declaration: {
    name: 'read_messages',
    description:
      'Reads the last messages of this channel, which people wrote to each other, if somebody asks about them.',
    parameters: {
      type: 'OBJECT',
      properties: { count: makeNumberSchema('How many, 1 to 50. 20 if nobody says.') },
    },
  },
  deadline: 10_000,
  isOn: ({ tools }) => tools.includes('messages'),
  async run(args, { place, asker, may }) {
    const count = readNumber(args, 'count', { least: 1, most: MOST, usual: 20 });
    if (!(await may('view', 'history')))
      return { is: 'refused', why: 'Discord does not let the person who asked read what was written here.' };
    const messages = await readMessages(place, count, asker);
    const lines = messages.map(({ author, at, text }) => `${new Date(at).toISOString()} ${author}: ${text}`);
    return { is: 'found', from: `the last ${lines.length} messages of this channel`, text: lines.join('\n') };
  },
});
