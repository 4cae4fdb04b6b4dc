import { ApplicationCommandOptionType as Type } from 'discord.js';
import type { Channel } from '../world/discord/channel.ts';
import type { Option } from '../world/discord/command-limits.ts';
import { length } from '../world/discord/limits.ts';
import type { OptionValue, OptionValues } from '../world/discord/options.ts';
import { parsePath } from './file-path.ts';

/** The part of a registered command that is needed to understand a line. */
export type Offer = { name: string; options?: Option[] };

/** A channel that can be named in a line. */
export type NamedChannel = Pick<Channel, 'id' | 'name' | 'type'>;

/** What a line calls; `files` are paths by the names of their options. */
type FilledLine = { command: string; options: OptionValues; files?: Readonly<Record<string, string>> };

/** What looks like the name of an option with its colon, and not like the beginning of an address. */
const MARK = /(?:^|\s)([\w-]+(?:\.[\w-]+)*):(?!\/\/)\s*/g;

/**
 * Reads the options of a command in the form of Discord's apps: `option: value other: value`. Follows subcommands as far
 * as the words name them. The first option can stand without its name if it takes free text, or is the only one.
 *
 * @throws an error that says what doesn't fit, and what would.
 */
export const fillOptions = (
  { name, options = [] }: Offer,
  rest: string,
  channels: readonly NamedChannel[],
): FilledLine => {
  const [word = ''] = rest.split(/\s/, 1);
  const isSub = ({ type }: Option) => type === Type.Subcommand || type === Type.SubcommandGroup;
  const sub = options.find((option) => option.name === word && isSub(option));
  if (sub) {
    const inner = fillOptions({ name: word, options: sub.options ?? [] }, rest.slice(word.length).trim(), channels);
    return { ...inner, command: `${name} ${inner.command}` };
  }
  if (options.some(isSub)) throw new Error(`/${name} needs one of its subcommands: ${listNames(options)}.`);
  const texts = textsOf({ name, options }, rest);
  const missing = options.find((option) => option.required && !texts.some(([given]) => given === option));
  if (missing) throw new Error(`/${name} needs its option: /${name} ${missing.name}: …`);
  const [files, others] = [true, false].map((isFile) =>
    texts.filter(([{ type }]) => (type === Type.Attachment) === isFile),
  ) as [typeof texts, typeof texts];
  return {
    command: name,
    options: Object.fromEntries(others.map(([option, text]) => [option.name, parseValue(option, text, channels)])),
    ...(files.length > 0 && {
      files: Object.fromEntries(files.map(([option, text]) => [option.name, parsePath(requireValue(option, text))])),
    }),
  };
};

/** The text after each option's name. */
const textsOf = ({ name, options = [] }: Offer, rest: string): [Option, string][] => {
  if (!rest) return [];
  const [first] = options;
  if (!first) throw new Error(`/${name} takes nothing after its name.`);
  const [, begins, gap] = /^([\w.-]+):(?!\/\/)(\s|$)?/.exec(rest) ?? [];
  const isKnown = options.some(({ name }) => name === begins);
  const isNamed = isKnown || (gap !== undefined && !isFree(first));
  const lead = !isNamed && (options.length === 1 || isFree(first)) ? first : undefined;
  const marks = marksIn(options, rest, lead);
  if (marks[0]?.at !== 0)
    throw new Error(`“${rest.split(/\s/, 1)}” stands before the first option. ${renderOffer({ name, options })}`);
  return marks.map(({ word, from }, index) => {
    const option = options.find((one) => one.name === word);
    if (!option) throw new Error(`/${name} has no option “${word}”. ${renderOffer({ name, options })}`);
    if (marks.findIndex((mark) => mark.word === word) < index) throw new Error(`“${word}:” stands there twice.`);
    return [option, rest.slice(from, marks[index + 1]?.at).trim()];
  });
};

