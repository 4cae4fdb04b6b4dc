import { type ButtonInteraction, ButtonStyle, ComponentType } from 'discord.js';
import { UserError } from '../../src/base/errors.ts';
import { findHome } from '../../src/base/place.ts';
import type { Action, CommandReply } from '../../src/discord/inbound/command.ts';
import { listEntries, type SettingScope, type SettingsRecord } from '../../src/settings/record.ts';
import { isSetting } from '../../src/settings/setting-table.ts';
import type { Services } from '../services.ts';
import { makeSettingsButton } from './settings-button.ts';
import { showFace } from './settings-face.ts';
import { explainConflict } from './settings-form.ts';
import type { PanelLook } from './settings-panel.ts';
import { checkManager, readScope, toLetter, toTitle } from './settings-scope.ts';
import { nameSetting, tellWhen } from './settings-words.ts';

/** What is set in a scope. */
const listSet = (record: SettingsRecord, scope: SettingScope) => {
  const entries = listEntries(record, scope);
  return Object.keys(entries)
    .filter(isSetting)
    .filter((key) => entries[key]?.value !== undefined);
};

/** Shows what would be reset, with a button for it. */
export const askWhetherToReset = async (
  { inbound: { place }, scope, say }: PanelLook,
  { settings }: Pick<Services, 'settings'>,
): Promise<CommandReply> => {
  const record = await settings.record(findHome(place));
  const names = listSet(record, scope).map((key) => nameSetting(key, say));
  if (names.length === 0) return { content: say({ code: 'settings.nothing-set' }) };
  return {
    content: say({ code: 'settings.confirm-reset', title: say({ code: toTitle(scope) }), names }),
    rows: [
      {
        type: ComponentType.ActionRow,
        components: [
          makeSettingsButton(`wipe:${toLetter(scope)}:${record.rev}`, say({ code: 'button.wipe' }), ButtonStyle.Danger),
          makeSettingsButton('keep', say({ code: 'button.keep-settings' }), ButtonStyle.Secondary),
        ],
      },
    ],
  };
};

/** **Reset all**: what others have set since the person was asked stays. */
export const wipeButton: Action<ButtonInteraction, Services> = {
  acknowledge: 'update',
  async run({ inbound, interaction, values: [letter, rev = ''], say }, services) {
    const { settings } = services;
    const scope = readScope(letter, inbound.place);
    checkManager(inbound, scope);
    if (!/^\d{1,15}$/.test(rev)) throw new UserError({ code: 'asking.old-button' });
    const home = findHome(inbound.place);
    const set = listSet(await settings.record(home), scope).map((key) => ({ key, value: undefined }));
    const at = interaction.createdTimestamp;
    const { changed, conflicts } = await settings.change(home, {
      scope,
      by: inbound.person.id,
      at,
      set,
      seen: Number(rev),
    });
    const names = changed.map((key) => nameSetting(key, say));
    return {
      content: [
        names.length > 0
          ? say([{ code: 'settings.reset', names }, ...tellWhen(changed.map((key) => ({ key })))])
          : say({ code: 'settings.unchanged' }),
        ...conflicts.map((conflict) => explainConflict(conflict, say)),
        ...(await showFace({ place: inbound.place, scope, keys: changed, say }, services)),
      ].join('\n'),
    };
  },
};

/** **Keep them**. */
export const keepButton: Action<ButtonInteraction, Services> = {
  acknowledge: 'update',
  run: async ({ say }) => ({ content: say({ code: 'settings.kept' }) }),
};
