import type { Attachment, File } from './attachment.ts';
import { attachmentPayload } from './attachment.ts';
import { Channel } from './channel.ts';
import type { Option } from './command-limits.ts';
import { isPickable } from './file-types.ts';
import { length } from './limits.ts';
import type { Member } from './member.ts';
import { userPayload } from './user.ts';

/** What a member may put into an option: a text, a number, a yes or no, a person, a channel or a file. */
export type OptionValue = string | number | boolean | Member | Channel | File;

const isMember = (value: OptionValue): value is Member => typeof value === 'object' && 'slash' in value;

/** The options of a command by name. */
export type OptionValues = Record<string, OptionValue>;

/** Options as an interaction carries them (Discord docs, interactions/receiving-and-responding). */
export type SentOption = { name: string; type: number; value?: unknown; focused?: boolean; options?: SentOption[] };

/** Everything the options point at, by id, as an interaction carries it. */
export type ResolvedOptions = Record<string, Record<string, unknown>>;

type Scene = { keep: (file: File) => Attachment };

const TYPES = [
  '',
  'subcommand',
  'group',
  'string',
  'integer',
  'boolean',
  'user',
  'channel',
  'role',
  'mentionable',
  'number',
  'attachment',
];

const within = (value: number, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY) =>
  value >= low && value <= high;

const isFile = (value: OptionValue): value is File => typeof value === 'object' && 'content' in value;

/** Whether a value is one that Discord's own apps would let a member enter. */
const fits = (option: Option, value: OptionValue): boolean => {
  const chosen = option.choices?.length ? option.choices.some((choice) => choice.value === value) : true;
  switch (option.type) {
    case 3:
      return (
        chosen && typeof value === 'string' && within(length(value), option.min_length ?? 0, option.max_length ?? 6_000)
      );
    case 4:
      return chosen && Number.isInteger(value) && within(Number(value), option.min_value, option.max_value);
    case 10:
      return chosen && typeof value === 'number' && within(value, option.min_value, option.max_value);
    case 5:
      return typeof value === 'boolean';
    case 6:
    case 9:
      return isMember(value);
    case 7:
      return value instanceof Channel && (option.channel_types?.includes(value.type) ?? true);
    case 11:
      return isFile(value) && isPickable(option.file_types, value);
    default:
      return false;
  }
};

const toSentOption = (option: Option, value: OptionValue, { keep }: Scene, resolved: ResolvedOptions): SentOption => {
  const put = (kind: string, id: string, payload: unknown) => {
    resolved[kind] = { ...resolved[kind], [id]: payload };
    return { name: option.name, type: option.type, value: id };
  };
  if (isMember(value)) {
    const { user, deaf, mute, ...member } = value.payload();
    put('members', value.id, { ...member, permissions: `${value.guild.permissionsOf(value.id)}` });
    return put('users', value.id, userPayload(value.user));
  }
  if (value instanceof Channel) return put('channels', value.id, { ...value.payload(), permissions: '0' });
  if (isFile(value)) {
    const attachment = keep(value);
    return put('attachments', attachment.id, attachmentPayload(attachment));
  }
  return { name: option.name, type: option.type, value };
};

/** The options under a path of subcommands. Throws when the path leads nowhere or stops too early. */
const leaf = (options: readonly Option[], path: readonly string[], name: string): readonly Option[] => {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (options.some(({ type }) => type <= 2))
      throw new Error(`/${name} needs one of its subcommands: ${names(options)}.`);
    return options;
  }
  const sub = options.find((option) => option.name === step && option.type <= 2);
  if (!sub) throw new Error(`/${name} has no subcommand "${step}", only: ${names(options) || 'none'}.`);
  return leaf(sub.options ?? [], rest, name);
};

const names = (options: readonly Option[]) => options.map(({ name }) => name).join(', ');

const wrap = (options: readonly Option[], path: readonly string[], inner: SentOption[]): SentOption[] => {
  const [step, ...rest] = path;
  const sub = options.find(({ name }) => name === step);
  if (step === undefined || !sub) return inner;
  return [{ name: step, type: sub.type, options: wrap(sub.options ?? [], rest, inner) }];
};

type FilledCommand = { options: SentOption[]; resolved: ResolvedOptions };

/**
 * Fills in a slash command the way Discord's apps do. `path` names the subcommand, if there is one. Throws a plain error
 * if the registered definition does not let a member send this: an option it does not have, one that is missing, a value of
 * another type or out of range. With `focused` set the member is still typing there, so nothing is required yet.
 */
export const fill = (
  command: { name: string; options?: Option[] },
  path: readonly string[],
  values: OptionValues,
  scene: Scene & { focused?: string },
): FilledCommand => {
  const defined = leaf(command.options ?? [], path, command.name);
  const title = ['', command.name, ...path].join(' ').trim();
  for (const name of Object.keys(values)) {
    if (!defined.some((option) => option.name === name)) {
      throw new Error(`/${title} has no option "${name}", only: ${names(defined) || 'none'}.`);
    }
  }
  const missing = defined.find(({ name, required }) => required && values[name] === undefined);
  if (missing && !scene.focused) throw new Error(`/${title} needs the option "${missing.name}".`);
  const resolved: ResolvedOptions = {};
  const inner = defined.flatMap((option) => {
    const value = values[option.name];
    if (value === undefined) return [];
    if (option.name === scene.focused) return [{ name: option.name, type: option.type, value, focused: true }];
    if (!fits(option, value)) {
      throw new Error(
        `/${title} does not take ${isFile(value) ? value.name : (JSON.stringify(value) ?? value)} as ${TYPES[option.type]} "${option.name}".`,
      );
    }
    return [toSentOption(option, value, scene, resolved)];
  });
  return { options: wrap(command.options ?? [], path, inner), resolved };
};