/** Where options begin; `lead` is one that stands without its name. In free text, only the name of another option starts one. */
const marksIn = (options: readonly Option[], text: string, lead: Option | undefined) => {
  const marks: { word: string; at: number; from: number }[] = lead ? [{ word: lead.name, at: 0, from: 0 }] : [];
  let within = lead ?? (options.length === 1 ? options[0] : undefined);
  for (const { 0: whole, 1: word = '', index } of text.matchAll(MARK)) {
    const option = options.find(({ name }) => name === word);
    if (within && isFree(within) && (!option || marks.some((mark) => mark.word === word))) continue;
    // Discord's apps need no space after the name of an option, but an unknown name is one only with a space.
    if (!option && /:$/.test(whole) && index + whole.length < text.length) continue;
    marks.push({ word, at: index, from: index + whole.length });
    within = option;
  }
  return marks;
};

const isFree = ({ type, choices = [] }: Option): boolean => type === Type.String && choices.length === 0;

const parseValue = (option: Option, text: string, channels: readonly NamedChannel[]): OptionValue => {
  const { name, type, choices = [] } = option;
  requireValue(option, text);
  if (choices.length > 0) {
    const choice = choices.find((one) => [one.name, `${one.value}`].some((title) => isSame(title, text)));
    if (choice) return choice.value;
    throw new Error(
      `“${text}” is not a choice of ${name}. Choose one of\n${choices.map((one) => `  ${one.name}`).join('\n')}`,
    );
  }
  switch (type) {
    case Type.String:
      return textOf(option, text);
    case Type.Integer:
    case Type.Number:
      return numberOf(option, text);
    case Type.Boolean:
      if (/^(?:true|yes|on)$/i.test(text)) return true;
      if (/^(?:false|no|off)$/i.test(text)) return false;
      throw new Error(`${name} is yes or no, not “${text}”.`);
    case Type.Channel:
      return channelOf(option, text, channels) as Channel;
    default:
      throw new Error(`A rehearsal cannot fill in ${name}.`);
  }
};

const requireValue = ({ name }: Option, text: string): string => {
  if (text) return text;
  throw new Error(`${name}: needs a value.`);
};

const textOf = ({ name, min_length = 0, max_length = 6_000 }: Option, text: string): string => {
  const characters = length(text);
  if (characters >= min_length && characters <= max_length) return text;
  const takes = min_length > 0 ? `${min_length} to ${max_length}` : `at most ${max_length}`;
  throw new Error(`${name} takes ${takes} characters; these are ${characters}.`);
};

const numberOf = ({ name, type, min_value, max_value }: Option, text: string): number => {
  const value = Number(text);
  const isWhole = type === Type.Integer;
  const isKind = isWhole ? Number.isInteger(value) : Number.isFinite(value);
  if (isKind && !(value < Number(min_value)) && !(value > Number(max_value))) return value;
  const from = min_value === undefined ? '' : ` from ${min_value}`;
  const to = max_value === undefined ? '' : ` up to ${max_value}`;
  throw new Error(`${name} takes a ${isWhole ? 'whole ' : ''}number${from}${to}, not “${text}”.`);
};

/**
 * A channel by its name, with # or without, or as a mention. Ids aren't visible in a rehearsal, so `<#1>` may also be
 * the first matching channel.
 */
const channelOf = (
  { name, channel_types: types }: Option,
  text: string,
  channels: readonly NamedChannel[],
): NamedChannel => {
  const fitting = channels.filter(({ type }) => types?.includes(type) ?? true);
  const [, id] = /^<#(\d+)>$/.exec(text) ?? [];
  const found = id
    ? (fitting.find((channel) => channel.id === id) ?? fitting[Number(id) - 1])
    : fitting.find((channel) => isSame(channel.name, text.replace(/^#\s*/, '')));
  if (found) return found;
  throw new Error(`${name}: there is no “${text}” to choose, only ${fitting.map((one) => `#${one.name}`).join(', ')}.`);
};

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const listNames = (options: readonly Option[]): string => options.map(({ name }) => name).join(', ');

const renderOffer = ({ name, options = [] }: Offer): string =>
  `Write it as: /${name} ${options.map((option) => (option.required ? `${option.name}: …` : `[${option.name}: …]`)).join(' ')}`;
