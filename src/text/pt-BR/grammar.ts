import { makeFormats } from '../intl.ts';
import type { Permission, RefusedExtra } from '../values.ts';

export const formats = makeFormats('pt-BR', ['one', 'many', 'other']);

export const { list, either, language, number, seconds, dollars, megabytes, kilobytes, date } = formats;

/**
 * Picks the form of a sentence that fits a number in it. A million has a form of its own only where it's written as a word, and
 * numbers are written in digits here. None has the plural, as people say it: `Intl` counts it as one.
 */
export const plural = (count: number, forms: Record<'one' | 'other', string>): string =>
  count === 0 ? forms.other : formats.plural(count, { ...forms, many: forms.other });

/** Permissions as Discord's apps name them. */
const PERMISSIONS: Record<Permission, string> = {
  ViewChannel: 'Ver canal',
  Connect: 'Conectar',
  Speak: 'Falar',
  RequestToSpeak: 'Pedir para falar',
  SendMessages: 'Enviar mensagens',
  SendMessagesInThreads: 'Enviar mensagens em tópicos',
};

export const listPermissions = (all: readonly Permission[]): string => list(all.map((one) => `“${PERMISSIONS[one]}”`));

/** Settings, by the names that they have in `setting-sentences.ts`. */
const EXTRAS: Record<RefusedExtra, string> = {
  vocabulary: '“Vocabulário”',
  'languages-heard': '“Idiomas falados aqui”',
  voice: '“Voz”',
  search: '“Pesquisa na web”',
  thinking: '“Raciocínio”',
  model: '“Modelo”',
  character: '“Personalidade”',
};

export const listRefused = (all: readonly RefusedExtra[]): string => list(all.map((one) => EXTRAS[one]));

/** A number of days. */
export const countDays = (days: number): string => plural(days, { one: 'um dia', other: `${number(days)} dias` });
