import type { RepliableInteraction } from 'discord.js';
import { sanitizeName } from '../../conversation/people/person.ts';
import type { Question } from '../../conversation/turns/turn.ts';
import { toVerbatim } from './markdown-escape.ts';

/** How much of a question is repeated above an answer that no longer stands under it. */
const MOST_QUESTION = 120;

/**
 * The line that says who asked what, in the asker's own words. Everyone reads it, including people who can't see what
 * the model was told by name.
 */
export const quoteQuestion = (interaction: RepliableInteraction, { person, text: worded }: Question): string => {
  const written = interaction.isChatInputCommand() ? interaction.options.getString('question') : null;
  const text = written ?? worded;
  const line = [...text.replace(/\s+/g, ' ')];
  const short = line.length > MOST_QUESTION ? `${line.slice(0, MOST_QUESTION).join('')}…` : line.join('');
  return `-# ${toVerbatim(sanitizeName(person.name))} asked: ${toVerbatim(short)}`;
};
