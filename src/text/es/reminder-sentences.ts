import type { reminderSentences as english } from '../en/reminder-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { number } from './grammar.ts';

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences: typeof english = {
  'choice.tools-reminders': 'reminders: recordar cosas',
  'tools.ask-reminder-asker': ({ text, at }) =>
    `Un recordatorio para ti, aquí, ${formatDate(at)}: «${toInline(text)}».`,
  'tools.ask-reminder-channel': ({ text, at }) =>
    `Un recordatorio para todos aquí, ${formatDate(at)}: «${toInline(text)}».`,
  'tools.did-reminder': ({ at }) => `Anotado: ${formatDate(at)}.`,
  'tools.reminder-past': 'Ese momento ya pasó, así que no he anotado nada. Vuelve a pedírmelo.',
  'tools.reminders-full': ({ most }) =>
    `Aquí no puedo guardar más recordatorios. Cada persona puede tener ${number(most)}; cancela antes uno.`,
  'tools.ask-cancel': ({ text, at }) => `Cancelar el recordatorio ${formatDate(at)}: «${toInline(text)}».`,
  'tools.did-cancel': 'He cancelado el recordatorio.',
  'tools.no-reminder': 'Ese recordatorio ya no existe.',
  'reminders.none': 'No tienes recordatorios aquí.',
  'reminders.some': 'Tus recordatorios aquí:',
  'choice.pick-reminder': 'Cancelar un recordatorio',
  'reminder.about': ({ mark, at }) => `Recordatorio ${mark}, pedido ${formatDate(at)}.`,
  'reminder.from': ({ person }) => `De ${formatPerson(person)}.`,
  'reminder.late': ({ at }) => `Era para ${formatDate(at)}; no pude antes.`,
  'kept.reminders': ({ reminders }) => `Recordatorios pendientes: ${number(reminders)}`,
  'export.reminders': 'Recordatorios',
};
