import type { Sender } from '../../base/inbound.ts';
import { type Person, sanitizeName } from '../people/person.ts';
import { quoteLines, sanitizeTitle, shortenText } from '../people/quoted-text.ts';

/**
 * A message that somebody else wrote, or that holds more than words: the one that a question replies to, that it
 * forwards, or that it's about; `own` is what else the question's own message holds, such as a poll; `earlier` is one that
 * people wrote to each other before it; `withheld` stands for one whose words aren't passed on. `button` is what Parley itself
 * asked by a button in the channel before, and whom it asked is `from`; `became` says what came of it.
 *
 * `from` is its author, by the conversation's label once they have one; nobody tells who wrote a forwarded message.
 * `author` says what else is known of them, if they're no member, or not the one who wrote these words; it isn't stored.
 * `isHidden` says that Discord doesn't show us its words. `unseen` names what nobody can make text of, such as stickers.
 */
export type Quote = {
  is: 'reply' | 'forward' | 'target' | 'own' | 'earlier' | 'withheld' | 'button';
  from?: Person | 'parley';
  author?: QuoteAuthor;
  text: string;
  isHidden?: boolean;
  unseen?: readonly string[];
  became?: ButtonEnd;
};

/** A bot or a webhook, and what it can be named by; or nobody knows, as of what somebody forwarded. */
export type QuoteAuthor = 'unknown' | (Pick<Sender, 'as'> & { kind: 'bot' | 'webhook' });

/**
 * What became of a button: it was pressed and what it asked was done, or failed, or nobody knows which; it was pressed too late for
 * that to be allowed; who was asked left it; nobody pressed it in time.
 */
export type ButtonEnd = 'done' | 'failed' | 'uncertain' | 'forbidden' | 'left' | 'late';

/** Stands for a message whose words aren't passed on. It has no author either. */
export const WITHHELD: Quote = { is: 'withheld', text: '' };

/** Whether a quote is a message of somebody else that the asker brought along. */
export const isBrought = ({ is }: Quote): boolean => is === 'reply' || is === 'forward' || is === 'target';

/** How much of a quoted message the model is told, and how much a session is told of it later, in characters. */
const MOST_TOLD = 4_500;
const MOST_STORED = 500;

/** Whose messages are quoted, by id. */
export const listQuoted = (quotes: readonly Quote[] = []): string[] => [
  ...new Set(quotes.flatMap(({ from }) => (typeof from === 'object' ? [from.id] : []))),
];

/** The quotes of a question as they're stored with its turn. */
export const toStoredQuotes = (quotes: readonly Quote[]): Quote[] =>
  quotes.map(({ author: _, ...quote }) => ({ ...quote, text: shortenText(quote.text, MOST_STORED).text }));

/** Whose message a quote is, such as `Bob's message`. */
export const nameQuote = ({ is, from }: Quote): string => {
  if (from === 'parley') return 'your own message';
  if (from) return `${sanitizeName(from.name)}'s message`;
  return is === 'forward' ? 'the forwarded message' : 'a message';
};

/** What the model is told of a button. It's a report, and asks for nothing. */
const BECAME: Readonly<Record<ButtonEnd, string>> = {
  done: 'was pressed, and it is done',
  failed: 'was pressed, but it did not work',
  uncertain: 'was pressed, but it is not known whether it was done',
  forbidden: 'was pressed, but it is not allowed here any more, so nothing was done',
  left: 'was declined, so nothing was done',
  late: 'was not pressed in time, so nothing was done',
};

const nameAsked = ({ from }: Quote): string => (typeof from === 'object' ? sanitizeName(from.name) : 'somebody');

/** A quote as the model reads it: a line of ours that says what it is, and then its words, each line behind a sign. */
export const tellQuote = (quote: Quote): string => {
  const { is, text, isHidden, unseen = [] } = quote;
  if (is === 'withheld') return `[with it: ${announceQuote(quote)}]`;
  const { text: words, isCut } = shortenText(text, MOST_TOLD);
  const about = `[with it: ${announceQuote(quote)}`;
  return [
    ...(isHidden ? [`${about}, whose words Discord doesn't show you]`] : []),
    ...(isHidden || words !== '' || is === 'own' ? [] : [`${about}, which has no words]`]),
    ...(isHidden || words === '' ? [] : [`${about}; its words follow]`, quoteLines(words)]),
    ...(isCut ? ['[with it: the rest of these words is left out]'] : []),
    ...unseen.map((what) => `[with it: ${sanitizeTitle(what)}, which you can't see]`),
  ].join('\n');
};

const announceQuote = (quote: Quote): string => {
  switch (quote.is) {
    case 'reply':
      return `a reply to ${nameQuote(quote)}`;
    case 'target':
      return `the question is about ${nameQuote(quote)}`;
    case 'forward':
      return 'a forwarded message';
    case 'own':
      return 'more of the same message';
    case 'earlier':
      return `earlier in this channel, not said to you: ${nameQuote(quote)}`;
    case 'withheld':
      return "a message that isn't passed on to you, because it isn't known that its author agreed to that; whoever asks reads so as well";
    case 'button':
      return `since then, the button that you showed ${nameAsked(quote)} ${BECAME[quote.became ?? 'uncertain']}`;
  }
};
