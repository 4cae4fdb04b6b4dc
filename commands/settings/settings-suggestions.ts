import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction, Guild, GuildBasedChannel } from 'discord.js';
import { truncate } from '../../src/base/truncate.ts';
import type { Invocation } from '../../src/discord/inbound/command.ts';
import { NONE, type SettingEditor, type SettingSuggestion } from '../../src/settings/kind.ts';
import { canSet, findRow, isOffered, SETTING_KEYS } from '../../src/settings/setting-table.ts';
import { isolate } from '../../src/text/markdown-escape.ts';
import type { Services } from '../services.ts';
import { findKey } from './settings-key.ts';
import { nameSetting } from './settings-words.ts';

/** Discord's limits (Discord docs, interactions/application-commands, "Autocomplete"). */
const MOST = { choices: 25, text: 100 };

type Use = Invocation<AutocompleteInteraction>;

/** What fits into one option while somebody fills in a command about settings; values depend on the setting. */
export const suggestSettings = async (
  use: Use,
  { settings }: Services,
): Promise<ApplicationCommandOptionChoiceData[]> => {
  const { name, value } = use.interaction.options.getFocused(true);
  const found = name === 'setting' ? suggestKeys(use, value, settings) : suggestValues(use, value, settings);
  return found
    .filter((one) => one.value.length <= MOST.text)
    .slice(0, MOST.choices)
    .map((one) => ({ ...one, name: truncate(one.name, MOST.text) }));
};

/** The settings whose name or key has what is typed, those that can be set in the place first of all. */
const suggestKeys = (
  { inbound: { place }, interaction, say }: Use,
  typed: string,
  settings: Services['settings'],
): SettingSuggestion[] => {
  const wanted = typed.trim().toLowerCase();
  const { known } = settings.operator;
  const isShow = interaction.options.getSubcommand(false) === 'show';
  const layers = place.server === undefined ? (['dm'] as const) : (['channel', 'server'] as const);
  return SETTING_KEYS.filter((key) =>
    isShow ? isOffered(key, known) : layers.some((layer) => canSet(key, layer, known)),
  )
    .map((key) => ({
      name: say({ code: 'part.settings-suggestion', name: nameSetting(key, say), key }),
      value: key,
    }))
    .filter(({ name }) => name.toLowerCase().includes(wanted));
};

const suggestValues = (
  { interaction: { options, guild }, say }: Use,
  typed: string,
  settings: Services['settings'],
): readonly SettingSuggestion[] => {
  const key = findKey(options.getString('setting') ?? '', say);
  if (key === undefined) return [];
  const { kind } = findRow(key);
  if (kind.suggest) return kind.suggest(typed, settings.operator.known);
  const names = listThings(kind.editor, guild);
  return names ? suggestThings(typed, names) : [];
};

/** The names of what can be picked, by id. */
const listThings = (editor: SettingEditor, guild: Guild | null): Map<string, string> | undefined => {
  const toNames = <T extends { id: string }>(all: Iterable<T>, nameOf: (one: T) => string) =>
    new Map([...all].map((one) => [one.id, nameOf(one)]));
  if (!guild) return undefined;
  const { is } = editor;
  if (is === 'roles') return toNames(guild.roles.cache.values(), ({ name }) => `@${name}`);
  if (is === 'members') return toNames(guild.members.cache.values(), ({ displayName }) => `@${displayName}`);
  if (is !== 'channels') return undefined;
  const isOffered = (channel: GuildBasedChannel) => !editor.voice || channel.isVoiceBased();
  return toNames(guild.channels.cache.filter(isOffered).values(), ({ name }) => `#${name}`);
};

/** Ids that are there already stay, and what is typed after them is completed. */
const suggestThings = (typed: string, names: Map<string, string>): SettingSuggestion[] => {
  const [, before = '', rest = ''] = /^((?:\d{17,20}\s+)*)(.*)$/s.exec(typed.trimStart()) ?? [];
  const chosen = before.split(/\s+/).filter(Boolean);
  const wanted = rest.trim().toLowerCase().replace(/^[@#]/, '');
  const found = [...names]
    .filter(([id, name]) => !chosen.includes(id) && name.slice(1).toLowerCase().includes(wanted))
    .map(([id, name]) => ({
      name: [...chosen.map((one) => names.get(one) ?? one), name].map((one) => isolate(one)).join(' '),
      value: [...chosen, id].join(' '),
    }));
  return wanted === '' && chosen.length === 0 ? [{ name: NONE, value: NONE }, ...found] : found;
};
