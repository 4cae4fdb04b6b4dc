import {
  type Embed,
  type Message,
  MessageFlags,
  MessageReferenceType,
  type MessageSnapshot,
  type Poll,
} from 'discord.js';
import type { Author } from '../../base/omission.ts';
import type { Place } from '../../base/place.ts';
import { shortenText } from '../../conversation/people/quoted-text.ts';
import type { Quote, QuoteAuthor } from '../../conversation/turns/quote.ts';
import type { SentFile } from '../../media/sent-file.ts';
import { nameReferences, type Visibility } from './references.ts';
import { readAuthor } from './sender.ts';
import { readSentFiles } from './sent-files.ts';

/**
 * What came with a question besides its own words: messages, and files that haven't been fetched. `author` is who wrote the
 * message that isn't the question's own, if there is one and Parley didn't write it; `origin` is where in a server it was
 * forwarded from.
 */
export type Material = {
  quotes: readonly Quote[];
  files: readonly SentFile[];
  author?: Author | undefined;
  origin?: Place | undefined;
};

export const NOTHING: Material = { quotes: [], files: [] };

/** How much of each part of a message is told, in characters. */
const MOST = { words: 2_000, embeds: 1_500, poll: 1_000 };

/** How much of an answer of ours is told, in characters: enough to know which one is meant. The model knows the rest. */
const MOST_OF_OURS = 300;

/** What a message or the copy of a forwarded one holds. An event may lack any of it. */
type Content = Partial<
  Pick<
    Message | MessageSnapshot,
    'content' | 'embeds' | 'attachments' | 'stickers' | 'flags' | 'poll' | 'messageSnapshots'
  >
>;

/**
 * A message that is quoted, in the eyes of the person who quotes it: what they can't see by name has no name here. Its
 * files come with it.
 */
export const readQuotedMessage = (message: Message, is: 'reply' | 'target' | 'earlier', seen: Visibility): Material => {
  const { quote, files } = readContent(message, is, seen);
  if (message.author?.id === message.client.user.id) {
    const ours: Quote = { ...quote, from: 'parley', text: shorten(quote.text, MOST_OF_OURS) };
    // What was said aloud in an answer stands in the transcript.
    return { quotes: [ours], files: files.filter(({ isVoice }) => !isVoice) };
  }
  const { author, member, messageSnapshots } = message;
  const from = author && { id: author.id, name: member?.displayName ?? author.displayName };
  // Whoever forwards a message didn't write it.
  const isTheirs = author && !messageSnapshots?.size;
  const writer = isTheirs ? readAuthor(message) : 'unknown';
  const quotes = [{ ...quote, ...(from && { from }), ...noteAuthor(writer) }];
  return { quotes, files, author: writer, origin: findOrigin(message) };
};

/** What a quote says of its author, besides the name of a member. */
const noteAuthor = (author: Author): { author?: QuoteAuthor } => {
  if (author === 'unknown') return { author };
  const { kind, as } = author;
  return kind === 'member' ? {} : { author: { kind, ...(as && { as }) } };
};

/** The message that a message forwards. Discord doesn't tell whose it is. */
export const readForward = (message: Pick<Message, 'messageSnapshots' | 'reference'>, seen: Visibility): Material => {
  const [snapshot] = message.messageSnapshots?.values() ?? [];
  if (!snapshot) return NOTHING;
  const { quote, files } = readContent(snapshot, 'forward', seen);
  return { quotes: [quote], files, author: 'unknown', origin: findOrigin(message) };
};

/** Where in a server the message stood that this one forwards (Discord docs, resources/message, "Message Reference Structure"). */
const findOrigin = ({ reference }: Pick<Message, 'reference'>): Place | undefined => {
  if (reference?.type !== MessageReferenceType.Forward || !reference.guildId) return undefined;
  return { server: reference.guildId, channel: reference.channelId, parent: undefined };
};

/** What a question's own message holds besides its words and files: a poll, stickers, embeds of its links. */
export const readOwnExtras = (message: Message, seen: Visibility): Quote[] => {
  const { embeds, poll, stickers } = message;
  const { quote } = readContent({ embeds, poll, stickers }, 'own', seen);
  return quote.isHidden ? [] : [quote];
};

const readContent = (content: Content, is: Quote['is'], seen: Visibility): { quote: Quote; files: SentFile[] } => {
  const forwarded = content.messageSnapshots?.first();
  const inner = forwarded && readContent(forwarded, 'forward', seen);
  const text = [
    shorten(content.content ?? '', MOST.words),
    shorten((content.embeds ?? []).map(readEmbed).filter(Boolean).join('\n'), MOST.embeds),
    shorten(content.poll ? readPoll(content.poll) : '', MOST.poll),
    inner?.quote.text ? `(a forwarded message)\n${inner.quote.text}` : '',
  ];
  const words = nameReferences(text.filter(Boolean).join('\n'), seen);
  const isVoice = content.flags?.has(MessageFlags.IsVoiceMessage) ?? false;
  const files = [
    ...readSentFiles(content.attachments?.values() ?? [], { of: 'quote', isVoice }),
    ...(inner?.files ?? []),
  ];
  const stickers = [...(content.stickers?.values() ?? [])].map(({ name }) => `a sticker ${name}`);
  const unseen = [...stickers, ...(inner?.quote.unseen ?? [])];
  return {
    quote: {
      is,
      text: words,
      // Discord sends no message without any content, so one without any was emptied for us.
      ...(words === '' && files.length === 0 && unseen.length === 0 && { isHidden: true }),
      ...(unseen.length > 0 && { unseen }),
    },
    files,
  };
};

const shorten = (text: string, most: number): string => {
  const { text: words, isCut } = shortenText(text.trim(), most);
  return isCut ? `${words} […]` : words;
};

/** The words of an embed, such as the preview of a link or what another bot has to say. */
const readEmbed = ({ author, title, description, fields = [], footer }: Embed): string => {
  const lines = [
    author?.name,
    title,
    description,
    ...fields.map(({ name, value }) => `${name}: ${value}`),
    footer?.text,
  ];
  const words = lines.filter(Boolean).join('\n');
  return words && `(a card)\n${words}`;
};

const readPoll = ({ question, answers }: Poll): string =>
  [`(a poll) ${question.text ?? ''}`, ...answers.map(({ text }) => `- ${text ?? ''}`)].join('\n');
