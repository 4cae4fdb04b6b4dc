import type { ToolHands } from './hands.ts';
import type { PlaceTool } from './place-tool.ts';

/** Who is here: Discord tells bots who is in voice channels, and nothing of who reads a text channel. */
export const makePeopleTool = ({ listVoiceRooms }: Pick<ToolHands, 'listVoiceRooms'>): PlaceTool => ({
  declaration: {
    name: 'list_people',
    description: 'Lists who is in the voice channels of this server at this moment.',
    parameters: { type: 'OBJECT', properties: {} },
  },
  deadline: 5_000,
  isOn: ({ tools }) => tools.includes('people'),
  async run(_, { place, asker }) {
    if (place.server === undefined)
      return { is: 'refused', why: 'This is a direct message: only the person who asks and you are here.' };
    const rooms = await listVoiceRooms(place, asker);
    const note =
      'Nobody can tell who reads a text channel. Names are what people chose to be called, and nothing else.';
    return { is: 'done', says: { rooms, note } };
  },
});
