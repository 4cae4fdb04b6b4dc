import type { commandSentences as english } from '../en/command-sentences.ts';
import {
  ASK_ABOUT,
  ago,
  channel,
  countDays,
  isolate,
  list,
  MANAGE_CHANNELS,
  MANAGE_MESSAGES,
  MANAGE_SERVER,
  number,
  seconds,
} from './grammar.ts';

/** Descriptions of commands and options, labels of choices and buttons, and the replies of /help and /status. */
export const commandSentences: typeof english = {
  'form.about-title': 'اسأل عن هذه الرسالة',
  'form.about-question': 'ماذا تريد أن تعرف؟',
  'form.about-files': 'ملفات أخرى، إن أردتَ',

  'button.stop': 'إيقاف',
  'button.continue': 'متابعة',
  'button.talk': 'تحدّث',
  'button.unheard': 'لا تستمع إليّ',
  'button.heard': 'استمع إليّ مجددًا',
  'button.leave': 'إخراج البوت',
  'button.reset': 'نسيان كل شيء',
  'button.keep': 'الاحتفاظ به',

  'help.about': 'لي في كل قناة محادثة واحدة. يشترك فيها كل من في القناة، وأنا أتذكرها.',
  'part.help-ask': ({ ask }) =>
    `- لتسألني شيئًا: ${isolate(ask)}. يمكنك أيضًا أن تشير إليّ، أو ترد عليّ، أو ترسل إليّ رسالة خاصة.`,
  'part.help-files': `- يمكن أن ترفق بسؤالك نصوصًا وصورًا وملفات PDF ورسائل صوتية وتسجيلات ومقاطع فيديو. لتسأل عن رسالة شخص آخر، اختر من قائمتها ${ASK_ABOUT}.`,
  'part.help-answers':
    '- تحت الإجابة، زر **استماع** يرسلها إليك كرسالة صوتية إن كان لها صوت، وزر **السؤال مجددًا** يطرح السؤال نفسه مرة أخرى.',
  'part.help-join': ({ join }) =>
    `- لتحضرني إلى قناتك الصوتية: ${isolate(join)}. أستمع وأرد بصوتي. ويستطيع أي شخص هناك أن يطلب مني ألا أستمع إليه.`,
  'part.help-stop': ({ stop, leave }) =>
    `- لتوقف إجابتي لك هنا وكلامي في القناة الصوتية: ${isolate(stop)}. ولأغادرها: ${isolate(leave)}.`,
  'part.help-status': ({ status }) => `- لترى حال محادثة هذه القناة: ${isolate(status)}.`,
  'part.help-reset': ({ reset }) => `- لأنساها: ${isolate(reset)}. في الخوادم يتطلب ذلك إذن ${MANAGE_MESSAGES}.`,
  'part.help-recap': ({ recap, transcript }) =>
    `- لترى خلاصة ما قيل هنا، مثلًا في غيابك: ${isolate(recap)}. ولتأخذه كملف: ${isolate(transcript)}.`,
  'part.help-settings': ({ settings }) =>
    `- لترى كيف أتصرف هنا وتغيّره: ${isolate(settings)}. في الخوادم يتطلب ذلك إذن ${MANAGE_SERVER}، أو ${MANAGE_CHANNELS} لقناة واحدة.`,
  'part.help-tools': ({ tools, reminders }) =>
    `- لترى ما أستطيع فعله هنا أيضًا: ${isolate(tools)}. ولترى تذكيراتك: ${isolate(reminders)}.`,
  'part.help-usage': ({ usage, privacy }) =>
    `- لترى كم كلّفت: ${isolate(usage)}. ولترى ما أحفظه عنك أو تأخذ نسخة منه أو تحذفه: ${isolate(privacy)}.`,
  'help.kept': ({ days, reset }) =>
    `تُرسل أسئلتك وما يرافقها واسمك المعروض إلى Gemini من Google. أحفظ أسئلتك وإجاباتي لمدة ${countDays(days)}، ولا أحفظ مما يرافقها إلا الأسماء وبدايات النصوص. ويُحفظ ملخّص ما دام الناس يتحدثون معي هنا. يحذف ${isolate(reset)} كل ذلك.`,
  'help.wrong': 'أنا ذكاء اصطناعي وقد أخطئ، لذا يُرجى التحقق من كل ما هو مهم.',
  'part.help-call': ({ voice }) => `- أنا الآن في ${channel(voice)}.`,
  'part.help-search': `- يمكنني البحث في Google. تجد المصادر أسفل إجابتي.`,
  'part.help-off': ({ names }) => `- متوقف هنا: ${list(names)}.`,
  'button.try-ask': 'اسألني شيئًا',
  'button.try-join': 'تعال إلى قناتي الصوتية',
  'button.try-settings': 'الإعدادات',
  'button.try-privacy': 'ما تحفظه عني',
  'button.try-usage': 'التكلفة حتى الآن',

  /** Each is a line of /status. Moments are in milliseconds since the epoch, durations in milliseconds. */
  'status.connected': '**الاتصال**: متصل',
  'status.idle': '**الاتصال**: خامل (سؤالك التالي يوقظني)',
  'status.idle-remembers': '**الاتصال**: خامل (سؤالك التالي يوقظني، وسأتذكر ما قيل)',
  /** The reason follows on the next line. */
  'status.unavailable': '**الاتصال**: غير متاح',
  'status.model': ({ model }) => `**النموذج**: ${isolate(model)}`,
  'status.typed-always': ({ model }) => `**الأسئلة المكتوبة**: يجيب عنها ${isolate(model)}`,
  'status.typed-when-live-fails': ({ model }) =>
    `**الأسئلة المكتوبة**: يجيب عنها ${isolate(model)} حين لا أستطيع الوصول إلى الآخر`,
  'status.begun': ({ at }) => `**المحادثة**: بدأت ${ago(at)}`,
  'status.not-begun': '**المحادثة**: لم تبدأ بعد',
  'status.unreadable': '**المحادثة**: لا يمكن الاطلاع عليها الآن',
  'status.turns': ({ turns }) => `**عدد الأسئلة حتى الآن**: ${number(turns)}`,
  'status.turns-unknown': '**عدد الأسئلة حتى الآن**: غير معروف',
  'status.queue': ({ waiting }) => `**في الانتظار**: ${number(waiting)}`,
  // No answer takes no time at all, so even the quickest is told as a tenth of a second.
  'status.latency': ({ ms }) => `**الوقت حتى أول كلمة**: ${seconds(Math.max(ms, 100))}`,
  'status.no-latency': '**الوقت حتى أول كلمة**: لا إجابة بعد',
};
