import type { reminderSentences as english } from '../en/reminder-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { number } from './grammar.ts';

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences: typeof english = {
  'choice.tools-reminders': 'reminders: Leute erinnern',
  'tools.ask-reminder-asker': ({ text, at }) =>
    `Eine Erinnerung für dich, hier, ${formatDate(at)}: „${toInline(text)}“.`,
  'tools.ask-reminder-channel': ({ text, at }) =>
    `Eine Erinnerung für alle hier, ${formatDate(at)}: „${toInline(text)}“.`,
  'tools.did-reminder': ({ at }) => `Notiert: ${formatDate(at)}.`,
  'tools.reminder-past': 'Diese Zeit ist schon vorbei, also habe ich nichts notiert. Bitte frag mich noch einmal.',
  'tools.reminders-full': ({ most }) =>
    `Mehr Erinnerungen kann ich mir hier nicht merken. Jeder kann ${number(most)} haben; bitte sag erst eine ab.`,
  'tools.ask-cancel': ({ text, at }) => `Die Erinnerung ${formatDate(at)} absagen: „${toInline(text)}“.`,
  'tools.did-cancel': 'Ich habe die Erinnerung abgesagt.',
  'tools.no-reminder': 'Diese Erinnerung gibt es nicht mehr.',
  'reminders.none': 'Du hast hier keine Erinnerungen.',
  'reminders.some': 'Deine Erinnerungen hier:',
  'choice.pick-reminder': 'Eine Erinnerung absagen',
  'reminder.about': ({ mark, at }) => `Erinnerung ${mark}, gewünscht ${formatDate(at)}.`,
  'reminder.from': ({ person }) => `Von ${formatPerson(person)}.`,
  'reminder.late': ({ at }) => `Eigentlich ${formatDate(at)}; eher konnte ich nicht.`,
  'kept.reminders': ({ reminders }) => `Erinnerungen, die noch kommen: ${number(reminders)}`,
  'export.reminders': 'Erinnerungen',
};
