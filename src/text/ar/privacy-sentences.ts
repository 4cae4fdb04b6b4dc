import type { privacySentences as english } from '../en/privacy-sentences.ts';
import type { HearingWish } from '../values.ts';
import { command, count, countDays, dated, isolate, MANAGE_SERVER, person } from './grammar.ts';

const QUESTIONS = {
  one: 'سؤال واحد لك مع إجابتي عنه',
  two: 'سؤالان لك مع إجابتيّ عنهما',
  few: 'أسئلة لك مع إجاباتي عنها',
  many: 'سؤالًا لك مع إجاباتي عنها',
  other: 'سؤال لك مع إجاباتي عنها',
};
const IN_CHANNELS = { one: 'قناة واحدة', two: 'قناتين', few: 'قنوات', many: 'قناة', other: 'قناة' };
const FILES = {
  one: 'ملف واحد رافق سؤالًا لك، لا الملف نفسه',
  two: 'ملفين رافقا أسئلتك، لا الملفين نفسيهما',
  few: 'ملفات رافقت أسئلتك، لا الملفات نفسها',
  many: 'ملفًا رافقت أسئلتك، لا الملفات نفسها',
  other: 'ملف رافقت أسئلتك، لا الملفات نفسها',
};
const QUOTES = {
  one: 'رسالة واحدة لك سألني عنها شخص آخر',
  two: 'رسالتان لك سألني عنهما آخرون',
  few: 'رسائل لك سألني عنها آخرون',
  many: 'رسالة لك سألني عنها آخرون',
  other: 'رسالة لك سألني عنها آخرون',
};
const RECAPS = {
  one: 'ملخّص واحد لمحادثة أقدم يتضمن ما قلتَه',
  two: 'ملخّصان لمحادثات أقدم يتضمنان ما قلتَه',
  few: 'ملخّصات لمحادثات أقدم تتضمن ما قلتَه',
  many: 'ملخّصًا لمحادثات أقدم تتضمن ما قلتَه',
  other: 'ملخّص لمحادثات أقدم تتضمن ما قلتَه',
};
const IN_SERVERS = { one: 'خادم واحد', two: 'خادمين', few: 'خوادم', many: 'خادمًا', other: 'خادم' };
/** The last questions, as an object. */
const LAST = { one: 'سؤال لك', two: 'سؤالين لك', few: 'أسئلة لك', many: 'سؤالًا لك', other: 'سؤال لك' };

/** What somebody's yes brings them, by whether they want to be heard. */
const FROM_NOW_ON: Record<HearingWish, string> = {
  heard: 'من الآن فصاعدًا أجيبك هنا وأستمع إليك في المكالمات.',
  unheard: `من الآن فصاعدًا أجيبك هنا. أما في المكالمات فما زلتُ لا أستمع إليك، حتى تضغط على **استمع إليّ مجددًا** تحت رسالتي عن المكالمة، أو **استمع إليّ هنا** بعد ${command('privacy')}.`,
  unknown:
    'من الآن فصاعدًا أجيبك هنا، وأستمع إليك في المكالمات ما لم تكن قد طلبتَ مني ألا أفعل. إن كنتَ قد طلبتَ ذلك، فما زال ساريًا.',
};

