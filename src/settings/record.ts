import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../base/errors.ts';
import type { SettingLayer } from './row.ts';
import type { SettingKey } from './setting-table.ts';

/**
 * What somebody has set: the value, or that they reset it if there is none; with which revision of the record, who, and
 * when (wall time). `was` is the value before, one step back.
 */
export type SettingEntry = { value?: unknown; rev: number; by: string; at: number; was?: unknown };

/** Entries by their keys, those of a newer version of Parley included. */
export type SettingEntries = Readonly<Record<string, SettingEntry>>;

/**
 * What is stored of a home. `server` is for all of it, which in a direct message is the conversation itself; `channels` have
 * what differs in a channel or thread. `rev` grows with every change.
 */
export type SettingsRecord = {
  readonly rev: number;
  readonly server: SettingEntries;
  readonly channels: Readonly<Record<string, SettingEntries>>;
};

/** How many channels of a server may differ, and how long the record may be, in characters of JSON. */
export const MOST_CHANNELS = 200;
export const MOST_RECORD = 64 * 1_024;

/** The record of a home where nobody has set anything. */
export const EMPTY_RECORD: SettingsRecord = { rev: 0, server: {}, channels: {} };

/** Where something is set: for a whole server, a channel of it, or a direct message. */
export type SettingScope = { is: 'server' } | { is: 'dm' } | { is: 'channel'; id: string };

/** What somebody wants to change in one place. A value that is undefined resets the setting. */
export type SettingsChange = {
  scope: SettingScope;
  by: string;
  at: number;
  set: readonly { key: SettingKey; value: unknown }[];
  /** The revision that they saw when they decided; undefined if they saw none, and so mean it in any case. */
  seen?: number;
};

/** What was not changed, because somebody else had changed it meanwhile: who, and to what. */
export type SettingsConflict = { key: SettingKey; by: string; now: unknown };

const KEY = /^[a-z][a-z.-]{0,49}$/;
const CHANNEL = /^\d{1,20}$/;
const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
const isCount = (json: unknown): json is number => typeof json === 'number' && Number.isSafeInteger(json) && json >= 0;

const readEntry = (json: unknown): SettingEntry | undefined => {
  if (!isObject(json) || !isCount(json.rev) || typeof json.by !== 'string' || typeof json.at !== 'number')
    return undefined;
  const { rev, by, at, value, was } = json;
  return { rev, by, at, ...(value !== undefined && { value }), ...(was !== undefined && { was }) };
};

const readEntries = (json: unknown): SettingEntries =>
  Object.fromEntries(
    Object.entries(isObject(json) ? json : {}).flatMap(([key, one]) => {
      const entry = KEY.test(key) ? readEntry(one) : undefined;
      return entry ? [[key, entry]] : [];
    }),
  );

/**
 * A record as it's used, from any JSON. What isn't an entry is dropped. Settings and values that only a newer version of
 * Parley knows stay, because they'd be lost with the next change otherwise; nothing here takes them for more than they are.
 */
export const readRecord = (json: unknown): SettingsRecord => {
  if (!isObject(json) || !isCount(json.rev)) return EMPTY_RECORD;
  const channels = Object.entries(isObject(json.channels) ? json.channels : {})
    .filter(([id]) => CHANNEL.test(id))
    .map(([id, entries]) => [id, readEntries(entries)] as const)
    .filter(([, entries]) => Object.keys(entries).length > 0);
  return { rev: json.rev, server: readEntries(json.server), channels: Object.fromEntries(channels) };
};

/** What is set in a scope. */
export const listEntries = (record: SettingsRecord, scope: SettingScope): SettingEntries =>
  scope.is !== 'channel'
    ? record.server
    : Object.hasOwn(record.channels, scope.id)
      ? (record.channels[scope.id] ?? {})
      : {};

/** The layer that a scope belongs to. */
export const toLayer = ({ is }: SettingScope): SettingLayer => is;

const findEntry = (entries: SettingEntries, key: string): SettingEntry | undefined =>
  Object.hasOwn(entries, key) ? entries[key] : undefined;

