import type { RepliableInteraction } from 'discord.js';
import { truncate } from '../../base/truncate.ts';
import { sanitizeName } from '../../conversation/people/person.ts';
import type { Question } from '../../conversation/turns/question.ts';
import type { Say } from '../../text/languages.ts';
import { toInline } from '../../text/markdown-escape.ts';
import { markSmall } from './sentence-marks.ts';

/** How much of a question is repeated above an answer that no longer stands under it, in characters. */
const MOST_QUESTION = 120;

/**
 * The line that says who asked what, in the asker's own words. Everyone reads it, including people who can't see what
 * the model was told by name.
 */
export const quoteQuestion = (
  interaction: RepliableInteraction,
  { person, text: worded, written: inForm }: Question,
  say: Say,
): string => {
  const written = interaction.isChatInputCommand() ? interaction.options.getString('question') : inForm;
  const text = written ?? worded;
  const short = truncate(text.replace(/\s+/g, ' '), MOST_QUESTION);
  const name = toInline(sanitizeName(person.name));
  return markSmall({ code: 'answer.to', name, question: toInline(short) }, say);
};
