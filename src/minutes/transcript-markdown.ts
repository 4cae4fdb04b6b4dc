import { formatZonedTime } from '../base/zoned-time.ts';
import { LINES } from '../conversation/people/name-marks.ts';
import { sanitizeName } from '../conversation/people/person.ts';
import { sanitizeText } from '../conversation/people/quoted-text.ts';
import { listParts } from '../conversation/turns/answer-part.ts';
import type { Quote } from '../conversation/turns/quote.ts';
import type { NumberedTurn } from '../conversation/turns/stored-turn.ts';
import { toVerbatim } from '../text/markdown-escape.ts';
import type { FileWords, TranscriptFormat } from './transcript-format.ts';

/** Words as they were said, line by line: nothing in them is taken for Markdown, so nothing is loaded or linked. */
const tellVerbatim = (text: string): string => sanitizeText(text).split(LINES).map(toVerbatim).join('\\\n');

/** Markdown as it was written, in a fence that nothing in it can close. */
const fence = (markdown: string): string => {
  const longest = Math.max(2, ...[...markdown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}markdown\n${markdown}\n${fence}`;
};

const tellWritten = ({ title = '', markdown }: { title?: string; markdown: string }, { wrote }: FileWords): string =>
  `${wrote} ${toVerbatim(title)}`.trimEnd().concat('\n\n', fence(markdown));

const tellSpeaker = (name: string): string => `**${toVerbatim(sanitizeName(name))}**`;

const tellQuote = ({ from, text }: Quote, { quoted }: FileWords): string => {
  const author = typeof from === 'object' ? ` ${toVerbatim(sanitizeName(from.name))}:` : '';
  return `> ${quoted}${author} ${toVerbatim(text)}`;
};

const tellTurn = (
  { person, at, asked, quotes = [], files = [], answered, written = [] }: NumberedTurn,
  words: FileWords,
  zone: string,
): string =>
  [
    `${tellSpeaker(person.name)} · ${formatZonedTime(at, zone)}  \n${tellVerbatim(asked)}`,
    // People saw in the channel what became of a button.
    ...quotes.filter(({ is }) => is !== 'button').map((quote) => tellQuote(quote, words)),
    ...files.map(({ name, size }) => `${words.file} ${toVerbatim(name)}, ${size}`),
    ...listParts(answered, written).map((part, index) => {
      const speaker = index === 0 ? '**Parley**  \n' : '';
      return part.is === 'said'
        ? `${speaker}${tellVerbatim(part.text.trim())}`
        : `${speaker}${tellWritten(part.part, words)}`;
    }),
  ].join('\n\n');

/** A transcript to read. Times are those of the place's time zone. */
export const markdownFormat: TranscriptFormat = {
  ending: 'md',
  begin: ({ words, zone }, turns, leftOut) => {
    const [first, last] = [turns.at(0), turns.at(-1)];
    const span =
      first && last ? `${formatZonedTime(first.at, zone)} – ${formatZonedTime(last.at, zone)} (${zone})` : zone;
    return `# ${words.title}\n\n${span}\n\n${leftOut > 0 ? `${words.cut}\n\n` : ''}`;
  },
  tell: (turn, _around, { words, zone }) => tellTurn(turn, words, zone),
  joint: '\n\n---\n\n',
  end: '\n',
};
