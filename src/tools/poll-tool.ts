import { explainDeed } from './deed-result.ts';
import type { ToolHands } from './hands.ts';
import type { PlaceTool } from './place-tool.ts';
import {
  makeNumberSchema,
  makeTextSchema,
  makeTextsSchema,
  readDifferentTexts,
  readFlag,
  readNumber,
  readText,
} from './tool-args.ts';

/** Discord's limits of a poll (Discord docs, resources/poll). */
const MOST = { question: 300, answer: 55, answers: 10, hours: 768 };

/** Starts a poll in the channel. */
export const makePollTool = ({ startPoll }: Pick<ToolHands, 'startPoll'>): PlaceTool => ({
  declaration: {
    name: 'start_poll',
    description: 'Starts a poll in this channel, if somebody asks for one.',
    parameters: {
      type: 'OBJECT',
      properties: {
        question: makeTextSchema('What people vote on, at most 300 characters.'),
        answers: makeTextsSchema('The answers to choose from, 2 to 10, each at most 55 characters.'),
        hours: makeNumberSchema('For how many hours it is open, 1 to 768. 24 if nobody says.'),
        several: { type: 'BOOLEAN', description: 'Whether people may choose several answers.' },
      },
      required: ['question', 'answers'],
    },
  },
  deadline: 15_000,
  isOn: ({ tools }) => tools.includes('poll'),
  run(args, { place, change }) {
    const question = readText(args, 'question', MOST.question);
    const answers = readDifferentTexts(args, 'answers', { least: 2, most: MOST.answers, each: MOST.answer });
    const hours = readNumber(args, 'hours', { least: 1, most: MOST.hours, usual: 24 });
    const isMultiple = readFlag(args, 'several');
    return change({
      needs: ['view', 'write', 'polls'],
      question: { code: 'tools.ask-poll', question, answers, hours, isMultiple },
      run: async () =>
        explainDeed(await startPoll(place, { question, answers, hours, isMultiple }), { code: 'tools.did-poll' }),
    });
  },
});
