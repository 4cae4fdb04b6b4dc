import { makeFormats } from '../intl.ts';
import type { Permission, RefusedExtra } from '../values.ts';

export const formats = makeFormats('en', ['one', 'other']);
export const { plural, list, either, language, number, seconds, dollars, megabytes, kilobytes, date } = formats;

/** Permissions as Discord's apps name them. */
const PERMISSIONS: Record<Permission, string> = {
  ViewChannel: 'View Channel',
  Connect: 'Connect',
  Speak: 'Speak',
  RequestToSpeak: 'Request to Speak',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
};

export const listPermissions = (all: readonly Permission[]): string => list(all.map((one) => PERMISSIONS[one]));

const EXTRAS: Record<RefusedExtra, string> = {
  vocabulary: 'the vocabulary',
  'languages-heard': 'the languages to expect',
  voice: 'the voice',
  search: 'search',
  thinking: 'the thinking level',
  model: 'the model',
  character: 'the character',
};

export const listRefused = (all: readonly RefusedExtra[]): string => list(all.map((one) => EXTRAS[one]));

/** A number of days. */
export const countDays = (days: number): string => plural(days, { one: 'one day', other: `${number(days)} days` });
