import type { panelSentences as english } from '../en/panel-sentences.ts';
import { toVerbatim } from '../markdown-escape.ts';
import { channel, command, count, countDays, isolate, list, person } from './grammar.ts';

/** More people, after a preposition. */
const OTHERS = { one: 'شخص آخر', two: 'شخصين آخرين', few: 'أشخاص آخرين', many: 'شخصًا آخر', other: 'شخص آخر' };

const listOthers = (more: number | 'unknown'): string[] => {
  if (more === 'unknown') return ['ربما آخرين'];
  return more > 0 ? [count(more, OTHERS)] : [];
};

/** What a call says about itself: the notice in a channel, the reply to /join, and the line under the voice channel's name. */
export const panelSentences: typeof english = {
  'panel.listening': ({ voice }) => `🎙️ أستمع الآن في ${channel(voice)}.`,
  'panel.talk': ({ voice }) => `🎙️ أنا في ${channel(voice)}. اضغط على **تحدّث**، وسأستمع إليك حتى تتوقف عن الكلام.`,
  'panel.reads-aloud': ({ voice }) => `🔊 أنا في ${channel(voice)}، وأقرأ إجاباتي بصوت مسموع. لا أستمع إلى أحد.`,
  'panel.silent': ({ voice }) => `🔊 أنا في ${channel(voice)}. لا أستمع إلى أحد.`,
  'panel.deaf': ({ voice }) => `🔇 أنا في ${channel(voice)}، لكن أحد المشرفين أوقف السماع لديّ هناك، فلا أسمع أحدًا.`,
  'panel.nobody': ({ voice }) => `🎙️ أنا في ${channel(voice)}، لكن ليس هناك الآن من يُسمح لي بالاستماع إليه.`,
  'panel.joining': ({ voice }) => `أنضم الآن إلى ${channel(voice)}.`,
  'panel.joining-to-listen': ({ voice }) => `أنضم الآن إلى ${channel(voice)}، وسأستمع هناك.`,
  'panel.reconnecting': ({ voice }) =>
    `فقدتُ اتصالي بالقناة ${channel(voice)}، وأعيد الاتصال الآن. حتى ذلك الحين لا أسمع أحدًا.`,
  'panel.reconnecting-quietly': ({ voice }) => `فقدتُ اتصالي بالقناة ${channel(voice)}، وأعيد الاتصال الآن.`,
  'panel.answers-all': 'أرد على كل شيء.',
  'panel.answers-all-aloud': 'أرد بصوتي على كل شيء.',
  'panel.answers-name': 'أرد حين يوجّه أحدهم الكلام إليّ، والأفضل باسمي.',
  'panel.answers-name-aloud': 'أرد بصوتي حين يوجّه أحدهم الكلام إليّ، والأفضل باسمي.',
  'panel.opt-in': 'لا أسمع إلا من وافقوا: اضغط على **أوافق** إن كنتَ تريد أن أستمع إليك.',
  'panel.deafened': 'أوقف أحد المشرفين السماع لديّ هناك، فلا أسمع أحدًا.',
  'panel.muted': 'كتم أحد المشرفين صوتي في المكالمة، فلا يسمعني أحد.',
  'panel.audience': 'أنا بين الجمهور، فلا يسمعني أحد.',
  'panel.asked-to-speak': 'طلبتُ التحدث على المنصة. يجب أن يسمح أحد المشرفين بذلك قبل أن يسمعني أحد.',
  'panel.refused': ({ person: id }) => `لا أستمع الآن إلى ${person(id)}.`,
  'panel.unknown-speaker':
    'يتحدث أحدهم هنا، لكن Discord لم يخبرني من هو، فلا أسمعه. إن كنتَ أنت، فاكتم صوتك ثم ألغِ الكتم.',
  'panel.greeting': ({ greeting }) => isolate(toVerbatim(greeting)),
  'panel.moved': ({ channel: id }) => `أصبحتُ أُعلن في ${channel(id)} إلى من أستمع.`,

  /** What happens to what people say in a call: who gets it, and what is kept. */
  'privacy.sent': 'كل ما تقوله هناك يُرسل إلى Gemini من Google، مع اسمك المعروض، حتى حين لا أرد عليه.',
  'privacy.sent-agreed':
    'كل ما يقوله هناك من وافقوا يُرسل إلى Gemini من Google، مع أسمائهم المعروضة، حتى حين لا أرد عليه.',
  'privacy.sent-talk': 'ما تقوله بعد الضغط على **تحدّث** يُرسل إلى Gemini من Google، مع اسمك المعروض.',
  'privacy.sent-later': 'متى استطعتُ سماع الناس، يُرسل كل ما يقولونه هناك إلى Gemini من Google، مع أسمائهم المعروضة.',
  'privacy.sent-talk-agreed':
    'ما يقوله من وافقوا بعد الضغط على **تحدّث** يُرسل إلى Gemini من Google، مع أسمائهم المعروضة.',
  'privacy.sent-later-agreed':
    'متى استطعتُ سماع الناس، يُرسل كل ما يقوله هناك من وافقوا منهم إلى Gemini من Google، مع أسمائهم المعروضة.',
  'privacy.chat': ({ channel: id }) =>
    `ما يكتبه المشاركون في المكالمة في ${channel(id)} يُرسل أيضًا إلى Gemini من Google، مع أسمائهم المعروضة، لمعرفة إن كان موجهًا إليّ.`,
  'privacy.chat-agreed': ({ channel: id }) =>
    `ما يكتبه في ${channel(id)} المشاركون في المكالمة الذين وافقوا يُرسل أيضًا إلى Gemini من Google، مع أسمائهم المعروضة، لمعرفة إن كان موجهًا إليّ.`,
  'privacy.kept-here': ({ days }) =>
    `لا أحفظ تسجيلات. يُحفظ نص مكتوب لما قيل، مع الأسماء، ضمن محادثة هذه القناة لمدة ${countDays(days)}، وملخّص له ما دام الناس يتحدثون معي هنا. وتُرسل أجزاء منهما إلى Gemini من جديد كي يتذكر. يستطيع أحد المشرفين حذف كليهما باستخدام ${command('reset')}، وتستطيع أنت رؤية ما أحفظه عنك وحذفه باستخدام ${command('privacy')}.`,
  'privacy.kept-elsewhere': ({ days }) =>
    `لا أحفظ تسجيلات. يُحفظ نص مكتوب لما قيل، مع الأسماء، لمدة ${countDays(days)} ضمن محادثة قناة أخرى لا يستطيع كل من هنا قراءتها، وملخّص له ما دام الناس يتحدثون معي هناك. وتُرسل أجزاء منهما إلى Gemini من جديد كي يتذكر. يستطيع أحد المشرفين حذف كليهما هناك باستخدام ${command('reset')}، وتستطيع أنت رؤية ما أحفظه عنك وحذفه باستخدام ${command('privacy')}.`,

  /** Why Parley isn't listening. */
  'notice.pending': 'لا أستمع بعد: لم يُنشر إعلاني عن ذلك.',
  'notice.deleted': 'لا أستمع: حذف أحدهم إعلاني عن ذلك.',
  'notice.forbidden': ({ channel: id }) => `لا أستمع: يجب أن أنشر إعلانًا أولًا، ولا يُسمح لي بالنشر في ${channel(id)}.`,
  'notice.refused': ({ channel: id }) => `لا أستمع: يجب أن أنشر إعلانًا أولًا، ولم يقبله Discord في ${channel(id)}.`,
  'notice.unwritten': ({ channel: id }) => `لا أترجم الآن: لا يُسمح لي بالكتابة في ${channel(id)}.`,
  'notice.over': 'لا أستمع: انتهت المكالمة.',

  'join.arrived': ({ voice }) => `أنا في ${channel(voice)}.`,
  'join.reconnecting': ({ voice }) => `أعيد الاتصال الآن بالقناة ${channel(voice)}.`,
  'join.reads-aloud': 'لا أستمع إلى أحد. أقرأ إجاباتي بصوت مسموع فقط.',
  'join.silent': 'لا أستمع إلى أحد.',
  'join.nobody': ({ channel: id }) =>
    `ليس هناك بعد من يُسمح لي بالاستماع إليه: أتجاوز من طلبوا ألا أستمع إليهم، ومن لم يوافقوا بعد حيث تلزم الموافقة، ومن لا يستطيعون قراءة ${channel(id)} وسجل رسائلها.`,
  'join.not-agreed': ({ people, more, channel: id }) =>
    `لا أستمع إلى ${list([...people.map(person), ...listOthers(more)])}: يجب هنا أن يوافق الناس على ذلك أولًا، ولا علم لي بموافقتهم. تجد زر **أوافق** تحت إعلاني في ${channel(id)}.`,
  'join.everyone': 'سأرد على كل ما يقوله الناس هناك.',
  'join.everyone-later': 'متى استطعتُ سماع الناس، سأرد على كل ما يقولونه.',
  'join.addressed': 'سأرد حين يوجّه أحدهم الكلام إليّ، والأفضل باسمي.',
  'join.addressed-later': 'متى استطعتُ سماع الناس، سأرد حين يوجّه أحدهم الكلام إليّ، والأفضل باسمي.',
  'join.button': 'اضغط على **تحدّث**، وسأستمع حتى تتوقف عن الكلام.',
  'join.button-later': 'متى استطعتُ سماع الناس، اضغط على **تحدّث**، وسأستمع حتى تتوقف عن الكلام.',
  'join.writes-nothing': 'لن أدوّن شيئًا.',
  'join.writes-answers': 'سأدوّن إجاباتي.',
  'join.writes-all': 'سأدوّن إجاباتي وما أسمعه.',
  'join.writes-all-addressed': 'سأدوّن إجاباتي وما أسمعه، إلا ما أعلم أنه ليس موجهًا إليّ.',
  'join.writes-all-later': 'سأدوّن إجاباتي، وما يقوله الناس متى استطعتُ سماعهم.',
  'join.not-set': `يسري هذا الآن، لكنني لم أتمكن من حفظه كإعداد لهذه القناة. يُرجى استخدام ${command('join')} مجددًا بعد بضع دقائق.`,
  'join.notice-elsewhere': ({ channel: id }) =>
    `لا يستطيع كل من يمكنه الانضمام إلى القناة الصوتية قراءة هذه القناة، لذا تجد إعلاني في ${channel(id)}.`,
  'join.writing-elsewhere': ({ channel: id }) =>
    `لا يستطيع كل من يمكنه الانضمام إلى القناة الصوتية قراءة هذه القناة، لذا تجد إعلاني وما أدوّنه في ${channel(id)}.`,

  /** Under the voice channel's name: as short as possible, and without a full stop. */
  'line.listening': 'يستمع Parley الآن',
  'line.talk': 'يستمع Parley حين تضغط على «تحدّث»',
  'line.reads-aloud': 'يقرأ Parley إجاباته بصوت مسموع ولا يستمع',
  'line.reconnecting': 'يعيد Parley الاتصال ولا يسمع أحدًا',
  'line.deaf': 'أُوقف السماع لدى Parley فلا يسمع أحدًا',
  'line.unannounced': 'لا يستمع Parley بعد',
  'line.nobody': 'لا يستمع Parley إلى أحد هنا الآن',
};
