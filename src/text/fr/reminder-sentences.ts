import type { reminderSentences as english } from '../en/reminder-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { number } from './grammar.ts';

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences: typeof english = {
  'choice.tools-reminders': 'reminders: faire des rappels',
  'tools.ask-reminder-asker': ({ text, at }) => `Un rappel pour toi, ici, ${formatDate(at)} : « ${toInline(text)} ».`,
  'tools.ask-reminder-channel': ({ text, at }) =>
    `Un rappel pour tout le monde ici, ${formatDate(at)} : « ${toInline(text)} ».`,
  'tools.did-reminder': ({ at }) => `C’est noté : ${formatDate(at)}.`,
  'tools.reminder-past': 'Ce moment est déjà passé, donc je n’ai rien noté. Redemande-le-moi.',
  'tools.reminders-full': ({ most }) =>
    `Je ne peux pas retenir plus de rappels ici. Chacun peut en avoir ${number(most)} ; annules-en d’abord un.`,
  'tools.ask-cancel': ({ text, at }) => `Annuler le rappel ${formatDate(at)} : « ${toInline(text)} ».`,
  'tools.did-cancel': 'J’ai annulé le rappel.',
  'tools.no-reminder': 'Ce rappel n’existe plus.',
  'reminders.none': 'Tu n’as aucun rappel ici.',
  'reminders.some': 'Tes rappels ici :',
  'choice.pick-reminder': 'Annuler un rappel',
  'reminder.about': ({ mark, at }) => `Rappel ${mark}, demandé ${formatDate(at)}.`,
  'reminder.from': ({ person }) => `De ${formatPerson(person)}.`,
  'reminder.late': ({ at }) => `C’était prévu ${formatDate(at)} ; je n’ai pas pu plus tôt.`,
  'kept.reminders': ({ reminders }) => `Rappels à venir : ${number(reminders)}`,
  'export.reminders': 'Rappels',
};
