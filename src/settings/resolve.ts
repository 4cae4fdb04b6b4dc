import { isDeepStrictEqual } from 'node:util';
import type { Place } from '../base/place.ts';
import type { SettingsKnowledge } from './kind.ts';
import { listEntries, type SettingEntries, type SettingsRecord } from './record.ts';
import type { SettingLayer, SettingRow } from './row.ts';
import { findRow, isOffered, SETTING_KEYS, type SettingKey, type SettingValues } from './setting-table.ts';

/** Where a value comes from. */
export type SettingSource = 'default' | 'operator' | 'server' | 'parent' | 'channel' | 'dm';

/**
 * The settings in force in a place, where each comes from, and the revision of the record that they come from. `since` is
 * when somebody there last set or reset what decides each (wall time); nothing, if nobody ever did.
 */
export type ResolvedSettings = {
  readonly values: SettingValues;
  readonly from: Readonly<Record<SettingKey, SettingSource>>;
  readonly since: Readonly<Partial<Record<SettingKey, number>>>;
  readonly rev: number;
};

/** What the operator has set for everyone, and what can be set at all. */
export type OperatorLayer = { values: Partial<SettingValues>; known: SettingsKnowledge };

type StoredLayer = { source: SettingSource; layer: SettingLayer; entries: SettingEntries };

/** What is stored for a place, from the widest to the closest. */
const listLayers = (record: SettingsRecord, { server, channel, parent }: Place): StoredLayer[] => {
  const all: StoredLayer[] = [
    { source: server ? 'server' : 'dm', layer: server ? 'server' : 'dm', entries: record.server },
  ];
  if (!server) return all;
  if (parent)
    all.push({ source: 'parent', layer: 'channel', entries: listEntries(record, { is: 'channel', id: parent }) });
  all.push({ source: 'channel', layer: 'channel', entries: listEntries(record, { is: 'channel', id: channel }) });
  return all;
};

/** The value that an entry sets; nothing if it's reset, not for this layer, or no value that we know. */
const readValue = (row: SettingRow<unknown>, key: SettingKey, { layer, entries }: StoredLayer): unknown =>
  row.at.includes(layer) && Object.hasOwn(entries, key) ? row.kind.check(entries[key]?.value) : undefined;

/** When a layer came to what it says of a key: with a value it decides alone, and without one since it was reset. */
const findSince = ({ entries }: StoredLayer, key: SettingKey, value: unknown, wider = 0): number => {
  const at = Object.hasOwn(entries, key) ? (entries[key]?.at ?? 0) : 0;
  return value === undefined ? Math.max(wider, at) : at;
};

/** What is in force: the default, then what the operator, the server, a thread's channel and the channel itself have set. */
export const resolveSettings = (operator: OperatorLayer, record: SettingsRecord, place: Place): ResolvedSettings => {
  const layers = listLayers(record, place);
  const values: Record<string, unknown> = {};
  const from: Partial<Record<SettingKey, SettingSource>> = {};
  const since: Partial<Record<SettingKey, number>> = {};
  for (const key of SETTING_KEYS) {
    const row = findRow(key);
    const usual = operator.values[key];
    const isUsual = usual === undefined || isDeepStrictEqual(usual, row.initial);
    values[key] = isUsual ? row.initial : usual;
    from[key] = isUsual ? 'default' : 'operator';
    if (!isOffered(key, operator.known)) continue;
    for (const stored of layers) {
      const value = readValue(row, key, stored);
      const at = findSince(stored, key, value, since[key]);
      if (at > 0) since[key] = at;
      if (value === undefined) continue;
      values[key] = value;
      from[key] = stored.source;
    }
  }
  // Every key of the table was just set, from its own row. Objects that grew key by key take six times the memory of copies.
  const all = { values: { ...values } as SettingValues, from: { ...from } as Record<SettingKey, SettingSource> };
  return { ...all, since, rev: record.rev };
};
