import { makeFormats } from '../intl.ts';
import type { Permission, RefusedExtra } from '../values.ts';

export const formats = makeFormats('de', ['one', 'other']);
export const { plural, list, either, language, number, seconds, dollars, megabytes, kilobytes, date } = formats;

/** Permissions as Discord's apps name them. */
const PERMISSIONS: Record<Permission, string> = {
  ViewChannel: 'Kanal anzeigen',
  Connect: 'Verbinden',
  Speak: 'Sprechen',
  RequestToSpeak: 'Redeanfrage',
  SendMessages: 'Nachrichten senden',
  SendMessagesInThreads: 'Nachrichten in Threads senden',
};

export const listPermissions = (all: readonly Permission[]): string => list(all.map((one) => `„${PERMISSIONS[one]}“`));

/** Settings, by the names that they have in `setting-sentences.ts`. */
const EXTRAS: Record<RefusedExtra, string> = {
  vocabulary: '„Wortschatz“',
  'languages-heard': '„Hier gesprochene Sprachen“',
  voice: '„Stimme“',
  search: '„Websuche“',
  thinking: '„Nachdenken“',
  model: '„Modell“',
  character: '„Charakter“',
};

export const listRefused = (all: readonly RefusedExtra[]): string => list(all.map((one) => EXTRAS[one]));

/** A number of days, after words such as "für". */
export const countDays = (days: number): string => plural(days, { one: 'einen Tag', other: `${number(days)} Tage` });
