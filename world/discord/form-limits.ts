import { z } from 'zod';
import {
  type Component,
  customId,
  entitySelect,
  flatten,
  selectOption,
  stringSelect,
  textDisplay,
} from './component-limits.ts';
import { fileTypes } from './file-types.ts';
import { limitList, limitText, rule } from './limits.ts';

// What a form may hold (Discord docs, components/reference, and interactions/receiving-and-responding, "Modal").

/** How many may be chosen, as far as a form's field says it. */
type Range = { min_values?: number | null; max_values?: number | null; required?: boolean | null };

/** `most` is how many may be chosen where the field doesn't say it. */
const isInOrder = ({ min_values, max_values }: Range, most: number) => (min_values ?? 0) <= (max_values ?? most);

const BAD_ORDER = {
  ...rule('COMPONENT_INVALID_SELECT_VALUES', 'The minimum is above the maximum'),
  path: ['min_values'],
};

/** "min_values must be either omitted or at least 1 if required is omitted or true." */
const mayBeNone = ({ min_values, required }: Range) => min_values !== 0 || required === false;

const NONE_REQUIRED = {
  ...rule('COMPONENT_INVALID_SELECT_VALUES', 'What is required needs at least one value'),
  path: ['min_values'],
};

/** Whether as many are chosen beforehand as may be chosen; none always may. */
const fitsRange = ({ min_values, max_values }: Range, chosen: number, most: number) =>
  chosen === 0 || (chosen >= (min_values ?? 1) && chosen <= (max_values ?? most));

const TOO_MANY_CHOSEN = rule('SELECT_COMPONENT_INVALID_DEFAULT_VALUES', 'Not so many can be chosen');

const countChosen = (options: readonly { default?: boolean | undefined }[]) =>
  options.filter((option) => option.default).length;

/** "Using disabled in a modal will result in an error." */
const DISABLED = { ...rule('COMPONENT_DISABLED_IN_MODAL', 'A modal has no disabled components'), path: ['disabled'] };

const input = z.looseObject({
  type: z.literal(4),
  custom_id: customId,
  style: z.int().min(1).max(2),
  label: limitText(45, 1).optional(),
  value: limitText(4_000).optional(),
  placeholder: limitText(100).optional(),
  required: z.boolean().optional(),
  min_length: z.int().min(0).max(4_000).optional(),
  max_length: z.int().min(1).max(4_000).optional(),
});

const required = z.boolean().nullish();

const optionSelect = stringSelect
  .safeExtend({ required })
  .refine(({ disabled }) => !disabled, DISABLED)
  .refine(mayBeNone, NONE_REQUIRED)
  .refine((select) => isInOrder(select, 1), BAD_ORDER)
  .refine((select) => fitsRange(select, countChosen(select.options), 1), TOO_MANY_CHOSEN);

const KINDS: Readonly<Record<number, readonly string[]>> = {
  5: ['user'],
  6: ['role'],
  7: ['user', 'role'],
  8: ['channel'],
};

const defaultValue = z.looseObject({ id: z.string(), type: z.enum(['user', 'role', 'channel']) });

const thingSelect = entitySelect
  .safeExtend({ required, default_values: limitList(defaultValue, 25).nullish() })
  .refine(({ disabled }) => !disabled, DISABLED)
  .refine(mayBeNone, NONE_REQUIRED)
  .refine((select) => isInOrder(select, 1), BAD_ORDER)
  .refine((select) => fitsRange(select, select.default_values?.length ?? 0, 1), TOO_MANY_CHOSEN)
  .refine(({ type, default_values }) => (default_values ?? []).every((one) => KINDS[type]?.includes(one.type)), {
    ...rule('SELECT_COMPONENT_INVALID_DEFAULT_VALUES', 'This select holds no such things'),
    path: ['default_values'],
  });

/** Whether each value is there once. */
const isDistinct = ({ options }: { options: readonly { value: string }[] }) =>
  new Set(options.map(({ value }) => value)).size === options.length;

const TWICE = {
  ...rule('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used'),
  path: ['options'],
};

const radioGroup = z
  .looseObject({ type: z.literal(21), custom_id: customId, options: limitList(selectOption, 10, 2), required })
  .refine(isDistinct, TWICE)
  .refine(({ options }) => countChosen(options) <= 1, TOO_MANY_CHOSEN);

const checkboxGroup = z
  .looseObject({
    type: z.literal(22),
    custom_id: customId,
    options: limitList(selectOption, 10, 1),
    min_values: z.int().min(0).max(10).nullish(),
    max_values: z.int().min(1).max(10).nullish(),
    required,
  })
  .refine(isDistinct, TWICE)
  .refine(mayBeNone, NONE_REQUIRED)
  .refine((group) => isInOrder(group, group.options.length), BAD_ORDER)
  .refine((group) => fitsRange(group, countChosen(group.options), group.options.length), TOO_MANY_CHOSEN);

const checkbox = z.looseObject({ type: z.literal(23), custom_id: customId, default: z.boolean().nullish() });

const fileUpload = z
  .looseObject({
    type: z.literal(19),
    custom_id: customId,
    min_values: z.int().min(0).max(10).nullish(),
    max_values: z.int().min(1).max(10).nullish(),
    required,
    file_types: fileTypes.nullish(),
  })
  .refine(({ min_values, max_values }) => (min_values ?? 1) <= (max_values ?? Math.max(1, min_values ?? 1)), BAD_ORDER);

const inputRow = z.looseObject({ type: z.literal(1), components: limitList(input, 1, 1) });
const label = z.looseObject({
  type: z.literal(18),
  label: limitText(45, 1),
  description: limitText(100).optional(),
  component: z.discriminatedUnion('type', [
    input,
    optionSelect,
    thingSelect,
    fileUpload,
    radioGroup,
    checkboxGroup,
    checkbox,
  ]),
});

/** A modal (Discord docs, interactions/receiving-and-responding, "Modal"). */
export const modalBody = z.looseObject({
  custom_id: customId,
  title: limitText(45, 1),
  components: limitList(z.discriminatedUnion('type', [inputRow, label, textDisplay]), 5, 1)
    .refine(
      (all) => {
        const ids = flatten(all as Component[]).flatMap(({ custom_id }) => custom_id ?? []);
        return new Set(ids).size === ids.length;
      },
      rule('COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated'),
    )
    .transform((all) => all as Component[]),
});
