import { LIMITABLE_COMMANDS, OPEN_COMMANDS } from '../../src/settings/command-names.ts';
import type { SettingsKnowledge } from '../../src/settings/kind.ts';
import { findRow, type SettingKey } from '../../src/settings/setting-table.ts';
import { languages } from '../../src/text/catalogues.ts';
import { nameCommands } from '../../src/text/command-name.ts';

/** What Discord's apps call commands in any language, in small letters, and their English names, which come first. */
const ENGLISH: ReadonlyMap<string, string> = (() => {
  const all = [...LIMITABLE_COMMANDS, ...OPEN_COMMANDS];
  const found = new Map<string, string>(all.map((name) => [name, name]));
  for (const { words = {} } of Object.values(languages))
    for (const [index, word] of nameCommands(all, words).entries())
      if (!found.has(word.toLowerCase())) found.set(word.toLowerCase(), all[index] ?? word);
  return found;
})();

/** Names of commands, one a line or apart by commas, as settings keep them. What is no name stays as it is. */
const translateCommands = (typed: string): string =>
  typed
    .split(/[\n\r,]+/)
    .map((one) => ENGLISH.get(one.trim().toLowerCase().replace(/^\/+/, '')) ?? one)
    .join('\n');

/** The value of a setting that somebody typed or picked, whatever language their app speaks. @throws UserError if it's none */
export const parseValue = (key: SettingKey, typed: string, known: SettingsKnowledge): unknown =>
  findRow(key).kind.parse(key === 'access.commands' ? translateCommands(typed) : typed, known);
