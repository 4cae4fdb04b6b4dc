import type { RepliableInteraction } from 'discord.js';
import { sanitizeName } from '../../conversation/people/person.ts';
import type { Question } from '../../conversation/turns/turn.ts';
import { toVerbatim } from './markdown-escape.ts';

/** The most of a question that is repeated above an answer which no longer stands under it. */
const MOST_QUESTION = 120;

/**
 * The line that says who asked what, in the words that they wrote: everybody reads it, also whoever cannot see what the model
 * is told by its name.
 */
export const quoteQuestion = (interaction: RepliableInteraction, { person, text: worded }: Question): string => {
  const written = interaction.isChatInputCommand() ? interaction.options.getString('question') : null;
  const text = written ?? worded;
  const line = [...text.replace(/\s+/g, ' ')];
  const short = line.length > MOST_QUESTION ? `${line.slice(0, MOST_QUESTION).join('')}…` : line.join('');
  return `-# ${toVerbatim(sanitizeName(person.name))} asked: ${toVerbatim(short)}`;
};
