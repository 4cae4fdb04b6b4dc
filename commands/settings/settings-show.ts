import type { ChatInputCommandInteraction } from 'discord.js';
import { findHome } from '../../src/base/place.ts';
import type { Invocation } from '../../src/discord/inbound/command.ts';
import { listEntries, type SettingEntries, type SettingScope, type SettingsRecord } from '../../src/settings/record.ts';
import { SETTING_GROUPS } from '../../src/settings/row.ts';
import { findRow, isOffered, SETTING_KEYS, type SettingKey } from '../../src/settings/setting-table.ts';
import type { Say } from '../../src/text/languages.ts';
import { showPages } from '../line-pages.ts';
import type { Services } from '../services.ts';
import { readKey } from './settings-key.ts';
import { checkManager } from './settings-scope.ts';
import { formatValue, toSourceCode } from './settings-value.ts';
import { openView, type SettingsView } from './settings-view.ts';
import { explainSetting, nameSetting } from './settings-words.ts';

/** How much of one value is shown in a message, in characters. */
const MOST_VALUE = 1_000;

type Use = Invocation<ChatInputCommandInteraction>;

/** `/settings show`: every setting that holds in this place, or one of them with all that is set of it. */
export const showSettings = async ({ inbound, interaction, say }: Use, { settings, gemini }: Services) => {
  const { place } = inbound;
  checkManager(inbound, place.server === undefined ? { is: 'dm' } : { is: 'channel', id: place.channel });
  const record = await settings.record(findHome(place));
  const scope: SettingScope = place.server === undefined ? { is: 'dm' } : { is: 'channel', id: place.channel };
  const view = openView(settings.operator, record, { place, scope });
  const typed = interaction.options.getString('setting');
  const refused = (await gemini.listRefused(place)).map((key) => nameSetting(key, say));
  const notes = refused.length > 0 ? [say({ code: 'settings.refused', names: refused })] : [];
  if (typed !== null) {
    const one = describeOne({ key: readKey(typed, say), view, record, say, parent: place.parent });
    return { content: [one, ...notes].join('\n') };
  }
  const keys = SETTING_KEYS.filter((key) => isOffered(key, settings.operator.known));
  return await showPages(interaction, [
    say({ code: 'part.settings-title' }),
    ...describeAll(keys, view, say),
    ...notes,
  ]);
};

/** A block of lines for each group. */
const describeAll = (keys: readonly SettingKey[], view: SettingsView, say: Say): string[] =>
  SETTING_GROUPS.flatMap((group) => {
    const lines = keys.filter((key) => findRow(key).group === group).map((key) => describeLine(key, view, say));
    return lines.length > 0
      ? [say({ code: 'part.settings-group', group: say({ code: `form.group-${group}` }) }), ...lines]
      : [];
  });

const describeLine = (key: SettingKey, view: SettingsView, say: Say): string => {
  const { row, value, from } = view.see(key);
  const source = say({ code: toSourceCode(from) });
  const name = nameSetting(key, say);
  return say({ code: 'part.settings-line', name, value: formatValue(row, value, say), source });
};

/** What is looked at: one setting of a place, as it's stored. */
type Look = { key: SettingKey; view: SettingsView; record: SettingsRecord; say: Say; parent: string | undefined };

/** One setting, and what each layer says about it. */
const describeOne = (look: Look): string => {
  const { key, view, say } = look;
  const { row, value, from } = view.see(key);
  const source = say({ code: toSourceCode(from) });
  const shown = formatValue(row, value, say, MOST_VALUE);
  return [
    say({ code: 'part.settings-line', name: nameSetting(key, say), value: shown, source }),
    explainSetting(key, say),
    ...listLayers(look).flatMap(([entries, layer]) => describeLayer(look, entries, layer)),
  ].join('\n');
};

type LayerName = 'server' | 'dm' | 'parent' | 'channel';

/** What is stored for the place, from the widest to the closest. */
const listLayers = ({ view, record, parent }: Look): (readonly [SettingEntries, LayerName])[] => {
  if (view.scope.is !== 'channel') return [[record.server, 'dm']];
  const above = parent === undefined ? {} : listEntries(record, { is: 'channel', id: parent });
  return [
    [record.server, 'server'],
    [above, 'parent'],
    [listEntries(record, view.scope), 'channel'],
  ];
};

const describeLayer = ({ key, view, say }: Look, entries: SettingEntries, layer: LayerName): string[] => {
  const { row } = view.see(key);
  const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
  const there = row.kind.check(entry?.value);
  if (!entry || there === undefined) return [];
  const { by, at } = entry;
  const source = say({ code: toSourceCode(layer) });
  return [say({ code: 'part.settings-layer', source, value: formatValue(row, there, say), by, at })];
};
