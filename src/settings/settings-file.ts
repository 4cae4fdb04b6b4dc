import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../base/errors.ts';
import { type FileProblem, FileRefusal } from './file-refusal.ts';
import { findTwice } from './json-keys.ts';
import type { SettingsKnowledge } from './kind.ts';
import { MOST_RECORD, type SettingEntries, type SettingEntry, type SettingsRecord } from './record.ts';
import type { SettingLayer } from './row.ts';
import { canSet, findRow, isSetting, type SettingKey } from './setting-table.ts';
import { isId } from './text-kinds.ts';

/** The settings of a home as a file that people can keep, edit and use in another server. */
export type SettingsFile = {
  format: 'parley-settings';
  version: 1;
  /** Of the whole server; in a direct message, of that. */
  server: Record<string, unknown>;
  /** By the ids of channels and threads. */
  channels: Record<string, Record<string, unknown>>;
};

/** The longest file, in characters: as much as can be stored. */
export const MOST_FILE = MOST_RECORD;

const FORMAT = 'parley-settings';
const VERSION = 1;

/** The values that count, of settings that this version knows. */
const listValues = (entries: SettingEntries): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([key, { value }]) => {
      const known = isSetting(key) ? findRow(key).kind.check(value) : undefined;
      return known === undefined ? [] : [[key, known]];
    }),
  );

/** Everything that is set in a home, without who set it. */
export const composeFile = (record: SettingsRecord): SettingsFile => {
  const channels = Object.entries(record.channels).map(([id, entries]) => [id, listValues(entries)] as const);
  return {
    format: FORMAT,
    version: VERSION,
    server: listValues(record.server),
    channels: Object.fromEntries(channels.filter(([, values]) => Object.keys(values).length > 0)),
  };
};

/** For what a file is read: what can be set there, and which channels there are, if that's known. */
export type FileTarget = { layer: 'server' | 'dm'; known: SettingsKnowledge; hasChannel(id: string): boolean };

const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError({ code: 'settings.file-broken' }, { cause: error });
  }
};

/** Settings as a file has them, and what is wrong with the others. */
type FileValues = { values: Record<string, unknown>; problems: FileProblem[] };

/** What a person would type for what stands in a file. */
const toTyped = (json: unknown): string => {
  if (Array.isArray(json)) return json.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');
  return typeof json === 'string' ? json : JSON.stringify(json);
};

/** One value in a file: as it's exported, or as people type it. What is typed has to be right even if records may have it. */
const readValue = (
  key: SettingKey,
  json: unknown,
  known: SettingsKnowledge,
): { value: unknown } | { problem: FileProblem } => {
  const { kind } = findRow(key);
  const what = { code: 'settings.file-value', name: key } as const;
  try {
    const checked = kind.check(json);
    if (checked !== undefined) return { value: kind.parse(kind.print(checked), known) };
    const typed = kind.parse(toTyped(json), known);
    return typeof json === 'string' ? { value: typed } : { problem: { what } };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problem: { what, rule: error.text } };
  }
};

/** The settings of one place in a file. @throws UserError if there are none */
const readValues = (json: unknown, layer: SettingLayer, known: SettingsKnowledge): FileValues => {
  if (!isObject(json)) throw new UserError({ code: 'settings.file-broken' });
  const values: [string, unknown][] = [];
  const problems: FileProblem[] = [];
  for (const [name, value] of Object.entries(json)) {
    const read = !isSetting(name)
      ? { problem: { what: { code: 'settings.file-unknown', name } as const } }
      : canSet(name, layer, known)
        ? readValue(name, value, known)
        : { problem: { what: { code: 'settings.file-place', name } as const } };
    if ('problem' in read) problems.push(read.problem);
    else values.push([name, read.value]);
  }
  return { values: Object.fromEntries(values), problems };
};

/** The settings of the channels in a file. @throws UserError if there are none */
const readChannels = (json: Record<string, unknown>, { layer, known, hasChannel }: FileTarget) => {
  const problems: FileProblem[] = [];
  const read = Object.entries(json).map(([id, values]) => {
    const found = readValues(values, 'channel', known);
    if (layer === 'dm' || !isId(id) || !hasChannel(id))
      problems.push({ what: { code: 'settings.file-channel', name: id } });
    else problems.push(...found.problems);
    return [id, found.values] as const;
  });
  return { values: Object.fromEntries(read), problems };
};

/**
 * Reads a file that anybody may have written. All of it is right, or nothing is taken from it.
 *
 * @throws FileRefusal that names everything that is wrong; another UserError if it's no such file
 */
export const readSettingsFile = (text: string, target: FileTarget): SettingsFile => {
  if (text.length > MOST_FILE) throw new UserError({ code: 'settings.file-too-big', most: MOST_FILE / 1_024 });
  const json = readJson(text.replace(/^\uFEFF/, ''));
  if (!isObject(json) || json.format !== FORMAT) throw new UserError({ code: 'settings.file-broken' });
  if (json.version !== VERSION) throw new UserError({ code: 'settings.file-version' });
  const strange = Object.keys(json).find((name) => !['format', 'version', 'server', 'channels'].includes(name));
  if (strange !== undefined) throw new FileRefusal([{ what: { code: 'settings.file-unknown', name: strange } }]);
  const name = findTwice(text);
  if (name !== undefined) throw new FileRefusal([{ what: { code: 'settings.file-twice', name } }]);
  const { server = {}, channels = {} } = json;
  if (!isObject(channels)) throw new UserError({ code: 'settings.file-broken' });
  const whole = readValues(server, target.layer, target.known);
  const parts = readChannels(channels, target);
  const [first, ...others] = [...whole.problems, ...parts.problems];
  if (first) throw new FileRefusal([first, ...others]);
  return { format: FORMAT, version: VERSION, server: whole.values, channels: parts.values };
};

/** Who brings a file in, and when (wall time). */
export type ImportOrigin = { by: string; at: number };

/**
 * A home's record as a file has it: what the file doesn't have is reset. What this version doesn't know stays, because no
 * file can have it.
 */
export const applyFile = (before: SettingsRecord, file: SettingsFile, { by, at }: ImportOrigin): SettingsRecord => {
  const rev = before.rev + 1;
  const merge = (entries: SettingEntries, values: Record<string, unknown>): SettingEntries => {
    const keys = [...new Set([...Object.keys(entries), ...Object.keys(values)])];
    const merged = keys.map((key): [string, SettingEntry] => {
      const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
      const value = Object.hasOwn(values, key) ? values[key] : undefined;
      if (entry && (!isSetting(key) || isDeepStrictEqual(entry.value, value))) return [key, entry];
      const was = entry?.value;
      return [key, { rev, by, at, ...(value !== undefined && { value }), ...(was !== undefined && { was }) }];
    });
    return Object.fromEntries(merged);
  };
  const ids = [...new Set([...Object.keys(before.channels), ...Object.keys(file.channels)])];
  const channels = ids.map((id) => [id, merge(before.channels[id] ?? {}, file.channels[id] ?? {})] as const);
  return { rev, server: merge(before.server, file.server), channels: Object.fromEntries(channels) };
};
