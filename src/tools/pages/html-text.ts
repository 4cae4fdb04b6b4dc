import { Parser } from 'htmlparser2';

/** What of a page nobody reads, or what would run. */
const UNREAD = new Set(
  'script style noscript template svg math iframe object embed canvas audio video nav footer button select'.split(' '),
);

/** What stands in lines of its own. */
const BLOCKS = new Set(
  'address article aside blockquote br dd div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tr ul'.split(
    ' ',
  ),
);

/** Pages that are nested deeper than this are made to harm their readers. */
const DEEPEST = 500;

/** A page's title and what people read of it. */
export type PageText = { title: string; text: string };

/**
 * The words of a page, without anything of it being run or loaded, at most `most` characters. Headings begin with `#`, and
 * entries of lists with `-`.
 */
export const readHtml = (html: string, most: number): PageText => {
  let [title, text] = ['', ''];
  /** The tags that are open, of which those that hide what's in them are counted. */
  const open: string[] = [];
  let hidden = 0;
  const parser = new Parser({
    onopentagname(name) {
      open.push(name);
      if (UNREAD.has(name)) hidden += 1;
      if (BLOCKS.has(name)) text += '\n';
      const [, level] = /^h([1-6])$/.exec(name) ?? [];
      if (hidden === 0 && level !== undefined) text += `${'#'.repeat(Number(level))} `;
      if (hidden === 0 && name === 'li') text += '- ';
      if (name === 'td' || name === 'th') text += ' | ';
      if (open.length > DEEPEST || text.length > most * 2) parser.reset();
    },
    ontext(words) {
      if (open.at(-1) === 'title' && title === '') title = words.trim().slice(0, 300);
      else if (hidden === 0 && !open.includes('head')) text += words.replace(/\s+/g, ' ');
    },
    onclosetag(name) {
      if (open.pop() !== undefined && UNREAD.has(name)) hidden -= 1;
      if (BLOCKS.has(name)) text += '\n';
    },
  });
  parser.write(html);
  parser.end();
  return { title, text: tidy(text).slice(0, most) };
};

/** No blank line twice, and no blanks at the ends of lines. */
const tidy = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
