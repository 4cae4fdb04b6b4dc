import type { reminderSentences as english } from '../en/reminder-sentences.ts';
import { formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { count, dated, isolate, number } from './grammar.ts';

const REMINDERS = { one: 'تذكير واحد', two: 'تذكيران', few: 'تذكيرات', many: 'تذكيرًا', other: 'تذكير' };

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences: typeof english = {
  'choice.tools-reminders': 'reminders: تذكير الناس',
  'tools.ask-reminder-asker': ({ text, at }) => `تذكيرك هنا، ${dated(at)}: «${isolate(toInline(text))}».`,
  'tools.ask-reminder-channel': ({ text, at }) => `تذكير الجميع هنا، ${dated(at)}: «${isolate(toInline(text))}».`,
  'tools.did-reminder': ({ at }) => `سجّلتُ التذكير: ${dated(at)}.`,
  'tools.reminder-past': 'مضى ذلك الوقت، فلم أسجّل التذكير. يُرجى أن تطلب مني مجددًا.',
  'tools.reminders-full': ({ most }) =>
    `لا أستطيع حفظ المزيد من التذكيرات هنا. لكل شخص ${count(most, REMINDERS)} على الأكثر. يُرجى إلغاء أحدها أولًا.`,
  'tools.ask-cancel': ({ text, at }) => `إلغاء تذكير ${dated(at)}: «${isolate(toInline(text))}».`,
  'tools.did-cancel': 'ألغيتُ التذكير.',
  'tools.no-reminder': 'لم يعد هذا التذكير موجودًا.',
  'reminders.none': 'ليست لديك تذكيرات هنا.',
  'reminders.some': 'تذكيراتك هنا:',
  'choice.pick-reminder': 'إلغاء تذكير',
  'reminder.about': ({ mark, at }) => `تذكير ${isolate(mark)}، طُلب في ${dated(at)}.`,
  'reminder.from': ({ person }) => `من ${isolate(formatPerson(person))}.`,
  'reminder.late': ({ at }) => `كان موعده ${dated(at)}، ولم أتمكن من إرساله قبل الآن.`,
  'kept.reminders': ({ reminders }) => `تذكيرات قادمة: ${number(reminders)}`,
  'export.reminders': 'التذكيرات',
};
