import type { Option } from '../discord/command-limits.ts';
import type { Options } from '../discord/options.ts';

/** What a typed line means. */
export type Deed =
  | { is: 'slash'; command: string; options: Options }
  | { is: 'says'; text: string }
  | { is: 'presses'; button: string }
  | { is: 'becomes'; name: string }
  | { is: 'speaks'; file: string }
  | { is: 'save'; file: string }
  | { is: 'restart' }
  | { is: 'quit' };

/** As much of a registered command as is needed to understand a line. */
export type Offer = { name: string; options?: Option[] };

/** Where sound is saved, if nobody says where. */
const FILE = 'answer-heard.wav';

/** Discord's option types that hold others, and those whose value is not a text. */
const Kind = { subcommand: 1, group: 2, integer: 4, boolean: 5, number: 10 } as const;

/**
 * Understands a line. `/name option: value other: value` is a slash command, as Discord's apps write it down; a command
 * with one option takes its value without the name, too. What begins with no slash is just said.
 *
 * @throws an error that says what is wrong with a line that begins with a slash.
 */
export const deedOf = (line: string, offers: readonly Offer[]): Deed => {
  if (!line.startsWith('/')) return { is: 'says', text: line };
  const [, word = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  switch (word) {
    case 'quit':
      return { is: 'quit' };
    case 'restart':
      return { is: 'restart' };
    case 'as':
      return { is: 'becomes', name: required(rest, '/as needs a name: /as Ada') };
    case 'say':
      return { is: 'speaks', file: required(rest, '/say needs a WAV file: /say hello.wav') };
    case 'save':
      return { is: 'save', file: rest || FILE };
    case 'press':
      return { is: 'presses', button: required(rest, '/press needs what stands on the button: /press Keep it') };
  }
  const offer = offers.find(({ name }) => name === word);
  if (!offer) throw new Error(`/${word} is no command. There are ${offers.map(({ name }) => `/${name}`).join(', ')}.`);
  return { is: 'slash', ...filled(offer, rest) };
};

const required = (text: string, otherwise: string): string => {
  if (!text) throw new Error(otherwise);
  return text;
};

/** Follows subcommands as far as the words name them, and reads the options of the last. */
const filled = ({ name, options = [] }: Offer, rest: string): { command: string; options: Options } => {
  const [word = ''] = rest.split(/\s/, 1);
  const sub = options.find((option) => option.name === word && option.type <= Kind.group);
  if (!sub) return { command: name, options: valuesOf(options, rest) };
  const inner = filled({ name: word, options: sub.options ?? [] }, rest.slice(word.length).trim());
  return { ...inner, command: `${name} ${inner.command}` };
};

const valuesOf = (options: readonly Option[], text: string): Options => {
  if (!text) return {};
  const [only] = options;
  if (!only) throw new Error('That command takes nothing after its name.');
  const marks = [...text.matchAll(/(?:^|\s)([\w-]+):\s*/g)].filter(([, name]) =>
    options.some((one) => one.name === name),
  );
  if (marks[0]?.index !== 0) {
    if (options.length !== 1) throw new Error(`Write it as: ${options.map(({ name }) => `${name}: …`).join(' ')}`);
    return { [only.name]: valued(only, text) };
  }
  const pairs = marks.map((mark, index) => {
    const option = options.find(({ name }) => name === mark[1]) ?? only;
    const value = text.slice(mark.index + mark[0].length, marks[index + 1]?.index).trim();
    return [mark[1], valued(option, value)];
  });
  return Object.fromEntries(pairs);
};

const valued = ({ type }: Option, text: string) => {
  if (type === Kind.integer || type === Kind.number) return Number(text);
  return type === Kind.boolean ? /^(?:true|yes|on)$/i.test(text) : text;
};
