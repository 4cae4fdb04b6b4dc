import type { reminderSentences as english } from '../en/reminder-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { number } from './grammar.ts';

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences: typeof english = {
  'choice.tools-reminders': 'reminders: напоминать о чём-либо',
  'tools.ask-reminder-asker': ({ text, at }) => `Напомнить вам здесь ${formatDate(at)}: «${toInline(text)}».`,
  'tools.ask-reminder-channel': ({ text, at }) => `Напомнить здесь всем ${formatDate(at)}: «${toInline(text)}».`,
  'tools.did-reminder': ({ at }) => `Напомню ${formatDate(at)}.`,
  'tools.reminder-past': 'Это время уже прошло, поэтому напоминания не будет. Попросите меня ещё раз.',
  'tools.reminders-full': ({ most }) =>
    `Больше напоминаний здесь я хранить не могу. У каждого может быть не больше ${number(most)}; сначала отмените какое-нибудь.`,
  'tools.ask-cancel': ({ text, at }) => `Отменить напоминание на ${formatDate(at)}: «${toInline(text)}».`,
  'tools.did-cancel': 'Я отменил напоминание.',
  'tools.no-reminder': 'Такого напоминания больше нет.',
  'reminders.none': 'У вас здесь нет напоминаний.',
  'reminders.some': 'Ваши напоминания здесь:',
  'choice.pick-reminder': 'Отменить напоминание',
  'reminder.about': ({ mark, at }) => `Напоминание ${mark} по просьбе от ${formatDate(at)}.`,
  'reminder.from': ({ person }) => `От ${formatPerson(person)}.`,
  'reminder.late': ({ at }) => `Должно было прийти ${formatDate(at)}, но раньше не получилось.`,
  'kept.reminders': ({ reminders }) => `Предстоящие напоминания: ${number(reminders)}`,
  'export.reminders': 'Напоминания',
};
