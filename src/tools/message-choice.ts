import type { MessageChoice, MessageSpot, ToolHands } from './hands.ts';
import type { ToolUse } from './place-tool.ts';
import { ArgumentError, makeTextSchema, readOptionalText } from './tool-args.ts';

/** The properties with which a call says which message it's about. */
export const CHOICE_SCHEMA = {
  which: {
    type: 'STRING',
    enum: ['answer', 'replied', 'question', 'words'],
    description:
      'Which message: "answer" your newest answer before this question, "replied" the one that the question replies to, ' +
      '"question" the question itself, "words" the newest message with the given words.',
  },
  words: makeTextSchema('With "words": some words that stand in the message, exactly as written.'),
};

/** Which message a call is about. @throws ArgumentError */
export const readMessageChoice = (args: Readonly<Record<string, unknown>>): MessageChoice => {
  const which = readOptionalText(args, 'which', 20);
  if (which === 'answer' || which === 'replied' || which === 'question') return { is: which };
  const words = readOptionalText(args, 'words', 200);
  if (which === 'words' && words !== undefined) return { is: 'words', words };
  throw new ArgumentError('which must be answer, replied, question, or words with the words.');
};

/** Finds it, if the asker may read what was written there. */
export const findMeantMessage = async (
  { findMessage }: Pick<ToolHands, 'findMessage'>,
  choice: MessageChoice,
  { place, asker, may }: Pick<ToolUse, 'place' | 'asker' | 'may'>,
): Promise<MessageSpot | undefined> => ((await may('view', 'history')) ? findMessage(place, choice, asker) : undefined);

/** What the model is told if there's no such message. */
export const NO_MESSAGE = 'There is no such message that the person who asked can read. Nothing was done.';
