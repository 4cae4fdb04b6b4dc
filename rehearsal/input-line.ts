import type { Options } from '../world/discord/options.ts';
import { filled, type Named, type Offer } from './command-options.ts';
import { pathOf } from './file-path.ts';

/** What asks the bot for something. */
export type Asking =
  | { is: 'slash'; command: string; options: Options }
  | { is: 'says'; text: string }
  | { is: 'presses'; button: string };

/** What can be done in the middle of an answer. */
export type Blow = { is: 'restart' } | { is: 'kill' } | Asking;

/** What a typed line means. */
export type Deed =
  | Asking
  | Blow
  | { is: 'amid'; asking: Asking; blow: Blow }
  | { is: 'becomes'; name: string }
  | { is: 'speaks'; file: string }
  | { is: 'save'; file: string }
  | { is: 'quit' };

/** What the world offers to those who type: commands, and channels to name. */
export type Offered = { commands: readonly Offer[]; channels?: readonly Named[] };

/** Where sound is saved, if nobody says where. */
const FILE = 'answer-heard.wav';

/** The commands of the rehearsal itself. */
const OWN = ['press', 'as', 'say', 'save', 'restart', 'kill', 'quit'];

/** Separates a line from what is done in the middle of its answer. */
const AMID = /\s+&\s+(?=\/(?:restart|kill|stop|press)\b)/;

/**
 * Understands a line. `/name option: value` is a slash command, and `LINE & /kill` what is done in the middle of the answer
 * to a line. What begins with no slash is just said.
 *
 * @throws an error that says what is wrong with a line that begins with a slash, and what would be right.
 */
export const deedOf = (line: string, offered: Offered): Deed => {
  const [first = '', second] = line.split(AMID, 2);
  if (second === undefined) return singleOf(line, offered);
  const [asking, blow] = [singleOf(first, offered), singleOf(second, offered)];
  if (isAsking(asking) && isBlow(blow)) return { is: 'amid', asking, blow };
  throw new Error(`Nothing is answered to ${first}, so nothing can be done in the middle of it.`);
};

const singleOf = (line: string, { commands, channels = [] }: Offered): Exclude<Deed, { is: 'amid' }> => {
  if (!line.startsWith('/')) return { is: 'says', text: line };
  const [, word = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  switch (word) {
    case 'quit':
    case 'restart':
    case 'kill':
      if (rest) throw new Error(`/${word} takes nothing after its name.`);
      return { is: word };
    case 'as':
      return { is: 'becomes', name: required(rest, '/as needs a name: /as Ada') };
    case 'say':
      return { is: 'speaks', file: required(pathOf(rest), '/say needs a WAV file: /say hello.wav') };
    case 'save':
      return { is: 'save', file: pathOf(rest) || FILE };
    case 'press':
      return {
        is: 'presses',
        button: required(rest.replace(/^\[(.*)\]$/, '$1'), '/press needs what stands on the button: /press Keep it'),
      };
  }
  const offer = commands.find(({ name }) => name === word);
  if (offer) return { is: 'slash', ...filled(offer, rest, channels) };
  const names = (all: readonly string[]) => all.map((name) => `/${name}`).join(', ');
  throw new Error(
    `/${word} is no command. There are ${names(commands.map(({ name }) => name))}, and for the rehearsal ${names(OWN)}.`,
  );
};

const isAsking = (deed: Deed): deed is Asking => deed.is === 'says' || deed.is === 'slash' || deed.is === 'presses';

const isBlow = (deed: Deed): deed is Blow => deed.is === 'restart' || deed.is === 'kill' || isAsking(deed);

const required = (text: string, otherwise: string): string => {
  if (!text) throw new Error(otherwise);
  return text;
};
