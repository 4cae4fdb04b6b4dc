import type { PlainCode } from '../text/text.ts';
import type { SettingsKnowledge } from './kind.ts';
import type { SettingLayer, SettingRow } from './row.ts';
import { accessRows } from './rows/access-rows.ts';
import { answerRows } from './rows/answer-rows.ts';
import { callRows } from './rows/call-rows.ts';
import { limitRows } from './rows/limit-rows.ts';
import { privacyRows } from './rows/privacy-rows.ts';
import { voiceRows } from './rows/voice-rows.ts';

/** Every setting. Panels, commands, files and the terminal know settings only from here. */
export const SETTINGS_TABLE = {
  ...voiceRows,
  ...callRows,
  ...answerRows,
  ...accessRows,
  ...limitRows,
  ...privacyRows,
} as const satisfies Record<string, SettingRow<unknown>>;

export type SettingKey = keyof typeof SETTINGS_TABLE;

/** The values of all settings. */
export type SettingValues = { readonly [K in SettingKey]: ReturnType<(typeof SETTINGS_TABLE)[K]['kind']['parse']> };

/** All keys, in the order of the table. */
export const SETTING_KEYS = Object.keys(SETTINGS_TABLE) as readonly SettingKey[];

/** Whether there is such a setting. */
export const isSetting = (text: string): text is SettingKey => Object.hasOwn(SETTINGS_TABLE, text);

/** The row of a setting, for what treats all of them alike. */
export const findRow = (key: SettingKey): SettingRow<unknown> => SETTINGS_TABLE[key];

/** Whether a setting can be set at all with what the operator has switched on. */
export const isOffered = (key: SettingKey, known: SettingsKnowledge): boolean => {
  const { needs } = findRow(key);
  return needs === undefined || known[needs] === true;
};

/** Whether it can be set there. */
export const canSet = (key: SettingKey, layer: SettingLayer, known: SettingsKnowledge): boolean =>
  findRow(key).at.includes(layer) && isOffered(key, known);

/** The name of a setting, for people. Codes have no further dots. */
export const toNameCode = (key: SettingKey): PlainCode => `setting.${toWord(key)}`;

/** What a setting does, in one line for people. */
export const toAboutCode = (key: SettingKey): PlainCode => `about.${toWord(key)}`;

type Word<K extends string> = K extends `${infer A}.${infer B}` ? `${A}-${B}` : K;
const toWord = (key: SettingKey) => key.replaceAll('.', '-') as Word<SettingKey>;
