import type { reminderSentences as english } from '../en/reminder-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { number } from './grammar.ts';

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences: typeof english = {
  'choice.tools-reminders': 'reminders: faire des rappels',
  'tools.ask-reminder-asker': ({ text, at }) =>
    `Un rappel pour toi dans ce salon, le ${formatDate(at)} : « ${toInline(text)} ».`,
  'tools.ask-reminder-channel': ({ text, at }) =>
    `Un rappel pour tout le monde dans ce salon, le ${formatDate(at)} : « ${toInline(text)} ».`,
  'tools.did-reminder': ({ at }) => `C’est noté. Le rappel arrivera le ${formatDate(at)}.`,
  'tools.reminder-past': 'Ce moment est déjà passé, donc je n’ai rien noté. Redemande-le-moi.',
  'tools.reminders-full': ({ most }) =>
    `Je ne peux pas retenir plus de rappels ici. C’est ${number(most)} au plus par personne. Annules-en d’abord un.`,
  'tools.ask-cancel': ({ text, at }) => `Annuler le rappel du ${formatDate(at)} : « ${toInline(text)} ».`,
  'tools.did-cancel': 'J’ai annulé le rappel.',
  'tools.no-reminder': 'Ce rappel n’existe plus.',
  'reminders.none': 'Tu n’as aucun rappel ici.',
  'reminders.some': 'Tes rappels ici :',
  'choice.pick-reminder': 'Annuler un rappel',
  'reminder.about': ({ mark, at }) => `Rappel ${mark}, demandé le ${formatDate(at)}.`,
  'reminder.from': ({ person }) => `De ${formatPerson(person)}.`,
  'reminder.late': ({ at }) => `Il était prévu le ${formatDate(at)}, mais je n’ai pas pu l’envoyer plus tôt.`,
  'kept.reminders': ({ reminders }) => `Rappels à venir : ${number(reminders)}`,
  'export.reminders': 'Rappels',
};
