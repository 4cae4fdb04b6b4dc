import { answerSentences } from './answer-sentences.ts';
import { askingSentences } from './asking-sentences.ts';
import { callSentences } from './call-sentences.ts';
import { commandSentences } from './command-sentences.ts';
import { geminiSentences } from './gemini-sentences.ts';
import { mediaSentences } from './media-sentences.ts';
import { panelSentences } from './panel-sentences.ts';
import { soundSentences } from './sound-sentences.ts';

/** Every sentence that people read, in English. Another language is a `Catalogue`, and the compiler names what it lacks. */
export const en = {
  ...askingSentences,
  ...answerSentences,
  ...geminiSentences,
  ...callSentences,
  ...mediaSentences,
  ...panelSentences,
  ...commandSentences,
  ...soundSentences,
} satisfies Record<string, string | ((values: never) => string)>;
