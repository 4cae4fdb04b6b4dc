import { z } from 'zod';
import { length, limitList, limitText, rule } from './limits.ts';

// The limits are those of Discord docs, components/reference.

/** A custom id, which the bot gets back with what is done with its component. */
export const customId = limitText(100, 1);
const emoji = z.looseObject({});

const LINK = 5;
const PREMIUM = 6;

const button = z
  .looseObject({
    type: z.literal(2),
    style: z.int().min(1).max(6),
    label: limitText(80).optional(),
    emoji: emoji.optional(),
    custom_id: customId.optional(),
    url: limitText(512).optional(),
    disabled: z.boolean().optional(),
  })
  .refine(({ style, custom_id }) => style === LINK || style === PREMIUM || custom_id !== undefined, {
    ...rule('BASE_TYPE_REQUIRED', 'This field is required'),
    path: ['custom_id'],
  })
  .refine(({ style, url, custom_id }) => style !== LINK || (url !== undefined && custom_id === undefined), {
    ...rule('BUTTON_COMPONENT_INVALID_URL', 'A link button takes a URL and no custom id'),
    path: ['url'],
  })
  .refine(({ style, label, emoji: icon }) => style === PREMIUM || label || icon, {
    ...rule('BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'Buttons must have a label or emoji'),
  });

/** What every select menu has. */
export const selectBase = {
  custom_id: customId,
  placeholder: limitText(150).optional(),
  min_values: z.int().min(0).max(25).optional(),
  max_values: z.int().min(1).max(25).optional(),
  disabled: z.boolean().optional(),
};

/** One option of a select menu, a radio group or a checkbox group. */
export const selectOption = z.looseObject({
  label: limitText(100, 1),
  value: limitText(100, 1),
  description: limitText(100).optional(),
  default: z.boolean().optional(),
});

/** A select menu of the bot's own options. */
export const stringSelect = z
  .looseObject({ type: z.literal(3), ...selectBase, options: limitList(selectOption, 25, 1) })
  .refine(({ options }) => new Set(options.map(({ value }) => value)).size === options.length, {
    ...rule('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used'),
    path: ['options'],
  });

/** A select menu of users, roles, both, or channels. */
export const entitySelect = z.looseObject({ type: z.literal([5, 6, 7, 8]), ...selectBase });

const row = z
  .looseObject({
    type: z.literal(1),
    components: limitList(z.discriminatedUnion('type', [button, stringSelect, entitySelect]), 5, 1),
  })
  .refine(({ components }) => components.every(({ type }) => type === 2) || components.length === 1, {
    ...rule('COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The layout width of this row is exceeded'),
    path: ['components'],
  });

/** Words between components. */
export const textDisplay = z.looseObject({ type: z.literal(10), content: limitText(4_000, 1) });
const section = z.looseObject({
  type: z.literal(9),
  components: limitList(textDisplay, 3, 1),
  accessory: z.looseObject({ type: z.literal([2, 11]) }),
});
const plain = z.looseObject({ type: z.literal([12, 13, 14]) });
const container = z.looseObject({
  type: z.literal(17),
  components: limitList(z.discriminatedUnion('type', [row, section, textDisplay, plain]), 40, 1),
});

/** One top-level component of a message, of the first or the second version. */
export const component = z.discriminatedUnion('type', [row, section, textDisplay, plain, container]);

/** A component as it was sent: only what the world looks at is named. */
export type Component = {
  type: number;
  custom_id?: string;
  label?: string;
  style?: number;
  disabled?: boolean;
  content?: string;
  options?: { label: string; value: string }[];
  components?: Component[];
  component?: Component;
  accessory?: Component;
  [key: string]: unknown;
};

/** All components of a tree, outer ones first. */
export const flatten = (components: readonly Component[]): Component[] =>
  components.flatMap((one) => [
    one,
    ...flatten([...(one.components ?? []), ...[one.accessory, one.component].filter((inner) => inner !== undefined)]),
  ]);

/** Components of the second version, which need the message flag IS_COMPONENTS_V2. */
export const needsVersion2 = (components: readonly Component[]) => components.some(({ type }) => type !== 1);

/** A message's components as a whole: each custom id once, at most 40 of them, at most 4,000 characters of text. */
export const components = z
  .array(component)
  .refine(
    (all) => {
      const ids = flatten(all as Component[]).flatMap(({ custom_id }) => custom_id ?? []);
      return new Set(ids).size === ids.length;
    },
    rule('COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated'),
  )
  .refine(
    (all) => flatten(all as Component[]).length <= 40,
    rule('BASE_TYPE_MAX_LENGTH', 'Must be 40 or fewer in total.'),
  )
  .refine(
    (all) => flatten(all as Component[]).reduce((sum, { content = '' }) => sum + length(content), 0) <= 4_000,
    rule('COMPONENT_TEXT_TOO_LONG', 'The text of all components must be 4000 or fewer in length.'),
  )
  .transform((all) => all as Component[]);
