import { mayManage } from '../../src/access/policy.ts';
import { UserError } from '../../src/base/errors.ts';
import type { Inbound } from '../../src/base/inbound.ts';
import type { Place } from '../../src/base/place.ts';
import type { SettingScope } from '../../src/settings/record.ts';
import { SETTING_GROUPS, type SettingGroup } from '../../src/settings/row.ts';

/** Who does something, and where: as Discord says it with this very event. */
export type Manager = Pick<Inbound, 'person' | 'place'>;

/** How components name a scope. Which server or channel is meant, is never read from them. */
export const toLetter = ({ is }: SettingScope): string => is.slice(0, 1);

/** The scope that a component names, in the place where it was used. @throws UserError if the place has no such scope */
export const readScope = (letter: string | undefined, { server, channel }: Place): SettingScope => {
  if (server === undefined && letter === 'd') return { is: 'dm' };
  if (server !== undefined && letter === 's') return { is: 'server' };
  if (server !== undefined && letter === 'c') return { is: 'channel', id: channel };
  throw new UserError({ code: 'asking.old-button' });
};

/** The group that a component names. @throws UserError if there is none */
export const readGroup = (word: string | undefined): SettingGroup => {
  const group = SETTING_GROUPS.find((one) => one === word);
  if (group) return group;
  throw new UserError({ code: 'asking.old-button' });
};

/** Where people set something who don't say where: as widely as they may. */
export const findUsualScope = ({ person, place }: Manager): SettingScope => {
  if (place.server === undefined) return { is: 'dm' };
  return mayManage(person, 'server') ? { is: 'server' } : { is: 'channel', id: place.channel };
};

/** @throws UserError unless the person may change the settings there, by the rights that came with this very event */
export const checkManager = ({ person }: Pick<Inbound, 'person'>, { is }: SettingScope): void => {
  if (mayManage(person, is)) return;
  const isManager = is === 'server' && mayManage(person, 'channel');
  throw new UserError({ code: isManager ? 'settings.only-channel' : 'access.manage' });
};

/** What the settings are of, as a heading. */
export const toTitle = <S extends SettingScope['is']>({ is }: { is: S }): `part.settings-title-${S}` =>
  `part.settings-title-${is}`;
