import { explainDeed } from './deed-result.ts';
import type { ToolHands } from './hands.ts';
import { CHOICE_SCHEMA, findMeantMessage, NO_MESSAGE, readMessageChoice } from './message-choice.ts';
import type { PlaceTool } from './place-tool.ts';

/** Pins a message of the channel. */
export const makePinTool = (hands: Pick<ToolHands, 'pinMessage' | 'findMessage'>): PlaceTool => ({
  declaration: {
    name: 'pin_message',
    description: 'Pins a message of this channel, if somebody asks for it.',
    parameters: { type: 'OBJECT', properties: CHOICE_SCHEMA, required: ['which'] },
  },
  deadline: 15_000,
  isOn: ({ tools }) => tools.includes('pin'),
  async run(args, use) {
    const { place, change } = use;
    const message = await findMeantMessage(hands, readMessageChoice(args), use);
    if (!message) return { is: 'refused', why: NO_MESSAGE };
    const { id, link } = message;
    return change({
      needs: ['view', 'history', 'pin'],
      question: { code: 'tools.ask-pin', link },
      run: async () => explainDeed(await hands.pinMessage(place, id), { code: 'tools.did-pin', link }),
    });
  },
});
