import type { soundSentences as english } from '../en/sound-sentences.ts';
import { MANAGE_MESSAGES, megabytes, person } from './grammar.ts';

/** About what can be done with an ended answer: listening to it, sharing its sound, and asking again. */
export const soundSentences: typeof english = {
  'button.listen': 'استماع',
  'button.again': 'السؤال مجددًا',

  /** Above the menu under a voice message that only one person hears. */
  'listen.menu': 'لا يسمع هذه الرسالة الصوتية سواك.',
  'choice.sound-more': 'المزيد…',
  'choice.sound-everyone': 'نشرها للجميع',
  'choice.sound-wav': 'إرسال ملف WAV إليّ',
  'listen.posted': 'نشرتُ الرسالة الصوتية للجميع.',
  'listen.already-posted': 'الرسالة الصوتية منشورة للجميع بالفعل.',
  'listen.gone':
    'لم يعد لديّ صوت هذه الإجابة. أحتفظ بالصوت 30 دقيقة على الأكثر، وقد يُحذف قبل ذلك بسبب إعادة تشغيل أو إعادة ضبط أو نقص في المساحة. لسماع الإجابة، يُرجى طرح السؤال مجددًا.',
  'listen.silent': 'ليس لهذه الإجابة صوت أستطيع إرساله.',
  'listen.as-file': 'لا أستطيع إرسال رسائل صوتية هنا، لذا ها هو الصوت في ملف.',
  'listen.too-big': ({ most }) => `لو أُرسلت هذه الإجابة كملف WAV لتجاوزت ما يقبله Discord هنا، وهو ${megabytes(most)}.`,
  'listen.busy': 'يطلب كثيرون ملف WAV الآن. يُرجى المحاولة مجددًا بعد دقيقة.',
  'listen.not-allowed': 'تحتاج إلى إذن بإرسال الرسائل في هذه القناة كي تنشر الرسالة الصوتية للجميع.',
  'listen.refused': 'لم يسمح لي Discord بإرسال الصوت هنا.',

  'again.not-yours': ({ person: id }) =>
    `لا يستطيع طرح هذا مجددًا إلا ${person(id)}، أو من لديه إذن ${MANAGE_MESSAGES}.`,
  'again.already': 'طُرح هذا السؤال مجددًا بالفعل. تجد الإجابة الجديدة في الأسفل.',
  'again.gone': 'لم يعد لديّ هذا السؤال. يُرجى طرحه مجددًا.',
  'again.without-files': 'لم تعد لديّ ملفات هذا السؤال، فأجبتُ عنه من دونها.',
};
