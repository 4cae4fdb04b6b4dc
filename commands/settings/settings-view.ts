import type { Place } from '../../src/base/place.ts';
import type { SettingsKnowledge } from '../../src/settings/kind.ts';
import { EMPTY_RECORD, listEntries, type SettingScope, type SettingsRecord } from '../../src/settings/record.ts';
import { type OperatorLayer, resolveSettings, type SettingSource } from '../../src/settings/resolve.ts';
import type { SettingGroup, SettingRow } from '../../src/settings/row.ts';
import { canSet, findRow, SETTING_KEYS, type SettingKey } from '../../src/settings/setting-table.ts';

/** How many settings are edited at a time: Discord's limit of fields in a form. */
export const FORM_SIZE = 5;

/**
 * One setting as it's seen where somebody is about to change it: what is set right there, what is in force, and what would be
 * if nothing were set there; each with where it comes from.
 */
export type SettingView = {
  key: SettingKey;
  row: SettingRow<unknown>;
  own: unknown;
  value: unknown;
  from: SettingSource;
  inherited: unknown;
  inheritedFrom: SettingSource;
  /** What can be chosen at all, as far as only the running process knows it. */
  known: SettingsKnowledge;
};

/** The settings of one scope, as they were with the revision `rev` of what is stored. */
export type SettingsView = { rev: number; scope: SettingScope; see(key: SettingKey): SettingView };

/** What is stored, without what is set in a scope. */
const clearScope = (record: SettingsRecord, scope: SettingScope): SettingsRecord =>
  scope.is === 'channel'
    ? { ...record, channels: { ...record.channels, [scope.id]: {} } }
    : { ...record, server: EMPTY_RECORD.server };

/** Opens what is stored to people who look at one scope of it. */
export const openView = (
  operator: OperatorLayer,
  record: SettingsRecord,
  { place, scope }: { place: Place; scope: SettingScope },
): SettingsView => {
  // Of a server as a whole, no channel is seen.
  const seen = scope.is === 'server' ? { server: place.server, channel: '', parent: undefined } : place;
  const now = resolveSettings(operator, record, seen);
  const before = resolveSettings(operator, clearScope(record, scope), seen);
  const entries = listEntries(record, scope);
  return {
    rev: record.rev,
    scope,
    see(key) {
      const row = findRow(key);
      return {
        key,
        row,
        own: Object.hasOwn(entries, key) ? row.kind.check(entries[key]?.value) : undefined,
        value: now.values[key],
        from: now.from[key],
        inherited: before.values[key],
        inheritedFrom: before.from[key],
        known: operator.known,
      };
    },
  };
};

/** The settings of a group that can be set in a scope, in order. */
export const listSettable = (group: SettingGroup, { is }: SettingScope, { known }: OperatorLayer): SettingKey[] =>
  SETTING_KEYS.filter((key) => findRow(key).group === group && canSet(key, is, known));
