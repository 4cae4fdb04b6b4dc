import { Parser, parseFeed } from 'htmlparser2';
import { readHtml } from './html-text.ts';

/** How many entries of a feed are told, and how much of each, in characters. */
const MOST = { entries: 20, title: 200, about: 500 };

/** Feeds aren't nested deeper than this. What is takes the library's reader minutes, or more stack than there is. */
const DEEPEST = 100;

/** Whether a text may be a feed: RSS, Atom or RDF. */
export const isFeed = (text: string): boolean => /<(?:rss|feed|rdf:RDF)[\s>]/i.test(text.slice(0, 2_000));

/** Whether a text has more tags in each other than a feed has. */
const isTooDeep = (xml: string): boolean => {
  let [depth, deepest] = [0, 0];
  const parser = new Parser(
    {
      onopentagname() {
        depth += 1;
        deepest = Math.max(deepest, depth);
        if (deepest > DEEPEST) parser.reset();
      },
      onclosetag() {
        depth -= 1;
      },
    },
    { xmlMode: true },
  );
  parser.write(xml);
  parser.end();
  return deepest > DEEPEST;
};

/** The newest entries of a feed, a paragraph each; nothing if it's none. */
export const readFeed = (xml: string): { title: string; text: string } | undefined => {
  const feed = isTooDeep(xml) ? null : parseFeed(xml);
  if (!feed) return undefined;
  const entries = feed.items.slice(0, MOST.entries).map(({ title = '', link = '', description = '', pubDate }) => {
    const about = readHtml(description, MOST.about).text.replace(/\s+/g, ' ');
    const date =
      pubDate === undefined || Number.isNaN(pubDate.getTime()) ? '' : ` (${pubDate.toISOString().slice(0, 16)})`;
    return [`- ${readHtml(title, MOST.title).text}${date}`, about, link.slice(0, 300)]
      .filter((line) => line !== '')
      .join('\n  ');
  });
  return { title: readHtml(feed.title ?? '', MOST.title).text, text: entries.join('\n') };
};
