import { Locale } from 'discord.js';
import { z } from 'zod';
import { fileTypes } from './file-types.ts';
import { length, limitList, limitText, rule } from './limits.ts';

// The limits are those of Discord docs, interactions/application-commands.

const TOTAL_CHARACTERS = 8_000;
const SUBCOMMAND = 1;
const GROUP = 2;
const ATTACHMENT = 11;

/** Names of slash commands and options, in any language: small letters, where the script has such. */
const slashName = z
  .string()
  .refine(
    (name) => /^[-_\u02BC\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u.test(name) && name === name.toLowerCase(),
    rule('APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid'),
  );

const LOCALES = new Set<string>(Object.values(Locale));

/** Translations by Discord's locales (Discord docs, reference, "Locales"); each is as what it translates has to be. */
const localize = (text: z.ZodType<string>) =>
  z
    .record(
      z.string().refine((locale) => LOCALES.has(locale), rule('BASE_TYPE_CHOICES', 'Unknown locale.')),
      text,
    )
    .nullish();
const localizations = localize(limitText(100, 1));
const slashNames = localize(slashName);

const choice = z.looseObject({
  name: limitText(100, 1),
  name_localizations: localizations,
  value: z.union([limitText(100), z.number()]),
});

/** The suggestions of an autocomplete answer. */
export const choicesBody = z.looseObject({ choices: limitList(choice, 25).default([]) });

/** One suggestion or fixed choice. */
export type Choice = z.output<typeof choice>;

/** An option of a command, as it was registered. */
export type Option = {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: Choice[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  channel_types?: number[];
  file_types?: string[];
  options?: Option[];
  [key: string]: unknown;
};

const option: z.ZodType<Option> = z
  .looseObject({
    type: z.int().min(1).max(11),
    name: slashName,
    name_localizations: slashNames,
    description: limitText(100, 1),
    description_localizations: localizations,
    required: z.boolean().optional(),
    autocomplete: z.boolean().optional(),
    choices: limitList(choice, 25).optional(),
    min_value: z.number().optional(),
    max_value: z.number().optional(),
    min_length: z.int().min(0).max(6_000).optional(),
    max_length: z.int().min(1).max(6_000).optional(),
    channel_types: z.array(z.int()).optional(),
    file_types: fileTypes.optional(),
    options: z.lazy(() => z.array(option)).optional(),
  })
  .refine(({ autocomplete, choices = [] }) => !autocomplete || choices.length === 0, {
    ...rule('APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES', 'Autocomplete options cannot have choices'),
    path: ['autocomplete'],
  })
  .refine(({ type, file_types = [] }) => type === ATTACHMENT || file_types.length === 0, {
    ...rule('APPLICATION_COMMAND_OPTIONS_FILE_TYPES_INVALID', 'Only attachment options take file types'),
    path: ['file_types'],
  });

const inOrder = (options: readonly Option[]): boolean => {
  const firstOptional = options.findIndex(({ required }) => !required);
  const late = firstOptional >= 0 && options.slice(firstOptional).some(({ required }) => required);
  return !late && options.every(({ options: inner = [] }) => inOrder(inner));
};

type NameOwner = { name: string; name_localizations?: unknown };

/** Whether each of these is shown by another name, in every language in which one of them is translated. */
export const haveOwnNames = (all: readonly NameOwner[]): boolean => {
  const locales = new Set(all.flatMap(({ name_localizations }) => Object.keys(Object(name_localizations))));
  return [undefined, ...locales].every((locale) => {
    const shown = all.map((one) => (locale && Object(one.name_localizations)[locale]) || one.name);
    return new Set(shown).size === all.length;
  });
};

const distinct = (options: readonly Option[]): boolean =>
  haveOwnNames(options) && options.every(({ options: inner = [] }) => distinct(inner));

const isSub = ({ type }: Option) => type === SUBCOMMAND || type === GROUP;

const isNested = (options: readonly Option[]): boolean =>
  (options.every(isSub) || !options.some(isSub)) &&
  options.every(({ type, options: inner = [] }) =>
    type === GROUP ? inner.every((one) => one.type === SUBCOMMAND) : !inner.some(isSub),
  );

const fits25 = (options: readonly Option[]): boolean =>
  options.length <= 25 && options.every(({ options: inner = [] }) => fits25(inner));

const options = z
  .array(option)
  .refine(fits25, rule('BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.'))
  .refine(
    inOrder,
    rule('APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', 'Required options must be placed before non-required options'),
  )
  .refine(distinct, rule('APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists'))
  .refine(
    isNested,
    rule(
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    ),
  );

const longest = (value: unknown, translations: unknown) =>
  Math.max(
    0,
    ...[value, ...Object.values(Object(translations))].map((one) => (typeof one === 'string' ? length(one) : 0)),
  );

/** Characters that count against the 8,000 of a command: of each text only the longest translation. */
const weight = (node: Record<string, unknown>): number =>
  longest(node.name, node.name_localizations) +
  longest(node.description, node.description_localizations) +
  longest(node.value, undefined) +
  [node.options, node.choices]
    .flatMap((children) => (Array.isArray(children) ? children : []))
    .reduce((sum: number, child) => sum + weight(child), 0);

const ENTRY_POINT = 4;

const common = {
  name_localizations: localizations,
  description_localizations: localizations,
  default_member_permissions: z.string().nullish(),
  dm_permission: z.boolean().nullish(),
  nsfw: z.boolean().optional(),
  contexts: z.array(z.int().min(0).max(2)).nullish(),
  integration_types: z.array(z.int().min(0).max(1)).optional(),
};

const chatInput = z.looseObject({
  ...common,
  type: z.literal(1),
  name: slashName,
  name_localizations: slashNames,
  description: limitText(100, 1),
  options: options.optional(),
});

const named = {
  ...common,
  name: limitText(32, 1),
  name_localizations: localize(limitText(32, 1)),
  description: z.literal('').optional(),
};
const menu = z.looseObject({ ...named, type: z.literal([2, 3]) });
const entryPoint = z.looseObject({
  ...named,
  type: z.literal(ENTRY_POINT),
  description: limitText(100).optional(),
  handler: z.int().min(1).max(2).optional(),
});

/** A command as a bot registers it; without a type it is a slash command. */
export const commandBody = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && !Array.isArray(body) ? { type: 1, ...body } : body),
  z
    .discriminatedUnion('type', [chatInput, menu, entryPoint])
    .refine(
      (command) => weight(command) <= TOTAL_CHARACTERS,
      rule('APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${TOTAL_CHARACTERS})`),
    ),
);

/** A command as a bot registers it, after the checks. */
export type CommandBody = z.output<typeof commandBody>;
