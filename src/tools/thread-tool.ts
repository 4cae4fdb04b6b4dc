import { explainDeed } from './deed-result.ts';
import type { ToolHands } from './hands.ts';
import { CHOICE_SCHEMA, findMeantMessage, NO_MESSAGE, readMessageChoice } from './message-choice.ts';
import type { PlaceTool } from './place-tool.ts';
import { makeTextSchema, readText } from './tool-args.ts';

/** Discord's limit of a thread's name (Discord docs, resources/channel). */
const MOST_NAME = 100;

const NO_THREADS =
  'There can be no thread here: Discord has threads in text and announcement channels only, not in a thread, a post of a ' +
  'forum, the chat of a voice channel, or a direct message. Nothing was done.';

/** Begins a thread, with a message of the channel or with none. */
export const makeThreadTool = (
  hands: Pick<ToolHands, 'startThread' | 'canHaveThreads' | 'findMessage'>,
): PlaceTool => ({
  declaration: {
    name: 'start_thread',
    description:
      'Starts a thread in this channel, if somebody asks for one: on a message, or on none if which is left out.',
    parameters: {
      type: 'OBJECT',
      properties: { name: makeTextSchema('The name of the thread, at most 100 characters.'), ...CHOICE_SCHEMA },
      required: ['name'],
    },
  },
  deadline: 15_000,
  isOn: ({ tools }) => tools.includes('thread'),
  async run(args, use) {
    const { place, change } = use;
    const name = readText(args, 'name', MOST_NAME);
    if (!(await hands.canHaveThreads(place))) return { is: 'refused', why: NO_THREADS };
    const isOn = args.which !== undefined && args.which !== null && args.which !== '';
    const message = isOn ? await findMeantMessage(hands, readMessageChoice(args), use) : undefined;
    if (isOn && !message) return { is: 'refused', why: NO_MESSAGE };
    return change({
      needs: ['view', 'thread'],
      question: message
        ? { code: 'tools.ask-thread-on', name, link: message.link }
        : { code: 'tools.ask-thread', name },
      run: async () => {
        const deed = await hands.startThread(place, name, message?.id);
        const channel = deed.is === 'done' ? (deed.channel ?? '') : '';
        return explainDeed(deed, { code: 'tools.did-thread', channel });
      },
    });
  },
});
