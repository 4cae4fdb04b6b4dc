import type { Catalogue } from '../text.ts';
import { accessSentences } from './access-sentences.ts';
import { answerSentences } from './answer-sentences.ts';
import { askingSentences } from './asking-sentences.ts';
import { callSentences } from './call-sentences.ts';
import { commandSentences } from './command-sentences.ts';
import { commandWords } from './command-words.ts';
import { geminiSentences } from './gemini-sentences.ts';
import { interpretSentences } from './interpret-sentences.ts';
import { limitSentences } from './limit-sentences.ts';
import { mediaSentences } from './media-sentences.ts';
import { panelSentences } from './panel-sentences.ts';
import { privacySentences } from './privacy-sentences.ts';
import { recapSentences } from './recap-sentences.ts';
import { reminderSentences } from './reminder-sentences.ts';
import { settingSentences } from './setting-sentences.ts';
import { settingsPanelSentences } from './settings-panel-sentences.ts';
import { soundSentences } from './sound-sentences.ts';
import { toolSentences } from './tool-sentences.ts';
import { usageSentences } from './usage-sentences.ts';

/** Every sentence that people read, in Spanish. */
export const es: Catalogue = {
  ...askingSentences,
  ...answerSentences,
  ...geminiSentences,
  ...callSentences,
  ...interpretSentences,
  ...limitSentences,
  ...mediaSentences,
  ...panelSentences,
  ...commandWords,
  ...commandSentences,
  ...soundSentences,
  ...accessSentences,
  ...settingSentences,
  ...settingsPanelSentences,
  ...privacySentences,
  ...usageSentences,
  ...toolSentences,
  ...recapSentences,
  ...reminderSentences,
};
