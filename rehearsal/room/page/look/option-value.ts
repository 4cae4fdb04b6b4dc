import type { LookWords } from '../words/english-look.ts';
import { explainSize, isAccepted, type SizedFile } from './accepted-files.ts';
import type { LookScene } from './look-scene.ts';
import type { CommandOption, OptionChoice } from './slash-commands.ts';

/** The types of a command's options (Discord docs, interactions/application-commands). */
export const OPTION_TYPE = {
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

/** What stands in an option: what was typed, the choice that was picked, or a file. */
export type OptionEntry<Stored extends SizedFile = File> = {
  typed: string;
  picked?: OptionOffer | undefined;
  file?: Stored | undefined;
};

/** One thing that can be picked for an option. */
export type OptionOffer = { name: string; value: string | number | boolean };

/** What an option would be sent as: nothing, a value, a file, or not at all. */
export type OptionReading<Stored extends SizedFile = File> =
  | { is: 'none' }
  | { is: 'value'; value: string | number | boolean }
  | { is: 'file'; file: Stored }
  | { is: 'wrong'; why: string };

/** What can be picked for an option, by what was typed: fixed choices, what the bot suggested, or the server's things. */
export const listOffers = (
  option: CommandOption,
  { typed }: { typed: string },
  { scene, suggested }: { scene: LookScene; suggested: readonly OptionChoice[] },
): OptionOffer[] => {
  // What the bot suggests already fits what was typed, as far as the bot wants it to.
  if (option.autocomplete) return [...suggested];
  const wanted = toWanted(typed);
  const fitting = listAll(option, scene).filter(({ name }) => name.toLowerCase().includes(wanted));
  // Enter picks the first, so what begins with the typed words comes before what has them in the middle of its description.
  const begins = ({ name }: OptionOffer) => toWanted(name).startsWith(wanted);
  return fitting.toSorted((one, other) => Number(begins(other)) - Number(begins(one)));
};

/** What somebody types of a name, whether or not they begin with its mark. */
const toWanted = (typed: string): string => typed.replace(/^[@#]/, '').toLowerCase();

const listAll = (option: CommandOption, { people, roles, channels, words }: LookScene): OptionOffer[] => {
  const users = people.map(({ id, name }) => ({ name: `@${name}`, value: id }));
  const groups = roles.map(({ id, name }) => ({ name: `@${name}`, value: id }));
  switch (option.type) {
    case OPTION_TYPE.boolean:
      return [true, false].map((value) => ({ name: words[value ? 'option.true' : 'option.false'], value }));
    case OPTION_TYPE.user:
      return users;
    case OPTION_TYPE.role:
      return groups;
    case OPTION_TYPE.mentionable:
      return [...users, ...groups];
    case OPTION_TYPE.channel:
      return channels
        .filter(({ type }) => option.channel_types?.includes(type) ?? true)
        .map(({ id, name }) => ({ name: `#${name}`, value: id }));
    default:
      return [...(option.choices ?? [])];
  }
};

/** Whether only what is offered can be sent. */
export const isPickOnly = ({ type, choices = [] }: CommandOption): boolean =>
  (type >= OPTION_TYPE.boolean && type <= OPTION_TYPE.mentionable) || choices.length > 0;

/** What an option would be sent as, judged as Discord's apps judge it; a file has at most `mostBytes`. */
export const readOption = <Stored extends SizedFile>(
  option: CommandOption,
  { typed, picked, file }: OptionEntry<Stored>,
  scene: Pick<LookScene, 'uploadLimit' | 'words'>,
): OptionReading<Stored> => {
  const { words } = scene;
  if (file) {
    const tooBig = explainSize(file, scene);
    if (tooBig) return { is: 'wrong', why: tooBig };
    if (isAccepted(option.file_types, file)) return { is: 'file', file };
    const types = String(option.file_types?.join(', '));
    return { is: 'wrong', why: words['file.wrong-type']({ name: file.name, types }) };
  }
  if (picked) return { is: 'value', value: picked.value };
  if (typed.trim() === '') return option.required ? { is: 'wrong', why: words['option.required'] } : { is: 'none' };
  if (isPickOnly(option)) return { is: 'wrong', why: words['option.pick'] };
  return option.type === OPTION_TYPE.string ? readText(option, typed, words) : readNumber(option, typed.trim(), words);
};

const readText = (option: CommandOption, typed: string, words: LookWords): OptionReading<never> => {
  const size = [...typed].length;
  const { min_length: least = 0, max_length: most = 6_000 } = option;
  if (size < least) return { is: 'wrong', why: words['form.least-characters']({ count: least }) };
  return size > most
    ? { is: 'wrong', why: words['form.most-characters']({ count: most }) }
    : { is: 'value', value: typed };
};

const readNumber = (option: CommandOption, typed: string, words: LookWords): OptionReading<never> => {
  const isWhole = option.type === OPTION_TYPE.integer;
  if (!(isWhole ? /^-?\d{1,16}$/ : /^-?\d{1,16}(?:\.\d{1,16})?$/).test(typed))
    return { is: 'wrong', why: words[isWhole ? 'option.whole' : 'option.number'] };
  const value = Number(typed);
  const { min_value: least = Number.NEGATIVE_INFINITY, max_value: most = Number.POSITIVE_INFINITY } = option;
  if (value < least) return { is: 'wrong', why: words['option.least']({ count: least }) };
  return value > most ? { is: 'wrong', why: words['option.most']({ count: most }) } : { is: 'value', value };
};
