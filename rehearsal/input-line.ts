import { length } from '../world/discord/limits.ts';
import type { OptionValues } from '../world/discord/options.ts';
import { fillOptions, type NamedChannel, type Offer } from './command-options.ts';
import { parsePath, splitPaths } from './file-path.ts';
import type { MessageDeed } from './message-deeds.ts';

/** What asks the bot for something. */
export type AskDeed =
  | { is: 'slash'; command: string; options: OptionValues; files?: Readonly<Record<string, string>> }
  | { is: 'asks about'; number: number; question: string }
  | MessageDeed
  | { is: 'presses'; button: string }
  | { is: 'picks'; option: string }
  | { is: 'fills'; text: string };

/** What can be done in the middle of an answer. */
export type Blow = { is: 'restart' } | { is: 'kill' } | AskDeed;

/** What a typed line means. */
export type LineDeed =
  | AskDeed
  | Blow
  | { is: 'amid'; asking: AskDeed; blow: Blow }
  | { is: 'becomes'; name: string }
  | { is: 'speaks'; file: string }
  | { is: 'save'; file: string }
  | { is: 'quit' };

/** What can be typed in this world: commands, and the names of channels. */
export type Offers = { commands: readonly Offer[]; channels?: readonly NamedChannel[] };

/** Where sound is saved by default. */
const FILE = 'answer-heard.wav';

/** The commands of the rehearsal itself. */
const OWN = [
  'press',
  'pick',
  'fill',
  'as',
  'send',
  'voice',
  'reply',
  'forward',
  'about',
  'say',
  'save',
  'restart',
  'kill',
  'quit',
];

/** The most characters in a name, as Discord allows for a nickname. */
const MOST_NAME = 32;

/** Separates a line from what is done in the middle of its answer. A `&` before anything but a slash is a plain one. */
const AMID = /(?<!\S)&\s+(?=\/)/;

/** The commands that can stand after `&`. */
const AFTER_AND = /^\/(?:restart|kill|stop|press)(?!\S)/;

/**
 * Parses a line. `/name option: value` is a slash command, and `LINE & /kill` does something in the middle of the answer
 * to a line. A line without a slash is just said.
 *
 * @throws an error that says what is wrong with the line, and what would be right.
 */
export const parseLine = (line: string, offered: Offers): LineDeed => {
  const [first = '', second, third] = line.split(AMID, 3).map((part) => part.trim());
  if (second === undefined) return singleOf(line, offered);
  if (!AFTER_AND.test(second)) throw new Error('Only /kill, /restart, /stop and /press NAME can follow &.');
  if (!first) throw new Error('A line has to come before &, such as /ask count to 100 & /kill');
  if (third !== undefined) throw new Error('Only one thing can be done in the middle of an answer.');
  const [asking, blow] = [singleOf(first, offered), singleOf(second, offered)];
  if (isAsking(asking) && isBlow(blow)) return { is: 'amid', asking, blow };
  throw new Error(`Parley doesn’t answer ${first}, so nothing can be done in the middle of it.`);
};

const singleOf = (line: string, { commands, channels = [] }: Offers): Exclude<LineDeed, { is: 'amid' }> => {
  if (!line.startsWith('/')) return { is: 'says', text: line };
  const [, word = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  const { [word]: parse } = MESSAGES;
  if (parse) return parse(rest);
  switch (word) {
    case 'quit':
    case 'restart':
    case 'kill':
      if (rest) throw new Error(`/${word} takes nothing after its name.`);
      return { is: word };
    case 'as':
      return { is: 'becomes', name: parseName(rest) };
    case 'say':
      return { is: 'speaks', file: requireText(parsePath(rest), '/say needs a WAV file: /say hello.wav') };
    case 'save':
      return { is: 'save', file: parseTarget(rest) };
    case 'pick':
      return { is: 'picks', option: requireText(rest, '/pick needs what stands in a menu: /pick In calls') };
    case 'fill':
      return { is: 'fills', text: requireText(rest, '/fill needs a field of the form: /fill voice: Puck') };
    case 'press':
      return {
        is: 'presses',
        button: requireText(rest.replace(/^\[(.*)\]$/, '$1'), '/press needs what stands on the button: /press Keep it'),
      };
  }
  const offer = commands.find(({ name }) => name === word);
  if (offer) return { is: 'slash', ...fillOptions(offer, rest, channels) };
  const names = (all: readonly string[]) => all.map((name) => `/${name}`).join(', ');
  throw new Error(
    `/${word} isn’t a command. Parley has ${names(commands.map(({ name }) => name))}. The rehearsal has ${names(OWN)}.`,
  );
};

/** What can be done with messages, by the word that does it. */
const MESSAGES: Record<string, (rest: string) => AskDeed> = {
  send: (rest) => {
    const [files, text] = splitPaths(requireText(rest, '/send needs a file: /send log.txt @Parley what went wrong?'));
    return { is: 'says', text, files };
  },
  voice: (rest) => ({
    is: 'records',
    file: requireText(parsePath(rest), '/voice needs a WAV file: /voice hello.wav'),
  }),
  reply: (rest) => {
    const [number, text] = parseNumbered(rest, '/reply 1 @Parley what does this mean?');
    return { is: 'says', text: requireText(text, '/reply needs words after the number.'), replyTo: number };
  },
  forward: (rest) => {
    const [number, more] = parseNumbered(rest, '/forward 1');
    if (more) throw new Error('/forward takes nothing after the number. A forwarded message has no words of its own.');
    return { is: 'forwards', number };
  },
  about: (rest) => {
    const [number, question] = parseNumbered(rest, '/about 1 what does this mean?');
    return { is: 'asks about', number, question: requireText(question, '/about needs a question after the number.') };
  },
};

const ASKING: readonly string[] = ['says', 'records', 'forwards', 'asks about', 'slash', 'presses', 'picks', 'fills'];

const isAsking = (deed: LineDeed): deed is AskDeed => ASKING.includes(deed.is);

const isBlow = (deed: LineDeed): deed is Blow => deed.is === 'restart' || deed.is === 'kill' || isAsking(deed);

const parseName = (text: string): string => {
  const characters = length(requireText(text, '/as needs a name: /as Ada'));
  if (characters <= MOST_NAME) return text;
  throw new Error(`A name takes at most ${MOST_NAME} characters; these are ${characters}.`);
};

/** The number of a message, and what stands after it. */
const parseNumbered = (text: string, example: string): [number: number, rest: string] => {
  const [, number, rest = ''] = /^([1-9]\d{0,5})(?:\s+(.*))?$/s.exec(text) ?? [];
  if (number !== undefined) return [Number(number), rest];
  throw new Error(`Write the number of the message, where 1 is the newest: ${example}`);
};

/** The file to save sound in. */
const parseTarget = (text: string): string => {
  const file = parsePath(text) || FILE;
  if (/\.wav$/i.test(file)) return file;
  throw new Error('/save writes a WAV file, so its name has to end in .wav: /save answer.wav');
};

const requireText = (text: string, otherwise: string): string => {
  if (!text) throw new Error(otherwise);
  return text;
};
