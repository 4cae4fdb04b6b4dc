import type { OptionValues } from '../world/discord/options.ts';
import { fillOptions, type NamedChannel, type Offer } from './command-options.ts';
import { parsePath } from './file-path.ts';

/** What asks the bot for something. */
export type AskDeed =
  | { is: 'slash'; command: string; options: OptionValues }
  | { is: 'says'; text: string }
  | { is: 'presses'; button: string };

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
const OWN = ['press', 'as', 'say', 'save', 'restart', 'kill', 'quit'];

/** Separates a line from what is done in the middle of its answer. */
const AMID = /\s+&\s+(?=\/(?:restart|kill|stop|press)\b)/;

/**
 * Parses a line. `/name option: value` is a slash command, and `LINE & /kill` does something in the middle of the answer
 * to a line. A line without a slash is just said.
 *
 * @throws an error that says what is wrong with a line that starts with a slash, and what would be right.
 */
export const parseLine = (line: string, offered: Offers): LineDeed => {
  const [first = '', second] = line.split(AMID, 2);
  if (second === undefined) return singleOf(line, offered);
  const [asking, blow] = [singleOf(first, offered), singleOf(second, offered)];
  if (isAsking(asking) && isBlow(blow)) return { is: 'amid', asking, blow };
  throw new Error(`Nothing is answered to ${first}, so nothing can be done in the middle of it.`);
};

const singleOf = (line: string, { commands, channels = [] }: Offers): Exclude<LineDeed, { is: 'amid' }> => {
  if (!line.startsWith('/')) return { is: 'says', text: line };
  const [, word = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  switch (word) {
    case 'quit':
    case 'restart':
    case 'kill':
      if (rest) throw new Error(`/${word} takes nothing after its name.`);
      return { is: word };
    case 'as':
      return { is: 'becomes', name: requireText(rest, '/as needs a name: /as Ada') };
    case 'say':
      return { is: 'speaks', file: requireText(parsePath(rest), '/say needs a WAV file: /say hello.wav') };
    case 'save':
      return { is: 'save', file: parsePath(rest) || FILE };
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
    `/${word} is no command. There are ${names(commands.map(({ name }) => name))}, and for the rehearsal ${names(OWN)}.`,
  );
};

const isAsking = (deed: LineDeed): deed is AskDeed =>
  deed.is === 'says' || deed.is === 'slash' || deed.is === 'presses';

const isBlow = (deed: LineDeed): deed is Blow => deed.is === 'restart' || deed.is === 'kill' || isAsking(deed);

const requireText = (text: string, otherwise: string): string => {
  if (!text) throw new Error(otherwise);
  return text;
};
