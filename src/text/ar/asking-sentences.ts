import type { askingSentences as english } from '../en/asking-sentences.ts';
import {
  ASK_ABOUT,
  channel,
  command,
  count,
  isolate,
  MANAGE_MESSAGES,
  MOVE_MEMBERS,
  plural,
  USE_COMMANDS,
} from './grammar.ts';

const QUESTIONS = { one: 'سؤال واحد', two: 'سؤالان', few: 'أسئلة', many: 'سؤالًا', other: 'سؤال' };

/** About asking: refused questions, messages that Parley can't read, stopping an answer, and forgetting. */
export const askingSentences: typeof english = {
  'asking.failed': 'حدث خطأ من جانبي. يُرجى المحاولة مجددًا بعد قليل.',
  'asking.unknown-command': `لم أعد أعرف كيف أفعل ذلك. استخدم ${command('help')} لترى ما أستطيع فعله.`,
  'asking.old-button': `لم يعد هذا الزر يعمل. استخدم ${command('help')} لترى ما أستطيع فعله.`,
  'asking.too-many-presses': 'تضغط على الأزرار أسرع مما أستطيع أن أرد. يُرجى المحاولة مجددًا بعد قليل.',
  'asking.blank': 'سؤالك فارغ. يُرجى كتابة شيء ما.',
  'asking.restarting': 'يُعاد تشغيلي الآن. يُرجى السؤال مجددًا بعد دقيقة.',
  'asking.moved': 'يُعاد تشغيلي الآن على جهاز آخر. يُرجى المحاولة مجددًا بعد دقيقة.',
  'asking.full': ({ most }) =>
    `ينتظر في هذه القناة بالفعل ${count(most, QUESTIONS)}. يُرجى المحاولة مجددًا بعد دقيقة أو دقيقتين.`,
  'asking.share': ({ most }) =>
    `لك في هذه القناة بالفعل ${count(most, QUESTIONS)} قيد الانتظار. يُرجى الانتظار حتى أجيب ${plural(most, {
      zero: 'عن أحدها',
      one: 'عنه',
      two: 'عن أحدهما',
      few: 'عن أحدها',
      many: 'عن أحدها',
      other: 'عن أحدها',
    })}.`,
  'asking.already-continued': 'طلب أحدهم بالفعل بقية هذه الإجابة. تجدها في الأسفل.',
  'asking.target-gone': `لم أعد أستطيع معرفة ما في تلك الرسالة: إما حُذفت أو عُدّلت، وإما اخترتَها منذ وقت طويل جدًا. إن كانت لا تزال موجودة، يُرجى أن تختار مجددًا من قائمتها ${ASK_ABOUT}.`,
  'asking.forgotten-answer': 'لم أعد أتذكر تلك الإجابة. يُرجى طرح سؤالك مجددًا.',
  'asking.may-not-continue': `تحتاج إلى إذن ${USE_COMMANDS} في هذه القناة كي تجعلني أتابع إجابة.`,
  'asking.store-away': 'لا أستطيع التحقق من ذلك الآن. يُرجى المحاولة مجددًا بعد دقيقة.',

  'mention.unread': ({ ask }) =>
    `لا أستطيع قراءة هذه الرسالة، لأن Discord لا يُظهر لي إلا الرسائل التي تشير إليّ. يُرجى تعديلها لتشير إليّ، أو استخدام ${isolate(ask)}.`,
  'mention.unread-voice': `لا أستطيع سماع هذه الرسالة الصوتية، لأن Discord لا يُظهر لي إلا الرسائل التي تشير إليّ. كي أسمعها، اختر من قائمتها ${ASK_ABOUT}.`,
  'mention.hidden-reply': `لا يُظهر لي Discord الرسالة التي رددتَ عليها. كي أقرأها، اختر من قائمتها ${ASK_ABOUT}.`,
  'mention.empty': ({ ask }) =>
    `لا أرى إلا الرسالة التي تشير إليّ، لا الرسائل التي قبلها. يُرجى كتابة سؤالك في الرسالة نفسها، أو استخدام ${isolate(ask)}.`,
  'mention.cannot-write': ({ channel: id }) =>
    `سألتَني شيئًا في ${channel(id)}، لكن لا يُسمح لي بالنشر هناك. يُرجى أن تسألني في قناة أخرى أو هنا مباشرة، أو أن تطلب من أحد المشرفين أن يسمح لي بالنشر هناك.`,

  'stop.answer': 'توقفتُ عن الإجابة.',
  'stop.voice': 'توقفتُ عن الكلام.',
  'stop.both': 'توقفتُ عن الإجابة وعن الكلام.',
  'stop.over': 'لم أعد أكتب هذه الإجابة، فلا يوجد ما أوقفه.',
  'stop.nothing': 'لا يوجد ما أوقفه: لستُ أجيبك هنا الآن.',
  'stop.nothing-in-server': 'لا يوجد ما أوقفه: لستُ أجيبك هنا الآن، ولستُ في قناة صوتية.',
  'stop.only-those-in-voice': ({ voice }) =>
    `لستُ أجيبك هنا الآن. كي توقفني في ${channel(voice)}، يجب أن تكون في تلك القناة أو أن يكون لك فيها إذن ${MOVE_MEMBERS}.`,
  'stop.not-yours': ({ name }) =>
    `لا يستطيع إيقاف هذه الإجابة إلا ${isolate(name)}، أو من لديه إذن ${MANAGE_MESSAGES}.`,

  'reset.confirm': 'هل تريد أن أنسى كل ما قيل لي في هذه القناة؟ لا يمكن التراجع عن ذلك.',
  'reset.done': 'تم. نسيتُ محادثة هذه القناة، والسؤال التالي يبدأ محادثة جديدة.',
  'reset.later': `السؤال التالي يبدأ محادثة جديدة. أما ما قيل من قبل **فلم يُحذف بعد**، لأنني لا أستطيع الوصول إلى مخزن بياناتي. سأحذفه في أقرب وقت ممكن. إن أُعيد تشغيلي قبل ذلك، يُرجى استخدام ${command('reset')} مجددًا.`,
  'reset.cancelled': 'حسنًا، سأترك كل شيء كما هو.',
  'reset.meanwhile': 'المحادثة التي سُئلتَ عنها نسيتُها بالفعل.',
  'reset.failed': 'مخزن بياناتي مثقل فوق طاقته، فلم أتمكن من نسيان أي شيء. يُرجى المحاولة مجددًا بعد بضع دقائق.',
  'reset.not-allowed': `تحتاج إلى إذن ${MANAGE_MESSAGES} في هذه القناة كي تجعلني أنسى محادثتها.`,
};
