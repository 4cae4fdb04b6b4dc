import {
  type APIModalInteractionResponseCallbackData,
  type ButtonInteraction,
  ComponentType,
  type ModalSubmitInteraction,
} from 'discord.js';
import { toText, UserError } from '../../src/base/errors.ts';
import { findHome } from '../../src/base/place.ts';
import type { Action, ModalAction } from '../../src/discord/inbound/command.ts';
import type { SettingsKnowledge } from '../../src/settings/kind.ts';
import type { SettingScope, SettingsConflict } from '../../src/settings/record.ts';
import type { OperatorLayer } from '../../src/settings/resolve.ts';
import type { SettingGroup } from '../../src/settings/row.ts';
import { findRow, type SettingKey } from '../../src/settings/setting-table.ts';
import type { Say } from '../../src/text/languages.ts';
import type { Text } from '../../src/text/text.ts';
import type { Services } from '../services.ts';
import { showFace } from './settings-face.ts';
import { AS_INHERITED, toField } from './settings-field.ts';
import { showGroup } from './settings-panel.ts';
import { parseValue } from './settings-parse.ts';
import { checkManager, readGroup, readScope, toLetter } from './settings-scope.ts';
import { formatValue } from './settings-value.ts';
import { FORM_SIZE, listSettable, openView } from './settings-view.ts';
import { nameSetting, tellWhen } from './settings-words.ts';

/** The settings of one page of a group. @throws UserError if there is no such page */
const readPage = (group: SettingGroup, page: string | undefined, scope: SettingScope, operator: OperatorLayer) => {
  const first = /^\d{1,2}$/.test(page ?? '') ? Number(page) * FORM_SIZE : Number.NaN;
  const keys = listSettable(group, scope, operator).slice(first, first + FORM_SIZE);
  if (keys.length > 0) return { keys, first };
  throw new UserError({ code: 'asking.old-button' });
};

/** **Edit**: shows the form for one page of a group, with what is stored at this moment. */
export const editButton: ModalAction<ButtonInteraction, Services> = {
  acknowledge: 'modal',
  async run({ inbound, values: [word, page, letter], say }, { settings }) {
    const { place } = inbound;
    const scope = readScope(letter, place);
    checkManager(inbound, scope);
    const group = readGroup(word);
    const { keys, first } = readPage(group, page, scope, settings.operator);
    const view = openView(settings.operator, await settings.record(findHome(place)), { place, scope });
    return {
      custom_id: `settings:save:${group}:${page}:${toLetter(scope)}:${view.rev}`,
      title: say({
        code: 'form.settings-title',
        group: say({ code: `form.group-${group}` }),
        first: first + 1,
        last: first + keys.length,
      }),
      components: keys.map(
        (key) =>
          toField(view.see(key), say) ?? {
            type: ComponentType.TextDisplay,
            content: say({ code: 'settings.too-long-for-form', name: nameSetting(key, say) }),
          },
      ),
    } satisfies APIModalInteractionResponseCallbackData;
  },
};

/** What a form says about a setting: a value, that nothing is to be set, or why that's no value. */
type Wish = { key: SettingKey } & ({ is: 'set'; value: unknown } | { is: 'wrong'; why: Text });

/** What stands in a field, as a text; nothing if the form has no such field, or one that isn't ours. */
const readField = ({ fields }: ModalSubmitInteraction, key: SettingKey): string | undefined => {
  const field: { value?: unknown; values?: unknown } | undefined = fields.fields.get(key);
  if (Array.isArray(field?.values)) return field.values.join(' ');
  return typeof field?.value === 'string' ? field.value : undefined;
};

const readWish = (key: SettingKey, text: string, known: SettingsKnowledge): Wish => {
  if (text.trim() === '' || text === AS_INHERITED) return { key, is: 'set', value: undefined };
  try {
    return { key, is: 'set', value: parseValue(key, text, known) };
  } catch (error) {
    if (error instanceof UserError) return { key, is: 'wrong', why: toText(error) };
    throw error;
  }
};

/**
 * The form that was sent: what is right in it is stored, and what isn't is told. The rights are those that came with it, so
 * whoever has lost them since it was opened changes nothing.
 */
export const saveForm: Exclude<
  Action<ModalSubmitInteraction, Services>,
  ModalAction<ModalSubmitInteraction, Services>
> = {
  acknowledge: 'update',
  async run({ inbound, interaction, values: [word, page, letter, rev = ''], say }, services) {
    const { place, person } = inbound;
    const { settings } = services;
    const scope = readScope(letter, place);
    checkManager(inbound, scope);
    const group = readGroup(word);
    const { keys } = readPage(group, page, scope, settings.operator);
    if (!/^\d{1,15}$/.test(rev)) throw new UserError({ code: 'asking.old-button' });
    const wishes = keys.flatMap((key) => {
      const text = readField(interaction, key);
      return text === undefined ? [] : [readWish(key, text, settings.operator.known)];
    });
    const set = wishes.flatMap((wish) => (wish.is === 'set' ? [{ key: wish.key, value: wish.value }] : []));
    const { changed, conflicts } = await settings.change(findHome(place), {
      scope,
      by: person.id,
      at: interaction.createdTimestamp,
      set,
      seen: Number(rev),
    });
    const wrong = wishes.flatMap((wish) => (wish.is === 'wrong' ? [wish] : []));
    const notes = [
      ...describeOutcome({ changed: set.filter(({ key }) => changed.includes(key)), conflicts, wrong }, say),
      ...(await showFace({ place, scope, keys: set.map(({ key }) => key), say }, services)),
    ];
    return showGroup({ inbound, scope, group, say, notes }, services);
  },
};

/** What became of a form, a line for each thing. */
const describeOutcome = (
  {
    changed,
    conflicts,
    wrong,
  }: {
    changed: readonly { key: SettingKey; value: unknown }[];
    conflicts: readonly SettingsConflict[];
    wrong: readonly { key: SettingKey; why: Text }[];
  },
  say: Say,
): string[] => {
  const name = (key: SettingKey) => nameSetting(key, say);
  const isNothing = changed.length + conflicts.length + wrong.length === 0;
  return [
    ...(changed.length > 0
      ? [say([{ code: 'settings.saved', names: changed.map(({ key }) => name(key)) }, ...tellWhen(changed)])]
      : []),
    ...conflicts.map((conflict) => explainConflict(conflict, say)),
    ...wrong.map(({ key, why }) => say({ code: 'settings.wrong', name: name(key), why: say(why) })),
    ...(isNothing ? [say({ code: 'settings.unchanged' })] : []),
  ];
};

/** That somebody else had changed it meanwhile. */
export const explainConflict = ({ key, by, now }: SettingsConflict, say: Say): string => {
  const name = nameSetting(key, say);
  if (now === undefined) return say({ code: 'settings.conflict-reset', name, by });
  return say({ code: 'settings.conflict', name, by, value: formatValue(findRow(key), now, say) });
};
