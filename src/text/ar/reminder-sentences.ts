import type { reminderSentences as english } from '../en/reminder-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { isolate, number } from './grammar.ts';

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences: typeof english = {
  'choice.tools-reminders': 'reminders: تذكير الناس',
  'tools.ask-reminder-asker': ({ text, at }) =>
    `تذكير لك هنا، ${isolate(formatDate(at))}: «${isolate(toInline(text))}».`,
  'tools.ask-reminder-channel': ({ text, at }) =>
    `تذكير للجميع هنا، ${isolate(formatDate(at))}: «${isolate(toInline(text))}».`,
  'tools.did-reminder': ({ at }) => `سجّلته: ${isolate(formatDate(at))}.`,
  'tools.reminder-past': 'مضى ذلك الوقت، فلم أسجّل شيئًا. اطلب مني مرة أخرى من فضلك.',
  'tools.reminders-full': ({ most }) =>
    `لا أستطيع حفظ تذكيرات أكثر هنا. لكل شخص ${number(most)} على الأكثر، فألغِ واحدًا أولًا من فضلك.`,
  'tools.ask-cancel': ({ text, at }) => `إلغاء التذكير ${isolate(formatDate(at))}: «${isolate(toInline(text))}».`,
  'tools.did-cancel': 'ألغيت التذكير.',
  'tools.no-reminder': 'لم يعد هذا التذكير موجودًا.',
  'reminders.none': 'ليست لديك تذكيرات هنا.',
  'reminders.some': 'تذكيراتك هنا:',
  'choice.pick-reminder': 'إلغاء تذكير',
  'reminder.about': ({ mark, at }) => `تذكير ${isolate(mark)}، طُلب ${isolate(formatDate(at))}.`,
  'reminder.from': ({ person }) => `من ${isolate(formatPerson(person))}.`,
  'reminder.late': ({ at }) => `كان موعده ${isolate(formatDate(at))}، ولم أستطع قبل الآن.`,
  'kept.reminders': ({ reminders }) => `تذكيرات قادمة: ${number(reminders)}`,
  'export.reminders': 'التذكيرات',
};