const replaceEntries = (record: SettingsRecord, scope: SettingScope, entries: SettingEntries): SettingsRecord =>
  scope.is === 'channel'
    ? { ...record, channels: { ...record.channels, [scope.id]: entries } }
    : { ...record, server: entries };

/** What came of a change. Keys that have their value already are in neither list, though they may have been renewed. */
export type ChangeOutcome = { record: SettingsRecord; changed: SettingKey[]; conflicts: SettingsConflict[] };

/**
 * Applies a change. Whoever saw an older revision doesn't overwrite what others have set since: that's a conflict, unless
 * they send what was there before, which is to say that they left it alone. Whoever saw none says again what is set already:
 * it's then as new as if it had been another value, because the newer of it and what people wish for a call holds.
 *
 * @throws UserError if a server has too much set
 */
export const applyChange = (record: SettingsRecord, { scope, by, at, set, seen }: SettingsChange): ChangeOutcome => {
  if (scope.is === 'channel' && !CHANNEL.test(scope.id)) throw new UserError({ code: 'settings.no-channel' });
  const before = listEntries(record, scope);
  const rev = record.rev + 1;
  const changed: Record<string, SettingEntry> = {};
  const renewed: Record<string, SettingEntry> = {};
  const conflicts: SettingsConflict[] = [];
  for (const { key, value } of set) {
    const entry = findEntry(before, key);
    if (isDeepStrictEqual(entry?.value, value)) {
      if (seen === undefined) renewed[key] = { rev, ...entry, by, at };
      continue;
    }
    if (entry && seen !== undefined && entry.rev > seen) {
      if (!isDeepStrictEqual(entry.was, value)) conflicts.push({ key, by: entry.by, now: entry.value });
      continue;
    }
    const was = entry?.value;
    changed[key] = { rev, by, at, ...(value !== undefined && { value }), ...(was !== undefined && { was }) };
  }
  const keys = Object.keys(changed) as SettingKey[];
  if (keys.length + Object.keys(renewed).length === 0) return { record, changed: [], conflicts };
  return {
    record: checkSize({ ...replaceEntries(record, scope, { ...before, ...changed, ...renewed }), rev }),
    changed: keys,
    conflicts,
  };
};

/** What was reset is remembered for the sake of conflicts, but where there are too many channels it's only in the way. */
const dropReset = (record: SettingsRecord): SettingsRecord => {
  const channels = Object.entries(record.channels);
  if (channels.length <= MOST_CHANNELS) return record;
  const isSet = (entries: SettingEntries) => Object.values(entries).some(({ value }) => value !== undefined);
  return { ...record, channels: Object.fromEntries(channels.filter(([, entries]) => isSet(entries))) };
};

/** The same record, if it isn't too much. @throws UserError */
export const checkSize = (whole: SettingsRecord): SettingsRecord => {
  const record = dropReset(whole);
  if (Object.keys(record.channels).length > MOST_CHANNELS)
    throw new UserError({ code: 'settings.too-many-channels', most: MOST_CHANNELS });
  if (JSON.stringify(record).length > MOST_RECORD) throw new UserError({ code: 'settings.too-big' });
  return record;
};

/** What matters of an entry to those who go by it: who set it doesn't. */
const pickNews = (entry: SettingEntry | undefined) => entry && { value: entry.value, at: entry.at };

/** The settings that differ between two records of a home, or were set again, by where they're set. */
export const compareRecords = (
  before: SettingsRecord,
  after: SettingsRecord,
): { scope: SettingScope; keys: readonly SettingKey[] }[] => {
  const ids = new Set([...Object.keys(before.channels), ...Object.keys(after.channels)]);
  const scopes: SettingScope[] = [{ is: 'server' }, ...[...ids].map((id) => ({ is: 'channel' as const, id }))];
  return scopes.flatMap((scope) => {
    const [old, now] = [listEntries(before, scope), listEntries(after, scope)];
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
      (key) => !isDeepStrictEqual(pickNews(findEntry(old, key)), pickNews(findEntry(now, key))),
    );
    return keys.length > 0 ? [{ scope, keys: keys as SettingKey[] }] : [];
  });
};
