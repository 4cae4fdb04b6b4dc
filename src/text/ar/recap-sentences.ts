import type { recapSentences as english } from '../en/recap-sentences.ts';
import { command, countDays, dated, isolate, number } from './grammar.ts';

export const recapSentences: typeof english = {
  'since.not-understood': `لا أفهم متى كان ذلك. يُرجى كتابة كم مضى من الوقت، مثل ساعتين أو 3 أيام، أو وقت محدد، مثل ${isolate('`2026-11-30 14:00`')}.`,
  'since.ahead': 'لم يحن ذلك الوقت بعد. يُرجى تحديد وقت أسبق.',
  'reading.not-allowed':
    'لا يمكنك قراءة سجل الرسائل في هذه القناة، لذا لا أستطيع إخبارك بما قيل هنا. يستطيع من يديرون القناة تغيير ذلك.',
  'reading.unavailable': 'لا أستطيع الاطلاع الآن على ما قيل هنا. يُرجى المحاولة مجددًا بعد دقيقة.',
  'reading.nothing': 'لا يُحفظ شيء مما قيل لي هنا منذ ذلك الحين.',
  'reading.nothing-new': 'لا جديد هنا منذ آخر رسالة لك. للرجوع إلى أبعد من ذلك، اكتب `all` أو مدة مثل `1d`.',
  'reading.nothing-here': 'لا يُحفظ شيء مما قيل لي هنا.',
  'reading.no-last': 'لم أجد رسالة لك هنا، لذا يشمل هذا كل ما أستطيع الاطلاع عليه.',
  'reading.spared': 'لم يُدرج ما قاله من لم يوافقوا أو من لا يريدون حفظ شيء، ولا إجاباتي عنه.',
  'reading.retention': ({ days }) => `يُحفظ ما يقال هنا لمدة ${countDays(days)}، لذا لم يعد ما هو أقدم موجودًا.`,
  'recap.title': ({ from }) => `**خلاصة** ما قيل لي منذ ${dated(from)}:`,
  'part.recap-decisions': '**ما تقرر**',
  'part.recap-tasks': '**من يفعل ماذا**',
  'part.recap-questions': '**ما لم يُحسم بعد**',
  'part.recap-links': '**الروابط**',
  'part.recap-more': ({ more }) => `… وغيرها: ${number(more)}`,
  'recap.by-ai': 'أعدّ هذا ذكاء اصطناعي، وقد يخطئ.',
  'recap.shortened': 'لا تشمل الخلاصة إلا الجزء الأحدث، لأن ما قيل أكثر مما تسعه خلاصة واحدة.',
  'recap.failed': 'لم أستطع إعداد خلاصة الآن. يُرجى المحاولة مجددًا بعد دقيقة.',
  'recap.busy': 'أنا مشغول جدًا الآن ولا أستطيع إعداد خلاصة. يُرجى المحاولة مجددًا بعد دقيقة.',
  'recap.under-way': 'أعدّ لك خلاصة هنا بالفعل. يُرجى الانتظار حتى تكتمل.',
  'transcript.done': ({ from, to, turns }) =>
    `إليك ما قيل لي هنا مع إجاباتي، من ${dated(from)} إلى ${dated(to)}. عدد الأسئلة: ${number(turns)}.`,
  'transcript.cut': 'لم يُدرج ما هو أقدم، لأن الملف كان سيصبح كبيرًا جدًا.',
  'transcript.too-large': 'حتى الإجابة الأخيرة وحدها أكبر من أن تكون في ملف يقبله Discord هنا.',
  'export.transcript': 'ما قيل لـ Parley',
  'export.times': 'المعروف بدقة هو متى بدأت الأسئلة فقط. كل الأوقات الأخرى مقدّرة بحسب طول الكلام.',
  'recap.call-title': ({ from }) => `**خلاصة** المكالمة التي بدأت ${dated(from)}:`,
  'recap.call-thread': ({ from }) => `انتهت المكالمة التي بدأت ${dated(from)}. خلاصتها في هذه السلسلة.`,
  'part.recap-thread': 'خلاصة المكالمة',
  'recap.call-none': 'انتهت المكالمة، لكن لا توجد خلاصة لها.',
  'recap.call-lost': `أُعيد تشغيلي وأنا أنشر خلاصة المكالمة الأخيرة. إن لم تكن هنا، فاستخدم ${command('recap')} لإعدادها.`,
};
