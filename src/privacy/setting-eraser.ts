import type { SettingEntries, SettingsRecord } from '../settings/record.ts';

/**
 * The settings of a home without who set them, where that was this person, given by id, no later than `before`. What is set
 * stays.
 */
export const eraseChanger = (record: SettingsRecord, person: string, before: number): SettingsRecord => ({
  ...record,
  server: withoutChanger(record.server, person, before),
  channels: Object.fromEntries(
    Object.entries(record.channels).map(([id, entries]) => [id, withoutChanger(entries, person, before)]),
  ),
});

const withoutChanger = (entries: SettingEntries, person: string, before: number): SettingEntries =>
  Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => [
      key,
      entry.by === person && entry.at <= before ? { ...entry, by: '' } : entry,
    ]),
  );
