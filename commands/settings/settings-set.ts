import type { ChatInputCommandInteraction } from 'discord.js';
import { mayManage } from '../../src/access/policy.ts';
import { findHome } from '../../src/base/place.ts';
import type { CommandReply, Invocation } from '../../src/discord/inbound/command.ts';
import type { SettingScope } from '../../src/settings/record.ts';
import { canSet, type SettingKey } from '../../src/settings/setting-table.ts';
import type { Services } from '../services.ts';
import { showFace } from './settings-face.ts';
import { checkSettable, readKey } from './settings-key.ts';
import { parseValue } from './settings-parse.ts';
import { askWhetherToReset } from './settings-reset.ts';
import { checkManager, findUsualScope, type Manager } from './settings-scope.ts';
import { formatValue, toSourceCode } from './settings-value.ts';
import { openView } from './settings-view.ts';
import { nameSetting, tellWhen } from './settings-words.ts';

/** What the settings of each scope are for. */
const WHERE = { server: 'part.where-server', channel: 'part.where-channel', dm: 'part.where-dm' } as const;

type Use = Invocation<ChatInputCommandInteraction>;

/** Where something is to be set: where the person says, or else as widely as they may and it can be. */
const findScope = (inbound: Manager, where: string | null, services: Services, key?: SettingKey): SettingScope => {
  const { person, place } = inbound;
  if (place.server === undefined) return { is: 'dm' };
  const channel: SettingScope = { is: 'channel', id: place.channel };
  if (where !== null) return where === 'channel' ? channel : { is: 'server' };
  if (key === undefined) return findUsualScope(inbound);
  const { known } = services.settings.operator;
  const isServers = mayManage(person, 'server') && canSet(key, 'server', known);
  return isServers || !canSet(key, 'channel', known) ? { is: 'server' } : channel;
};

/** `/settings set`: sets one setting, whatever it was. */
export const setSetting = async (use: Use, services: Services): Promise<CommandReply> => {
  const { options } = use.interaction;
  const key = readKey(options.getString('setting', true), use.say);
  const scope = findScope(use.inbound, options.getString('where'), services, key);
  checkManager(use.inbound, scope);
  checkSettable(key, scope, services.settings.operator);
  const { settings } = services;
  return change(
    use,
    { key, scope, value: parseValue(key, options.getString('value', true), settings.operator.known) },
    services,
  );
};

/** `/settings reset`: a setting is as if nobody had set it there; without one, all of them are, once that's confirmed. */
export const forgetSetting = async (use: Use, services: Services): Promise<CommandReply> => {
  const { options } = use.interaction;
  const typed = options.getString('setting');
  const key = typed === null ? undefined : readKey(typed, use.say);
  const scope = findScope(use.inbound, options.getString('where'), services, key);
  checkManager(use.inbound, scope);
  if (key === undefined) return askWhetherToReset({ ...use, scope }, services);
  checkSettable(key, scope, services.settings.operator);
  return change(use, { key, scope, value: undefined }, services);
};

/** Stores one setting, and tells what holds now. */
const change = async (
  { inbound: { place, person }, interaction, say }: Use,
  { key, scope, value }: { key: SettingKey; scope: SettingScope; value: unknown },
  services: Services,
): Promise<CommandReply> => {
  const { settings } = services;
  const home = findHome(place);
  const at = interaction.createdTimestamp;
  const { changed } = await settings.change(home, { scope, by: person.id, at, set: [{ key, value }] });
  const view = openView(settings.operator, await settings.record(home), { place, scope }).see(key);
  const values = {
    where: say({ code: WHERE[scope.is] }),
    name: nameSetting(key, say),
    value: formatValue(view.row, view.value, say),
    source: say({ code: toSourceCode(view.from) }),
  };
  const outcome =
    changed.length > 0
      ? say([{ code: 'settings.set', ...values }, ...tellWhen([{ key, value }])])
      : say({ code: 'settings.as-before', ...values });
  const notes = await showFace({ place, scope, keys: [key], say }, services);
  return { content: [outcome, ...notes].join('\n') };
};
