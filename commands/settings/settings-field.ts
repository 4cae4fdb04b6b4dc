import {
  type APIComponentInLabel,
  type APILabelComponent,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js';
import { truncate } from '../../src/base/truncate.ts';
import { NONE, type SettingEditor } from '../../src/settings/kind.ts';
import type { Say } from '../../src/text/languages.ts';
import { formatPlainly, toSourceCode, writeValue } from './settings-value.ts';
import type { SettingView } from './settings-view.ts';
import { explainSetting, nameChoice, nameSetting } from './settings-words.ts';

/** What a person picks who wants no value of their own here. No choice of a setting is called that. */
export const AS_INHERITED = 'as-inherited';

/** Discord's limits of a form (Discord docs, components/reference). */
const MOST = { radio: 10, options: 25, text: 4_000, placeholder: 100, label: 45, description: 100, optionLabel: 100 };

/** The value that holds where nothing is set, and where that comes from, for a hint. */
const hintAt = ({ row, inherited, inheritedFrom }: SettingView, say: Say, most: number): string => {
  const source = say({ code: toSourceCode(inheritedFrom) });
  // The source is worth more than the end of a long value.
  const room = most - [...say({ code: 'option.inherited', value: '', source })].length;
  return say({ code: 'option.inherited', value: truncate(formatPlainly(row, inherited, say), room), source });
};

type Draft = { view: SettingView; say: Say };

/** Picks any number; nothing selected is as inherited, and one of the words says that there's to be none. */
const toChoices = ({ view, say }: Draft, words: readonly string[]): APIComponentInLabel => {
  const own = Array.isArray(view.own) ? view.own.map(String) : undefined;
  const chosen = own?.length === 0 ? [NONE] : (own ?? []);
  const all = [...new Set([...words, ...chosen, NONE])].slice(0, MOST.options);
  return {
    type: ComponentType.StringSelect,
    custom_id: view.key,
    required: false,
    min_values: 0,
    max_values: all.length,
    placeholder: hintAt(view, say, MOST.placeholder),
    options: all.map((value) => ({
      value,
      label: nameChoice(view.key, value, say),
      default: chosen.includes(value),
    })),
  };
};

const toRadio = ({ view, say }: Draft, words: readonly string[], own: string | undefined): APIComponentInLabel => ({
  type: ComponentType.RadioGroup,
  custom_id: view.key,
  options: [
    { value: AS_INHERITED, label: hintAt(view, say, MOST.optionLabel), default: own === undefined },
    ...words.map((value) => ({ value, label: nameChoice(view.key, value, say), default: value === own })),
  ],
});

/** Nothing selected is as inherited. */
const toSelect = ({ view, say }: Draft, words: readonly string[], own: string | undefined): APIComponentInLabel => {
  const offered = own === undefined || words.includes(own) ? words : [own, ...words.slice(0, MOST.options - 1)];
  return {
    type: ComponentType.StringSelect,
    custom_id: view.key,
    required: false,
    min_values: 0,
    max_values: 1,
    placeholder: hintAt(view, say, MOST.placeholder),
    options: offered.map((value) => ({ value, label: nameChoice(view.key, value, say), default: value === own })),
  };
};

const toInput = ({ view, say }: Draft, most: number, own: string, isLong = false): APIComponentInLabel => ({
  type: ComponentType.TextInput,
  custom_id: view.key,
  style: isLong ? TextInputStyle.Paragraph : TextInputStyle.Short,
  required: false,
  // A value of a newer version may be longer than what people can enter.
  max_length: Math.min(MOST.text, Math.max(most, own.length)),
  placeholder: hintAt(view, say, MOST.placeholder),
  ...(own && { value: own }),
});

const THINGS = {
  roles: { type: ComponentType.RoleSelect, thing: SelectMenuDefaultValueType.Role },
  members: { type: ComponentType.UserSelect, thing: SelectMenuDefaultValueType.User },
  channels: { type: ComponentType.ChannelSelect, thing: SelectMenuDefaultValueType.Channel },
} as const;

const toThings = (
  { view, say }: Draft,
  { is, most, voice }: Extract<SettingEditor, { is: keyof typeof THINGS }>,
): APIComponentInLabel => {
  const { type, thing } = THINGS[is];
  const own = Array.isArray(view.own) ? view.own.map(String) : [];
  return {
    type,
    custom_id: view.key,
    required: false,
    min_values: 0,
    max_values: Math.max(most, own.length),
    ...(voice && { channel_types: [ChannelType.GuildVoice, ChannelType.GuildStageVoice] }),
    placeholder: hintAt(view, say, MOST.placeholder),
    ...(own.length > 0 && { default_values: own.map((id) => ({ id, type: thing })) }),
  } as APIComponentInLabel;
};

const toComponent = (draft: Draft, own: string | undefined): APIComponentInLabel => {
  const { editor } = draft.view.row.kind;
  switch (editor.is) {
    case 'switch':
      return toRadio(draft, ['on', 'off'], own);
    case 'choice':
      if (editor.of.length < MOST.radio && (own === undefined || editor.of.includes(own)))
        return toRadio(draft, editor.of, own);
      if (editor.of.length <= MOST.options) return toSelect(draft, editor.of, own);
      return toInput(draft, Math.max(...editor.of.map(({ length }) => length)), own ?? '');
    case 'choices':
      return toChoices(draft, [...editor.of, ...(editor.more?.(draft.view.known) ?? [])]);
    case 'text':
      return toInput(draft, editor.most, own ?? '', editor.long);
    case 'lines':
      return toInput(draft, editor.most * (editor.each + 1), own ?? '', true);
    case 'number':
      return toInput(draft, `${editor.most}`.length, own ?? '');
    default:
      return toThings(draft, editor);
  }
};

/**
 * The field in which a setting is changed: what is set here stands in it, and its hint says what holds otherwise. Left empty,
 * nothing is set here. Nothing if what is set is too long for a form.
 */
export const toField = (view: SettingView, say: Say): APILabelComponent | undefined => {
  const own = view.own === undefined ? undefined : writeValue(view.row, view.own, say);
  if (own !== undefined && own.length > MOST.text) return undefined;
  return {
    type: ComponentType.Label,
    label: truncate(nameSetting(view.key, say), MOST.label),
    description: truncate(explainSetting(view.key, say), MOST.description),
    component: toComponent({ view, say }, own),
  };
};
