import type { reminderSentences as english } from '../en/reminder-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { number } from './grammar.ts';

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences: typeof english = {
  'choice.tools-reminders': 'reminders: lembrar as pessoas',
  'tools.ask-reminder-asker': ({ text, at }) =>
    `Um lembrete para você neste canal, em ${formatDate(at)}: “${toInline(text)}”.`,
  'tools.ask-reminder-channel': ({ text, at }) =>
    `Um lembrete para todo mundo neste canal, em ${formatDate(at)}: “${toInline(text)}”.`,
  'tools.did-reminder': ({ at }) => `Anotado. O lembrete chega em ${formatDate(at)}.`,
  'tools.reminder-past': 'Essa hora já passou, então não anotei nada. Peça de novo.',
  'tools.reminders-full': ({ most }) =>
    `Não consigo guardar mais lembretes aqui. Cada pessoa pode ter no máximo ${number(most)}. Cancele um antes.`,
  'tools.ask-cancel': ({ text, at }) => `Cancelar o lembrete de ${formatDate(at)}: “${toInline(text)}”.`,
  'tools.did-cancel': 'Cancelei o lembrete.',
  'tools.no-reminder': 'Esse lembrete não existe mais.',
  'reminders.none': 'Você não tem lembretes aqui.',
  'reminders.some': 'Seus lembretes aqui:',
  'choice.pick-reminder': 'Cancelar um lembrete',
  'reminder.about': ({ mark, at }) => `Lembrete ${mark}, pedido em ${formatDate(at)}.`,
  'reminder.from': ({ person }) => `De ${formatPerson(person)}.`,
  'reminder.late': ({ at }) => `Era para chegar em ${formatDate(at)}, mas não consegui enviar antes.`,
  'kept.reminders': ({ reminders }) => `Lembretes pendentes: ${number(reminders)}`,
  'export.reminders': 'Lembretes',
};
