import { isBlank } from '../../base/blank.ts';
import { truncate } from '../../base/truncate.ts';
import type { WrittenPart } from '../../live/protocol/tool-call.ts';

/** A written part of an answer and its place: how many characters (UTF-16 units) were said before it. */
export type PlacedPart = WrittenPart & { at: number };

/** A part of an answer: words that were said, or something that was written. */
export type AnswerPart = { is: 'said'; text: string } | { is: 'written'; part: WrittenPart };

/** How many characters of each written part a session is told. */
const MOST_TOLD = 2_000;

/** An answer in the order in which it came. The said parts, put together, are what was said, except for blank ones. */
export const listParts = (said: string, written: readonly PlacedPart[]): AnswerPart[] => {
  const parts: AnswerPart[] = [];
  let from = 0;
  const say = (to: number) => {
    const text = said.slice(from, to);
    if (!isBlank(text)) parts.push({ is: 'said', text });
    from = Math.max(from, to);
  };
  for (const part of written) {
    say(part.at);
    parts.push({ is: 'written', part });
  }
  say(said.length);
  return parts;
};

/**
 * An answer as a session is told of it later. What was written is a note in the model's own words: nobody has seen Live
 * take function calls as history. So are the sites that it was found on, by their names.
 */
export const tellAnswer = (
  said: string,
  written: readonly PlacedPart[] = [],
  sites: readonly string[] = [],
): string => {
  const found = sites.length > 0 ? [`(I found this on the web: ${sites.join(', ')})`] : [];
  if (written.length === 0) return [said, ...found].join('\n');
  const parts = listParts(said, written).map((one) => (one.is === 'said' ? one.text.trim() : noteWritten(one.part)));
  return [...parts, ...found].join('\n');
};

const noteWritten = ({ markdown, title }: WrittenPart): string => {
  const titled = title === undefined ? '' : `, titled “${title}”`;
  return `(I wrote this in the channel${titled}: ${truncate(markdown, MOST_TOLD)})`;
};
