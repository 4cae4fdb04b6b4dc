import { formatDate, formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { number } from './grammar.ts';

/** What somebody is to be reminded of, and when, in milliseconds since the epoch. */
type Note = { text: string; at: number };

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences = {
  'choice.tools-reminders': 'reminders: remind people',
  'tools.ask-reminder-asker': ({ text, at }: Note) =>
    `A reminder for you, here, ${formatDate(at)}: “${toInline(text)}”.`,
  'tools.ask-reminder-channel': ({ text, at }: Note) =>
    `A reminder for everyone here, ${formatDate(at)}: “${toInline(text)}”.`,
  'tools.did-reminder': ({ at }: { at: number }) => `Noted: ${formatDate(at)}.`,
  'tools.reminder-past': 'That time is over already, so I’ve noted nothing. Please ask me again.',
  'tools.reminders-full': ({ most }: { most: number }) =>
    `I can’t keep more reminders here. Everyone can have ${number(most)}; please cancel one first.`,
  'tools.ask-cancel': ({ text, at }: Note) => `Cancel the reminder ${formatDate(at)}: “${toInline(text)}”.`,
  'tools.did-cancel': 'I’ve cancelled the reminder.',
  'tools.no-reminder': 'That reminder isn’t there any more.',
  'reminders.none': 'You have no reminders here.',
  'reminders.some': 'Your reminders here:',
  'choice.pick-reminder': 'Cancel a reminder',
  /** `mark` is the reminder's id. */
  'reminder.about': ({ mark, at }: { mark: string; at: number }) => `Reminder ${mark}, asked for ${formatDate(at)}.`,
  'reminder.from': ({ person }: { person: string }) => `From ${formatPerson(person)}.`,
  'reminder.late': ({ at }: { at: number }) => `It was due ${formatDate(at)}, and I couldn’t say it sooner.`,
  'kept.reminders': ({ reminders }: { reminders: number }) => `Reminders to come: ${number(reminders)}`,
  'export.reminders': 'Reminders',
};
