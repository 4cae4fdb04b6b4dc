import { makeFormats } from '../intl.ts';
import type { Permission, RefusedExtra } from '../values.ts';

export const formats = makeFormats('fr', ['one', 'many', 'other']);
export const { list, either, language, number, seconds, dollars, megabytes, kilobytes, date } = formats;

/** Picks the form that fits a number. Only whole millions would need another one, and nothing here is counted in them. */
export const plural = (count: number, { one, other }: { one: string; other: string }): string =>
  formats.plural(count, { one, many: other, other });

/** Permissions as Discord's apps name them. */
const PERMISSIONS: Record<Permission, string> = {
  ViewChannel: 'Voir le salon',
  Connect: 'Se connecter',
  Speak: 'Parler',
  RequestToSpeak: 'Demander à prendre la parole',
  SendMessages: 'Envoyer des messages',
  SendMessagesInThreads: 'Envoyer des messages dans les fils',
};

export const listPermissions = (all: readonly Permission[]): string =>
  list(all.map((one) => `« ${PERMISSIONS[one]} »`));

/** Settings, by the names that they have in `setting-sentences.ts`. */
const EXTRAS: Record<RefusedExtra, string> = {
  vocabulary: '« Vocabulaire »',
  'languages-heard': '« Langues parlées ici »',
  voice: '« Voix »',
  search: '« Recherche web »',
  thinking: '« Réflexion »',
  model: '« Modèle »',
  character: '« Caractère »',
};

export const listRefused = (all: readonly RefusedExtra[]): string => list(all.map((one) => EXTRAS[one]));

/** A number of days. */
export const countDays = (days: number): string =>
  plural(days, { one: `${number(days)} jour`, other: `${number(days)} jours` });
