import { answerSentences } from './en/answer-sentences.ts';
import { askingSentences } from './en/asking-sentences.ts';
import { callSentences } from './en/call-sentences.ts';
import { commandSentences } from './en/command-sentences.ts';
import { geminiSentences } from './en/gemini-sentences.ts';
import { panelSentences } from './en/panel-sentences.ts';

/** Every sentence that people read, in English. Another language is a `Catalogue`: the compiler names what it lacks. */
export const en = {
  ...askingSentences,
  ...answerSentences,
  ...geminiSentences,
  ...callSentences,
  ...panelSentences,
  ...commandSentences,
} satisfies Record<string, string | ((values: never) => string)>;