/** About what is kept of people: seeing, taking and deleting it. */
export const privacySentences: typeof english = {
  'privacy.title': 'هذا ما أحفظه عنك:',
  'privacy.nothing': 'لا أحفظ شيئًا مما قلتَه.',
  'privacy.but-kept': 'ما أحفظه مع ذلك:',
  'kept.turns': ({ turns, channels }) => `${count(turns, QUESTIONS)}، في ${count(channels, IN_CHANNELS)}`,
  'kept.files': ({ files }) => `ملاحظات عن ${count(files, FILES)}`,
  'kept.quotes': ({ quotes }) => count(quotes, QUOTES),
  'kept.recaps': ({ recaps }) => count(recaps, RECAPS),
  'kept.spent': ({ days }) => `ما كلّفته أسئلتك، في ${countDays(days)}`,
  'kept.unheard': ({ servers }) => `أنه يجب ألا أستمع إليك في ${count(servers, IN_SERVERS)}`,
  'kept.agreed': ({ at }) => `أنك وافقتَ على أن أجيبك وأستمع إليك هنا، ${dated(at)}`,
  'privacy.stored': 'أتذكر ما تقوله، كي نتمكن من المتابعة لاحقًا.',
  'privacy.unstored': 'لا أحفظ ما تقوله: أجيب عنه ثم أنساه.',
  'privacy.not-agreed':
    'لا أجيب هنا إلا من يوافقون على ذلك، ولا أستمع إلا إليهم. إلى أن توافق، لا يُرسل شيء مما تقوله لي هنا إلى Google Gemini ولا يُحفظ.',
  'privacy.google': 'ما تقوله لي يُرسل إلى Google Gemini، وهو الذي يجيب عنه.',

  'privacy.confirm-delete':
    'هل تريد حذف كل ما أحفظه عنك، في كل القنوات والخوادم؟ تُحذف الإجابات الموجهة إليك أيضًا، وكذلك الملخّصات التي تشملك. لا يمكن التراجع عن ذلك. ويبقى ما نقله الآخرون عنك بكلماتهم، والرسائل في Discord نفسه.',
  'privacy.deleted': 'تم. حذفتُ كل ما كنتُ أحفظه عنك. لا أتذكر إلا ما طلبتَ مني ألا أفعله.',
  'privacy.under-way': `أحذف الآن كل ما أحفظه عنك، لكنني لم أنتهِ بعد. يستمر الحذف من تلقاء نفسه، حتى إن أُعيد تشغيلي. استخدم ${command('privacy')} بعد بضع دقائق لترى ما بقي.`,
  'privacy.sealed':
    'حذفتُ كل ما أستطيع قراءته عنك. **بعض ما هو محفوظ لا أستطيع قراءته**، لأنه مشفَّر بمفتاح لم يُعطَ لي، فقد يكون فيه شيء يخصك. يُرجى إبلاغ مشغّل هذا البوت. سأفحصه بنفسي فور حصولي على المفتاح.',
  'privacy.kept': 'حسنًا، لم أحذف شيئًا.',
  'privacy.not-deleted':
    '**لم يُحذف شيء بعد**، لأنني لا أستطيع الوصول إلى مخزن بياناتي. سأحذفه في أقرب وقت ممكن. قد يُعاد تشغيلي قبل ذلك، لذا يُرجى المحاولة مجددًا بعد بضع دقائق.',
  'privacy.unreadable': 'لا أستطيع الآن معرفة ما أحفظه عنك. يُرجى المحاولة مجددًا بعد دقيقة.',
  'privacy.choice-not-stored':
    'لم أتمكن من تسجيل ذلك، لأنني لا أستطيع الوصول إلى مخزن بياناتي، لذا **لم يتغير شيء**. يُرجى المحاولة مجددًا بعد بضع دقائق.',
  'privacy.now-unstored': 'حسنًا. من الآن فصاعدًا أجيب عما تقوله، لكنني لا أحفظه. ما حفظتُه من قبل يبقى إلى أن تحذفه.',
  'privacy.now-stored': 'حسنًا. من الآن فصاعدًا أتذكر ما تقوله.',
  'privacy.not-kept': 'لا أستطيع الآن معرفة إن كان يُسمح بتذكر هذا، لذا لم أحفظه.',
  'privacy.exported': 'هذا كل ما أحفظه عنك، كصفحة للقراءة وبصيغة JSON. لا يرى هذه الرسالة سواك.',
  'privacy.need-manage': `تحتاج إلى إذن ${MANAGE_SERVER} لحذف ما أحفظه عن الآخرين.`,
  'privacy.only-in-servers': 'لا يوجد أعضاء آخرون إلا في الخوادم. استخدم هذا الأمر هناك.',
  'privacy.confirm-member': ({ member }) =>
    `هل تريد حذف كل ما أحفظه عن ${person(member)} في هذا الخادم؟ لا يمكن التراجع عن ذلك. ما رفضه هذا العضو يبقى مرفوضًا.`,
  'privacy.member-deleted': ({ member }) => `تم. حذفتُ كل ما كنتُ أحفظه عن ${person(member)} في هذا الخادم.`,
  'privacy.member-under-way': 'أحذفه الآن، لكنني لم أنتهِ بعد. يستمر الحذف من تلقاء نفسه، حتى إن أُعيد تشغيلي.',
  'privacy.member-sealed':
    'حذفتُ من ذلك كل ما أستطيع قراءته. **بعض ما هو محفوظ لا أستطيع قراءته**، لأنه مشفَّر بمفتاح لم يُعطَ لي. يُرجى إبلاغ مشغّل هذا البوت. سأفحصه بنفسي فور حصولي على المفتاح.',
  'privacy.server-deleted':
    'تم. حذفتُ كل ما كنتُ أحفظه عن هذا الخادم: المحادثات والملخّصات والإعدادات والتكاليف. عادت كل الإعدادات كما كانت في البداية، بما فيها من يُسمح له باستخدامي، والحدود، والموافقة. أما من لا يريد أن يُستمع إليه فيبقى ذلك مسجلًا.',
  'privacy.server-kept': 'كتبتَ شيئًا آخر، لذا لم أحذف شيئًا.',

  'form.privacy-server-title': 'حذف كل بيانات هذا الخادم',
  'form.privacy-server-word': 'اكتب «حذف» لحذفها كلها',
  'option.privacy-server-word':
    'المحادثات والتكاليف وكل الإعدادات: من يستخدمني، والحدود، والموافقة. لا يمكن التراجع عن ذلك.',
  'form.privacy-server-answer': 'حذف',

  /** What people read when they first ask, or have to agree to before they're answered. */
  'agreement.notice': ({ days }) =>
    `للعلم: ما تسألني عنه يُرسل إلى Gemini من Google، وأحفظه مع إجابتي لمدة ${countDays(days)}. استخدم ${command('privacy')} لترى ما أحفظه أو تحذفه، أو كي لا يُحفظ شيء.`,
  'agreement.ask': ({ days }) =>
    `لا أجيب هنا إلا من يوافقون على ما يلي، ولا أستمع إلا إليهم: ما تكتبه أو تقوله لي يُرسل إلى Gemini من Google، وأحفظه مع إجابتي لمدة ${countDays(days)}، ما لم تكن قد طلبتَ مني ألا أحفظ شيئًا. إن كان ذلك يناسبك، فاضغط على **أوافق**. يمكنك التراجع عن موافقتك في أي وقت باستخدام ${command('privacy')}.`,
  'agreement.unknown':
    'لا أجيب هنا إلا من وافقوا على ذلك، ولا أستطيع الآن معرفة إن كنتَ قد وافقتَ. يُرجى المحاولة مجددًا بعد دقيقة.',
  'agreement.given': ({ hearing }) =>
    `شكرًا لك. ${FROM_NOW_ON[hearing]} إن كنتَ قد سألتَني شيئًا من قبل، فيُرجى السؤال مجددًا.`,
  'agreement.given-asked': ({ hearing, questions }) =>
    `شكرًا لك. ${FROM_NOW_ON[hearing]} ${
      questions === 1
        ? 'سأتولى سؤالك الآن، فلا حاجة إلى طرحه مجددًا.'
        : `سأتولى الآن آخر ${count(questions, LAST)}، فلا حاجة إلى السؤال مجددًا.`
    }`,
  'agreement.not-stored':
    'لم أتمكن من تسجيل موافقتك، لأنني لا أستطيع الوصول إلى مخزن بياناتي، لذا **لا تُحتسب بعد**. يُرجى الضغط على الزر مجددًا بعد بضع دقائق.',
  'agreement.withdrawn': 'حسنًا. لم أعد أجيبك أو أستمع إليك هنا، إلى أن توافق مجددًا. ما حفظتُه من قبل يبقى إلى أن تحذفه.',
  'agreement.withdrawn-unneeded':
    'حسنًا، سجّلتُ أنك لم تعد موافقًا. حاليًا أجيب الجميع هنا من دون طلب موافقة. ما عليك إلا ألا تسألني شيئًا، وأن تضغط على **لا تستمع إليّ هنا** إن كنتَ معي في مكالمات.',
  'agreement.withdrawn-unstored':
    'لم أعد أجيبك أو أستمع إليك هنا، لكنني لا أستطيع الوصول إلى مخزن بياناتي، فلن أتذكر ذلك إلا حتى يُعاد تشغيلي. يُرجى الضغط على الزر مجددًا بعد بضع دقائق.',

  /** About a message that somebody asks about, where people have to agree before their words are passed on. */
  'withheld.not-agreed': ({ name }) =>
    `استبعدتُ رسالة ${isolate(name)}: هنا لا أنقل إلا ما كتبه من وافقوا على ذلك، ولا موافقة بعد من ${isolate(name)}. تمكن الموافقة باستخدام ${command('privacy')}.`,
  'withheld.not-allowed': ({ name }) => `استبعدتُ رسالة ${isolate(name)}، لأنني لا أستطيع نقل ما يُكتب هنا بهذا الاسم.`,
  'withheld.not-known': ({ name }) =>
    `استبعدتُ رسالة ${isolate(name)}، لأنني لا أستطيع الآن معرفة إن كانت هناك موافقة على نقلها. يُرجى السؤال مجددًا بعد دقيقة.`,
  'withheld.no-author':
    'استبعدتُ الرسالة التي رافقت سؤالك، لأنني لا أستطيع معرفة من كتبها. هنا لا أنقل إلا ما كتبه من وافقوا على ذلك.',
  'withheld.forward':
    'استبعدتُ الرسالة المعاد توجيهها: هي من خادم لا أنقل فيه إلا ما كتبه من وافقوا على ذلك، ولا أستطيع معرفة من كتبها.',
  'withheld.question': ({ person: id }) =>
    `لا أستطيع طرح ذلك مجددًا: هنا لا أنقل إلا ما كتبه من وافقوا على ذلك، ولا علم لي بموافقة ${person(id)}.`,

  'button.agree': 'أوافق',
  'button.disagree': 'لم أعد أوافق',
  'button.privacy-export': 'تنزيل',
  'button.privacy-delete': 'حذف',
  'button.privacy-confirm': 'حذف كل شيء',
  'button.privacy-unstored': 'لا تحفظ ما أقوله',
  'button.privacy-stored': 'احفظ ما أقوله',
  'button.privacy-server': 'حذف بيانات هذا الخادم',
  'button.privacy-unheard': 'لا تستمع إليّ هنا',
  'button.privacy-heard': 'استمع إليّ هنا',

  'export.title': 'ما يحفظه Parley عنك',
  'export.about': 'الأوقات بتوقيت UTC. تفتح الروابط القنوات في Discord.',
  'export.said': 'أنت:',
  'export.answered': 'إجابة Parley:',
  'export.wrote': 'كتب Parley:',
  'export.sites': 'عُثر عليه في:',
  'export.files': 'ملف:',
  'export.quoted': 'اقتباس:',
  'export.quotes': 'ما اقتبسه الآخرون منك',
  'export.recaps': 'ملخّصات تشملك',
  'export.spent': 'ما كلّفته أسئلتك، بأجزاء المليار من الدولار',
  'export.unheard': 'خوادم يجب ألا أستمع إليك فيها',
  'export.choices': 'ما اخترتَه',
  'export.left-out': 'كان الملف سيصبح كبيرًا جدًا، لذا استُبعدت أقدم الأسئلة:',
};
