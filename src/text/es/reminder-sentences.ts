import type { reminderSentences as english } from '../en/reminder-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { number } from './grammar.ts';

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences: typeof english = {
  'choice.tools-reminders': 'reminders: recordar cosas',
  'tools.ask-reminder-asker': ({ text, at }) =>
    `Un recordatorio para ti en este canal, el ${formatDate(at)}: “${toInline(text)}”.`,
  'tools.ask-reminder-channel': ({ text, at }) =>
    `Un recordatorio para todo el mundo en este canal, el ${formatDate(at)}: “${toInline(text)}”.`,
  'tools.did-reminder': ({ at }) => `Anotado. El recordatorio llegará el ${formatDate(at)}.`,
  'tools.reminder-past': 'Ese momento ya pasó, así que no he anotado nada. Vuelve a pedírmelo.',
  'tools.reminders-full': ({ most }) =>
    `Aquí no puedo guardar más recordatorios. Cada persona puede tener ${number(most)} como máximo. Cancela antes uno.`,
  'tools.ask-cancel': ({ text, at }) => `Cancelar el recordatorio del ${formatDate(at)}: “${toInline(text)}”.`,
  'tools.did-cancel': 'He cancelado el recordatorio.',
  'tools.no-reminder': 'Ese recordatorio ya no existe.',
  'reminders.none': 'No tienes recordatorios aquí.',
  'reminders.some': 'Tus recordatorios aquí:',
  'choice.pick-reminder': 'Cancelar un recordatorio',
  'reminder.about': ({ mark, at }) => `Recordatorio ${mark}, pedido el ${formatDate(at)}.`,
  'reminder.from': ({ person }) => `De ${formatPerson(person)}.`,
  'reminder.late': ({ at }) => `Era para el ${formatDate(at)}, pero no pude enviarlo antes.`,
  'kept.reminders': ({ reminders }) => `Recordatorios pendientes: ${number(reminders)}`,
  'export.reminders': 'Recordatorios',
};
