import { makeFormats } from '../intl.ts';
import type { Permission, RefusedExtra } from '../values.ts';

export const formats = makeFormats('es', ['one', 'many', 'other']);

export const { list, either, language, number, seconds, dollars, megabytes, kilobytes, date } = formats;

/**
 * Picks the form of a sentence that fits a number in it. A million has a form of its own only where it's written as a word, and
 * numbers are written in digits here.
 */
export const plural = (count: number, forms: Record<'one' | 'other', string>): string =>
  formats.plural(count, { ...forms, many: forms.other });

/** Permissions as Discord's apps name them. */
const PERMISSIONS: Record<Permission, string> = {
  ViewChannel: 'Ver canal',
  Connect: 'Conectar',
  Speak: 'Hablar',
  RequestToSpeak: 'Pedir la palabra',
  SendMessages: 'Enviar mensajes',
  SendMessagesInThreads: 'Enviar mensajes en hilos',
};

export const listPermissions = (all: readonly Permission[]): string => list(all.map((one) => `“${PERMISSIONS[one]}”`));

/** Settings, by the names that they have in `setting-sentences.ts`. */
const EXTRAS: Record<RefusedExtra, string> = {
  vocabulary: '“Vocabulario”',
  'languages-heard': '“Idiomas que se hablan aquí”',
  voice: '“Voz”',
  search: '“Búsqueda web”',
  thinking: '“Razonamiento”',
  model: '“Modelo”',
  character: '“Personalidad”',
};

export const listRefused = (all: readonly RefusedExtra[]): string => list(all.map((one) => EXTRAS[one]));

/** A number of days. */
export const countDays = (days: number): string => plural(days, { one: 'un día', other: `${number(days)} días` });
