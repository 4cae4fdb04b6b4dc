import { UserError } from '../../src/base/errors.ts';
import type { SettingScope } from '../../src/settings/record.ts';
import type { OperatorLayer } from '../../src/settings/resolve.ts';
import {
  canSet,
  findRow,
  isOffered,
  isSetting,
  SETTING_KEYS,
  type SettingKey,
} from '../../src/settings/setting-table.ts';
import type { Say } from '../../src/text/languages.ts';
import { nameSetting } from './settings-words.ts';

/** The setting that somebody named: by its key, or by the name that they read. */
export const findKey = (typed: string, say: Say): SettingKey | undefined => {
  const word = typed.trim().toLowerCase();
  return isSetting(word) ? word : SETTING_KEYS.find((key) => nameSetting(key, say).toLowerCase() === word);
};

/** The setting that somebody named. @throws UserError if there is none */
export const readKey = (typed: string, say: Say): SettingKey => {
  const key = findKey(typed, say);
  if (key !== undefined) return key;
  throw new UserError({ code: 'settings.no-such-setting' });
};

/** @throws UserError unless a setting can be set in a scope, which says where it can be */
export const checkSettable = (key: SettingKey, { is }: SettingScope, { known }: OperatorLayer): void => {
  if (canSet(key, is, known)) return;
  const { at } = findRow(key);
  if (at.length === 0 || !isOffered(key, known)) throw new UserError({ code: 'settings.only-operator' });
  throw new UserError({ code: is === 'dm' ? 'settings.only-in-servers' : 'settings.only-whole-server' });
};
