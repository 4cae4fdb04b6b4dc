import { type AnySelectMenuInteraction, type ButtonInteraction, ButtonStyle, ComponentType } from 'discord.js';
import { mayManage } from '../../src/access/policy.ts';
import { findHome } from '../../src/base/place.ts';
import type { Action, CommandReply } from '../../src/discord/inbound/command.ts';
import type { SettingScope } from '../../src/settings/record.ts';
import { SETTING_GROUPS, type SettingGroup } from '../../src/settings/row.ts';
import type { Say } from '../../src/text/languages.ts';
import type { Services } from '../services.ts';
import { makeSettingsButton, type SettingsButtonRow } from './settings-button.ts';
import { checkManager, type Manager, readGroup, readScope, toLetter, toTitle } from './settings-scope.ts';
import { formatValue, toSourceCode } from './settings-value.ts';
import { FORM_SIZE, listSettable, openView, type SettingsView } from './settings-view.ts';
import { nameSetting } from './settings-words.ts';

/** The longest message that Discord takes, in characters. */
const MOST_TEXT = 2_000;

/** A look at the settings: who looks, at which scope, and in which words. */
export type PanelLook = { inbound: Manager; scope: SettingScope; say: Say };

const open = async ({ inbound: { place }, scope }: PanelLook, { settings }: Pick<Services, 'settings'>) =>
  openView(settings.operator, await settings.record(findHome(place)), { place, scope });

/** The groups in which something can be set there. */
const listGroups = (scope: SettingScope, { settings }: Pick<Services, 'settings'>) =>
  SETTING_GROUPS.filter((group) => listSettable(group, scope, settings.operator).length > 0);

/** The first page: what is set in each group. */
export const showOverview = async (look: PanelLook, services: Pick<Services, 'settings'>): Promise<CommandReply> => {
  const { scope, say } = look;
  const view = await open(look, services);
  const lines = listGroups(scope, services).map((group) => {
    const own = listSettable(group, scope, services.settings.operator).filter((key) => view.see(key).own !== undefined);
    const names = own.map((key) => nameSetting(key, say));
    return say({ code: 'part.settings-overview', group: say({ code: `form.group-${group}` }), names });
  });
  return {
    content: [say({ code: toTitle(scope) }), ...lines, say({ code: `part.settings-hint-${scope.is}` })].join('\n'),
    rows: [makeGroupMenu(look, services), ...makeScopeButtons(look)],
  };
};

/** A group's page: each setting with its value and where that comes from. `notes` are told above it. */
export const showGroup = async (
  look: PanelLook & { group: SettingGroup; notes?: readonly string[] },
  services: Pick<Services, 'settings'>,
): Promise<CommandReply> => {
  const { scope, group, say, notes = [] } = look;
  const view = await open(look, services);
  const keys = listSettable(group, scope, services.settings.operator);
  const title = say({ code: toTitle(scope) });
  const lines = keys.map((key, index) => describeLine(view, key, { number: index + 1, say }));
  const head = [...notes, `${title} › ${say({ code: `form.group-${group}` })}`];
  return {
    content: fit([...head, ...lines]),
    rows: [makeGroupMenu(look, services, group), makeEditButtons(look, keys.length), ...makeScopeButtons(look, group)],
  };
};

/** As many lines as a message holds. Each is short, so that they all fit unless people name very much. */
const fit = (lines: readonly string[]): string => {
  let text = '';
  for (const line of lines) {
    const next = text ? `${text}\n${line}` : line;
    if (next.length > MOST_TEXT) return text;
    text = next;
  }
  return text;
};

const describeLine = (
  view: SettingsView,
  key: Parameters<SettingsView['see']>[0],
  { number, say }: { number: number; say: Say },
): string => {
  const { row, value, from } = view.see(key);
  return say({
    code: 'part.settings-entry',
    number,
    name: nameSetting(key, say),
    value: formatValue(row, value, say),
    source: say({ code: toSourceCode(from) }),
  });
};

const makeGroupMenu = (
  { scope, say }: PanelLook,
  services: Pick<Services, 'settings'>,
  shown?: SettingGroup,
): SettingsButtonRow => ({
  type: ComponentType.ActionRow,
  components: [
    {
      type: ComponentType.StringSelect,
      custom_id: `settings:group:${toLetter(scope)}`,
      placeholder: say({ code: 'option.pick-group' }),
      options: listGroups(scope, services).map((group) => ({
        value: group,
        label: say({ code: `form.group-${group}` }),
        description: say({ code: `option.group-${group}` }),
        default: group === shown,
      })),
    },
  ],
});

const makeEditButtons = (
  { scope, say, group }: PanelLook & { group: SettingGroup },
  count: number,
): SettingsButtonRow => {
  const letter = toLetter(scope);
  const edits = Array.from({ length: Math.ceil(count / FORM_SIZE) }, (_, page) =>
    makeSettingsButton(
      `edit:${group}:${page}:${letter}`,
      say({ code: 'button.edit', first: page * FORM_SIZE + 1, last: Math.min(count, (page + 1) * FORM_SIZE) }),
      ButtonStyle.Primary,
    ),
  );
  const voices = makeSettingsButton(`voices:${letter}`, say({ code: 'button.voices' }), ButtonStyle.Secondary);
  const picture = makeSettingsButton('picture:s', say({ code: 'button.picture' }), ButtonStyle.Secondary);
  const others = group === 'voice' ? [voices, ...(scope.is === 'server' ? [picture] : [])] : [];
  return { type: ComponentType.ActionRow, components: [...edits, ...others] };
};

/** The way between a server's settings and a channel's. Whoever may change only the channel's sees no way to the others. */
const makeScopeButtons = (
  { inbound: { person, place }, scope, say }: PanelLook,
  group?: SettingGroup,
): SettingsButtonRow[] => {
  if (place.server === undefined) return [];
  const go = (letter: string) => `scope:${letter}:${group ?? 'all'}`;
  const server = makeSettingsButton(go('s'), say({ code: 'button.scope-server' }), ButtonStyle.Secondary);
  const channel = makeSettingsButton(go('c'), say({ code: 'button.scope-channel' }), ButtonStyle.Secondary);
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        { ...server, disabled: scope.is === 'server' || !mayManage(person, 'server') },
        { ...channel, disabled: scope.is === 'channel' },
      ],
    },
  ];
};

/** The menu of groups. */
export const groupSelect: Action<AnySelectMenuInteraction, Services> = {
  acknowledge: 'update',
  async run({ inbound, interaction, values: [letter], say }, services) {
    const scope = readScope(letter, inbound.place);
    checkManager(inbound, scope);
    return showGroup({ inbound, scope, group: readGroup(interaction.values[0]), say }, services);
  },
};

/** The buttons **Whole server** and **This channel**: the same page of the other's settings. */
export const scopeButton: Action<ButtonInteraction, Services> = {
  acknowledge: 'update',
  async run({ inbound, values: [letter, word], say }, services) {
    const scope = readScope(letter, inbound.place);
    checkManager(inbound, scope);
    const look = { inbound, scope, say };
    if (word === 'all') return showOverview(look, services);
    const group = readGroup(word);
    // Some groups have nothing that can be set for a channel.
    const isThere = listSettable(group, scope, services.settings.operator).length > 0;
    return isThere ? showGroup({ ...look, group }, services) : showOverview(look, services);
  },
};
