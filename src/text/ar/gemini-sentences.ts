import type { geminiSentences as english } from '../en/gemini-sentences.ts';
import { command, listRefused, moment } from './grammar.ts';

/** What to do about trouble that passes: ask again once it's over, if we know when, or else what `otherwise` says. */
const again = (at: number | undefined, otherwise: string): string =>
  at === undefined ? otherwise : `يُرجى السؤال مجددًا بعد ${moment(at)}.`;

/** About Gemini: failures on the way to it, answers that it couldn't give, and faults that only the bot's operator can fix. */
export const geminiSentences: typeof english = {
  'gemini.lost': ({ at }) => `فقدتُ اتصالي بـ Gemini. ${again(at, 'يُرجى السؤال مجددًا.')}`,
  'gemini.broken': ({ at }) =>
    at === undefined
      ? 'فقدتُ اتصالي بـ Gemini قبل أن تكتمل هذه الإجابة.'
      : `فقدتُ اتصالي بـ Gemini قبل أن تكتمل هذه الإجابة. ${again(at, '')}`,
  'gemini.late': ({ at }) => `لم يُجب Gemini في الوقت المناسب. ${again(at, 'يُرجى السؤال مجددًا.')}`,
  'gemini.often': ({ at }) => `ينقطع اتصالي بـ Gemini باستمرار. ${again(at, 'يُرجى السؤال مجددًا لاحقًا.')}`,
  'gemini.busy': ({ at }) => `ليس Gemini متاحًا الآن. ${again(at, 'يُرجى السؤال مجددًا بعد دقيقة.')}`,
  'gemini.quota': ({ at }) => `استنفدتُ حصتي من Gemini في الوقت الحالي. ${again(at, 'يُرجى السؤال مجددًا لاحقًا.')}`,
  'gemini.refused': () => 'لا يقبل Gemini هذا السؤال. يُرجى إعادة صياغته.',
  'gemini.left-out': ({ extras }) =>
    `لا يقبل Gemini بعض ما ضُبط هنا (${listRefused(extras)})، فأجبتُ من دونه. يستطيع من يدير هذا المكان تغييره باستخدام ${command('settings')}.`,
  'gemini.no-search': 'لا يسمح لي Google بالبحث في الويب حاليًا، لذلك أجبتُ دون بحث.',
  'gemini.no-voice': 'لا يوفر Gemini هذا الصوت الآن. يُرجى اختيار صوت آخر.',
  'gemini.full': ({ at }) => `أتحدث بالفعل في أقصى ما أستطيع من القنوات. ${again(at, 'يُرجى السؤال مجددًا بعد دقيقة.')}`,
  'gemini.proxy': () => 'لا أستطيع الوصول إلى Gemini، لأن الخادم الوكيل لا يدعني أمرّ. يُرجى إبلاغ مشغّل هذا البوت.',
  'gemini.unreachable': ({ at }) => `لا أستطيع الوصول إلى Gemini. ${again(at, 'يُرجى السؤال مجددًا بعد دقيقة.')}`,

  'gemini.tools': 'ظل Gemini يستخدم أدواته من دون أن يجيب، فأوقفتُه. يُرجى إعادة صياغة سؤالك.',
  'gemini.noise': 'أصدر Gemini أصواتًا من دون أن يقول شيئًا، فأوقفتُه. يُرجى السؤال مجددًا.',
  'gemini.question-blocked': 'حظرت مرشّحات الأمان في Gemini هذا السؤال. يُرجى إعادة صياغته.',
  'gemini.answer-blocked': 'أوقفت مرشّحات الأمان في Gemini هذه الإجابة. يُرجى إعادة صياغة سؤالك.',
  'gemini.unfinished': 'لم يتمكن Gemini من إكمال هذه الإجابة. يُرجى السؤال مجددًا.',

  'owner.credits':
    'نفد رصيدي لدى Gemini. يُرجى إبلاغ مشغّل هذا البوت: يستطيع شراء المزيد في Google AI Studio، تحت Billing.',
  'owner.cap': 'بلغتُ حد إنفاقي الشهري لدى Gemini. يُرجى إبلاغ مشغّل هذا البوت: يستطيع رفعه في Google AI Studio.',
  'owner.billing':
    'لا يسمح لي Google باستخدام Gemini بسبب مشكلة في الفوترة. يُرجى أن تطلب من مشغّل هذا البوت مراجعة Billing في Google AI Studio.',
  'owner.region': 'لا يوفر Google خدمة Gemini حيث أعمل. يُرجى إبلاغ مشغّل هذا البوت.',
  'owner.key': 'لا يقبل Google مفتاح Gemini API الخاص بي. يُرجى أن تطلب من مشغّل هذا البوت التحقق من `GEMINI_API_KEY`.',
  'owner.leaked':
    'حظر Google مفتاح Gemini API الخاص بي لأنه وُجد منشورًا للعموم. يُرجى أن تطلب من مشغّل هذا البوت إنشاء مفتاح جديد.',
  'owner.blocked':
    'حظر Google مفتاح Gemini API الخاص بي أو مشروعه. يُرجى أن تطلب من مشغّل هذا البوت مراجعته في Google AI Studio.',
  'owner.restricted':
    'لا يُسمح باستخدام مفتاح Gemini API الخاص بي من هنا. يُرجى أن تطلب من مشغّل هذا البوت مراجعة قيود المفتاح.',
  'owner.denied': 'لا يسمح لي Google باستخدام Gemini. يُرجى أن تطلب من مشغّل هذا البوت تشغيل `npm run doctor`.',
  'owner.model':
    'لا يعرف Google نموذج Gemini الذي ضُبطتُ على استخدامه. يُرجى أن تطلب من مشغّل هذا البوت التحقق من `GEMINI_MODEL` و`GEMINI_API_VERSION`.',
  'owner.closed':
    'لم يعد Google يوفر نموذج Gemini الذي ضُبطتُ على استخدامه. يُرجى أن تطلب من مشغّل هذا البوت اختيار نموذج آخر في `GEMINI_MODEL`.',
  'owner.typed-model':
    'لا يعرف Google نموذج Gemini الذي ضُبطتُ على استخدامه للأسئلة المكتوبة. يُرجى أن تطلب من مشغّل هذا البوت التحقق من `TYPED_MODEL`.',
  'owner.typed-closed':
    'لم يعد Google يوفر نموذج Gemini الذي ضُبطتُ على استخدامه للأسئلة المكتوبة. يُرجى أن تطلب من مشغّل هذا البوت اختيار نموذج آخر في `TYPED_MODEL`.',
  'owner.address':
    'لا أجد Gemini في العنوان الذي ضُبطتُ على استخدامه. يُرجى أن تطلب من مشغّل هذا البوت التحقق من `GEMINI_BASE_URL` و`GEMINI_API_VERSION`.',
  'owner.setup': 'يرفض Gemini إعداداتي. يُرجى أن تطلب من مشغّل هذا البوت تشغيل `npm run doctor`.',
};
