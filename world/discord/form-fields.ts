import { type Attachment, attachmentPayload, type File } from './attachment.ts';
import type { Component } from './component-limits.ts';
import { isPickable } from './file-types.ts';
import type { Guild } from './guild.ts';
import { length } from './limits.ts';
import type { ResolvedOptions } from './options.ts';
import { userPayload } from './user.ts';

/** What somebody puts into one field: words, an option or an id, several of those, a tick, or files. */
export type FormEntry = string | readonly string[] | boolean;

/** Where a form is sent: its title for what is refused, the server with its things, and what uploads a file. */
export type FormScene = { title: string; guild: Guild | undefined; keep(file: File): Attachment };

/** What a submit says of one field, and of the things that it names. */
export type FieldAnswer = { answer: Partial<Component>; resolved: ResolvedOptions };

/** What a person put into the field that is filled in, if anything. */
type FieldScene = { entry: FormEntry | undefined; files: readonly File[] | undefined } & FormScene;

const TEXT = 4;
const RADIO = 21;
const CHECKBOX = 23;
const UPLOAD = 19;
const CHECKBOX_GROUP = 22;
const SELECTS = [3, 5, 6, 7, 8];

/** Whether a component is one that somebody fills in. */
export const isField = ({ type }: Component): boolean =>
  [TEXT, ...SELECTS, UPLOAD, RADIO, CHECKBOX_GROUP, CHECKBOX].includes(type);

/** What stands in a field before anybody touches it. */
export const presetOf = ({ type, value, options, default_values, default: isTicked }: Component): FormEntry => {
  const chosen = (options ?? []).filter((option) => 'default' in option && option.default).map((one) => one.value);
  if (type === TEXT) return String(value ?? '');
  if (type === CHECKBOX) return isTicked === true;
  if (type === RADIO) return chosen[0] ?? '';
  if (Array.isArray(default_values)) return default_values.map(({ id }: { id: string }) => id);
  return chosen;
};

/** How many things a field takes at least and at most. */
const rangeOf = ({ type, min_values, max_values, options }: Component): [number, number] => [
  Number(min_values ?? 1),
  Number(max_values ?? (type === CHECKBOX_GROUP ? options?.length : 1)),
];

/** A field filled in. Throws a plain error if Discord's apps wouldn't let a member send that. */
export const fillField = (field: Component, filling: FieldScene): FieldAnswer => {
  const { type } = field;
  if (type === TEXT) return { answer: { value: checkText(field, filling) }, resolved: {} };
  if (type === UPLOAD) return upload(field, filling);
  if (type === CHECKBOX) return { answer: { value: checkTick(field, filling) }, resolved: {} };
  if (type === RADIO) return { answer: { value: checkRadio(field, filling) }, resolved: {} };
  const values = checkValues(field, filling);
  if (field.options) return { answer: { values }, resolved: {} };
  return { answer: { values }, resolved: merge(values.map((id) => findThing(field, id, filling))) };
};

/** Several `resolved` as one. */
export const merge = (all: readonly ResolvedOptions[]): ResolvedOptions => {
  const whole: ResolvedOptions = {};
  for (const [kind, things] of all.flatMap((one) => Object.entries(one))) whole[kind] = { ...whole[kind], ...things };
  return whole;
};

const checkText = (field: Component, { entry, title }: FieldScene): string => {
  const { custom_id: id, required, min_length, max_length } = field;
  const given = entry ?? presetOf(field);
  if (typeof given !== 'string') throw new Error(`The field "${id}" takes words.`);
  const [min, max] = [Number(min_length ?? 0), Number(max_length ?? 4_000)];
  const size = length(given);
  if (required !== false && size === 0) throw new Error(`"${title}" needs the field "${id}".`);
  if (size > 0 && (size < min || size > max)) throw new Error(`The field "${id}" takes ${min} to ${max} characters.`);
  return given;
};

const checkTick = (field: Component, { entry }: FieldScene): boolean => {
  const given = entry ?? presetOf(field);
  if (typeof given === 'boolean') return given;
  throw new Error(`The field "${field.custom_id}" is a box to tick.`);
};

/** The apps have no way to take a choice back. */
const checkRadio = (field: Component, { entry, title }: FieldScene): string | null => {
  const { custom_id: id, options = [], required } = field;
  const given = entry ?? (presetOf(field) || undefined);
  if (given === undefined && required !== false) throw new Error(`"${title}" needs the field "${id}".`);
  if (given === undefined) return null;
  const found = options.find(({ value }) => value === given);
  if (!found) throw new Error(`The field "${id}" does not offer "${given}".`);
  return found.value;
};

const checkValues = (field: Component, { entry, title }: FieldScene): string[] => {
  const { custom_id: id, options, required } = field;
  const given = entry ?? presetOf(field);
  if (typeof given === 'boolean') throw new Error(`The field "${id}" is no box to tick.`);
  const values = typeof given === 'string' ? [given] : [...given];
  if (required !== false && values.length === 0) throw new Error(`"${title}" needs the field "${id}".`);
  checkCount(field, values.length, 'values');
  if (new Set(values).size < values.length) throw new Error(`The field "${id}" takes each value once.`);
  const unknown = values.find((value) => options && !options.some((option) => option.value === value));
  if (unknown !== undefined) throw new Error(`The field "${id}" does not offer "${unknown}".`);
  return values;
};

const checkCount = (field: Component, count: number, what: string) => {
  const [min, max] = rangeOf(field);
  if (count > max || (count > 0 && count < min))
    throw new Error(`The field "${field.custom_id}" takes ${min} to ${max} ${what}.`);
};

const upload = (field: Component, { files = [], title, keep }: FieldScene): FieldAnswer => {
  const { custom_id: id, required, file_types } = field;
  if (required !== false && files.length === 0) throw new Error(`"${title}" needs the field "${id}".`);
  checkCount(field, files.length, 'files');
  const types = Array.isArray(file_types) ? file_types : [];
  const refused = files.find((file) => !isPickable(types, file));
  if (refused) throw new Error(`The field "${id}" does not take ${refused.name}, only: ${types.join(', ')}.`);
  const kept = files.map(keep);
  const attachments = Object.fromEntries(kept.map((one) => [one.id, attachmentPayload(one)]));
  return { answer: { values: kept.map((one) => one.id) }, resolved: kept.length > 0 ? { attachments } : {} };
};

/** What a menu of the server's own things offers. Throws a plain error for what isn't in it. */
const findThing = (
  { type, custom_id, channel_types }: Component,
  id: string,
  { guild }: FieldScene,
): ResolvedOptions => {
  const role = type === 6 || type === 7 ? guild?.findRole(id) : undefined;
  if (role) return { roles: { [id]: role } };
  const member = type === 5 || type === 7 ? guild?.find(id) : undefined;
  if (member) return { users: { [id]: userPayload(member.user) }, members: { [id]: member.resolvedPayload() } };
  const channel = type === 8 ? guild?.channels.find((one) => one.id === id) : undefined;
  const isOffered = !Array.isArray(channel_types) || channel_types.includes(channel?.type);
  if (channel && isOffered) return { channels: { [id]: { ...channel.payload(), permissions: '0' } } };
  throw new Error(`The field "${custom_id}" does not offer "${id}".`);
};
