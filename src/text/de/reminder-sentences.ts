import type { reminderSentences as english } from '../en/reminder-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { number } from './grammar.ts';

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences: typeof english = {
  'choice.tools-reminders': 'reminders: Leute erinnern',
  'tools.ask-reminder-asker': ({ text, at }) =>
    `Eine Erinnerung für dich in diesem Kanal, am ${formatDate(at)}: „${toInline(text)}“.`,
  'tools.ask-reminder-channel': ({ text, at }) =>
    `Eine Erinnerung für alle in diesem Kanal, am ${formatDate(at)}: „${toInline(text)}“.`,
  'tools.did-reminder': ({ at }) => `Notiert. Die Erinnerung kommt am ${formatDate(at)}.`,
  'tools.reminder-past':
    'Dieser Zeitpunkt ist schon vorbei, also habe ich nichts notiert. Bitte frag mich noch einmal.',
  'tools.reminders-full': ({ most }) =>
    `Mehr Erinnerungen kann ich mir hier nicht merken. Pro Person sind es höchstens ${number(most)}. Bitte lösch zuerst eine.`,
  'tools.ask-cancel': ({ text, at }) => `Die Erinnerung am ${formatDate(at)} löschen: „${toInline(text)}“.`,
  'tools.did-cancel': 'Ich habe die Erinnerung gelöscht.',
  'tools.no-reminder': 'Diese Erinnerung gibt es nicht mehr.',
  'reminders.none': 'Du hast hier keine Erinnerungen.',
  'reminders.some': 'Deine Erinnerungen hier:',
  'choice.pick-reminder': 'Eine Erinnerung löschen',
  'reminder.about': ({ mark, at }) => `Erinnerung ${mark}, gewünscht am ${formatDate(at)}.`,
  'reminder.from': ({ person }) => `Von ${formatPerson(person)}.`,
  'reminder.late': ({ at }) => `Fällig war sie am ${formatDate(at)}, aber früher konnte ich sie nicht schicken.`,
  'kept.reminders': ({ reminders }) => `Ausstehende Erinnerungen: ${number(reminders)}`,
  'export.reminders': 'Erinnerungen',
};
