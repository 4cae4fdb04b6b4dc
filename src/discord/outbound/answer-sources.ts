import { truncate } from '../../base/truncate.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { Block } from '../../markdown/block.ts';
import type { Say } from '../../text/languages.ts';
import { toInline } from '../../text/markdown-escape.ts';
import { markSmall } from './sentence-marks.ts';

/** How many searches and pages are shown at most. Google's terms speak of up to five searches. */
const MOST_QUERIES = 5;
const MOST_SOURCES = 10;

/** How many characters of a search or a page's name are shown. */
const MOST_NAME = 60;

/** How long what stands under an answer may be, in characters: it fits into one message. */
const MOST = 1_800;

/** How much of that the searches may take: one always fits, although an address spells out the letters of most scripts. */
const MOST_SEARCHED = 1_000;

/** What was found on the web for an answer, as far as its readers are shown it. */
export type FoundOnWeb = Pick<Turn['grounding'], 'queries' | 'sources'>;

/**
 * What stands under an answer that was found on the web, in at most `room` characters: links to what was searched for, as
 * Google's terms want them to be seen, and numbered links to the pages. The names beside them are anybody's words, so
 * they're shown letter by letter. What there's no room for is counted.
 */
export const listSources = ({ queries, sources }: FoundOnWeb, say: Say, room = MOST): string => {
  const legible = queries.filter((query) => shorten(query) !== '');
  const searched = fit(legible, MOST_QUERIES, Math.min(room, MOST_SEARCHED), (all, more) =>
    markSmall({ code: 'part.searched', links: all.map(linkQuery), more }, say),
  );
  const found = fit(sources, MOST_SOURCES, room - searched.length - 1, (all, more) =>
    markSmall({ code: 'part.sources', links: all.map(linkSource), more }, say),
  );
  return [searched, found].filter(Boolean).join('\n');
};

/** A line with as many as fit, and at most so many; `more` are left out. Nothing if not even one fits. */
const fit = <T>(
  all: readonly T[],
  most: number,
  room: number,
  toLine: (taken: readonly T[], more: number) => string,
): string => {
  const taken: T[] = [];
  for (const one of all.slice(0, most))
    if (toLine([...taken, one], all.length - taken.length - 1).length <= room) taken.push(one);
  return taken.length > 0 ? toLine(taken, all.length - taken.length) : '';
};

const linkQuery = (query: string): string => {
  const letters = [...query].slice(0, MOST_NAME).join('');
  return link(shorten(query), `https://www.google.com/search?q=${encodeURIComponent(letters.toWellFormed())}`);
};

/** The number is the link: Discord shows none under a text that is an address itself, as many of the names are. */
const linkSource = ({ title, url }: FoundOnWeb['sources'][number], at: number): string =>
  `${link(`${at + 1}`, url)} ${shorten(title) || shorten(URL.parse(url)?.hostname ?? '')}`;

const shorten = (text: string): string => toInline(truncate(text.replace(/\s+/g, ' '), MOST_NAME));

/** An address as it stands in a link. What would end it there is spelled out. */
const link = (label: string, url: string): string =>
  `[${label}](${url.replace(/[\s()<>[\]\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)})`;

/** Whether a message ends in numbered links to pages. They're shown only once all of an answer is, in every language alike. */
export const hasSources = (content: string): boolean => /^-# .*\[1\]\(https?:\/\//m.test(content);

/** The same as a block, which no message ends in the middle of; nothing if nothing was found. */
export const makeSourceBlocks = (found: FoundOnWeb | undefined, say: Say): Block[] => {
  const text = found ? listSources(found, say) : '';
  return text === '' ? [] : [{ is: 'fixed', gap: '\n\n', text }];
};
