import type { reminderSentences as english } from '../en/reminder-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { number } from './grammar.ts';

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences: typeof english = {
  'choice.tools-reminders': 'reminders: याद दिलाना',
  'tools.ask-reminder-asker': ({ text, at }) => `आपको यहां याद दिलाना, ${formatDate(at)}: “${toInline(text)}”.`,
  'tools.ask-reminder-channel': ({ text, at }) => `सबको यहां याद दिलाना, ${formatDate(at)}: “${toInline(text)}”.`,
  'tools.did-reminder': ({ at }) => `मैं याद दिला दूंगा: ${formatDate(at)}.`,
  'tools.reminder-past': 'वह समय निकल चुका है, इसलिए मैंने रिमाइंडर नहीं लगाया. कृपया मुझसे फिर से कहें.',
  'tools.reminders-full': ({ most }) =>
    `मैं यहां और रिमाइंडर नहीं लगा सकता. हर व्यक्ति के ज़्यादा से ज़्यादा ${number(most)} हो सकते हैं; कृपया पहले कोई एक रद्द करें.`,
  'tools.ask-cancel': ({ text, at }) => `${formatDate(at)} का रिमाइंडर रद्द करना: “${toInline(text)}”.`,
  'tools.did-cancel': 'मैंने रिमाइंडर रद्द कर दिया है.',
  'tools.no-reminder': 'वह रिमाइंडर अब नहीं है.',
  'reminders.none': 'यहां आपका कोई रिमाइंडर नहीं है.',
  'reminders.some': 'यहां आपके रिमाइंडर:',
  'choice.pick-reminder': 'रिमाइंडर रद्द करें',
  'reminder.about': ({ mark, at }) => `रिमाइंडर ${mark}, मांगा गया: ${formatDate(at)}.`,
  'reminder.from': ({ person }) => `${formatPerson(person)} की ओर से.`,
  'reminder.late': ({ at }) => `यह ${formatDate(at)} के लिए था, लेकिन मैं पहले याद नहीं दिला सका.`,
  'kept.reminders': ({ reminders }) => `आने वाले रिमाइंडर: ${number(reminders)}`,
  'export.reminders': 'रिमाइंडर',
};
