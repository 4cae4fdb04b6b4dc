import type { callSentences as english } from '../en/call-sentences.ts';
import { channel, count, isolate, listPermissions, MOVE_MEMBERS } from './grammar.ts';

/** Minutes after a preposition. */
const MINUTES = { one: 'دقيقة واحدة', two: 'دقيقتين', few: 'دقائق', many: 'دقيقة', other: 'دقيقة' };

/** “This permission”, for one, for two and for more of them. */
const thesePermissions = (amount: number): string =>
  amount === 1 ? 'هذا الإذن' : amount === 2 ? 'هذين الإذنين' : 'هذه الأذونات';

/** About calls: joining and leaving voice channels, who may control a call, and being listened to. */
export const callSentences: typeof english = {
  'call.only-in-servers': 'لا توجد قنوات صوتية إلا في الخوادم. يُرجى استخدام هذا في أحد الخوادم.',
  'call.none': 'لستُ في قناة صوتية في هذا الخادم.',
  'call.over': 'انتهت تلك المكالمة.',
  'call.not-yours': ({ voice }) => `لفعل ذلك، يجب أن تكون في ${channel(voice)} أو أن يكون لك فيها إذن ${MOVE_MEMBERS}.`,
  'call.no-voice-channel': 'لستَ في قناة صوتية. انضم إلى إحداها، أو اختر واحدة في الخيار `channel`.',
  'call.unknown-channel': 'لا أجد تلك القناة الصوتية. إما أنها حُذفت، وإما لا يُسمح لي برؤيتها.',
  'call.may-not-enter': ({ voice }) => `ليس لديك إذن بالانضمام إلى ${channel(voice)}، فلا أستطيع الذهاب إليها من أجلك.`,
  'call.missing-permissions': ({ voice, missing }) =>
    `لا أستطيع الانضمام إلى ${channel(voice)} من دون ${thesePermissions(missing.length)} هناك: ${listPermissions(missing)}. يُرجى أن تطلب من أحد المشرفين منحي ذلك، ثم أن تحاول مجددًا.`,
  'call.full': ({ voice }) =>
    `القناة ${channel(voice)} ممتلئة. يُرجى المحاولة مجددًا حين يتوفر مكان، أو أن تطلب من أحد المشرفين منحي فيها إذن ${MOVE_MEMBERS}.`,
  'call.cannot-announce': ({ channel: id, missing }) =>
    `لا أستمع إلا حيث أستطيع نشر إعلان عن ذلك. كي أنشر في ${channel(id)}، أحتاج هناك إلى ${thesePermissions(missing.length)}: ${listPermissions(missing)}.`,
  'call.change-not-yours': ({ voice }) =>
    `لتغيير المكالمة، يجب أن تكون في ${channel(voice)} أو أن يكون لك فيها إذن ${MOVE_MEMBERS}.`,
  'call.busy': ({ voice, leave }) =>
    `أنا بالفعل في ${channel(voice)}، ولا أستطيع أن أكون إلا في قناة صوتية واحدة في كل خادم. انضم إليّ هناك، أو اطلب من أحد الموجودين هناك استخدام ${isolate(leave)}.`,
  'call.settings-unknown':
    'لا أستطيع الوصول إلى مخزن بياناتي، فلا أعرف كيف ضُبطت المكالمات هنا. يُرجى تحديد كل من `listen` و`captions`، أو المحاولة مجددًا بعد دقيقة.',
  'call.no-more': 'لا أنضم حاليًا إلى مزيد من المكالمات. يُرجى المحاولة مجددًا لاحقًا، أو أن تسألني كتابةً.',
  'call.restarting': 'يُعاد تشغيلي الآن. يُرجى المحاولة مجددًا بعد دقيقة.',
  'call.left': ({ voice }) => `غادرتُ ${channel(voice)}.`,
  'call.already-left': 'لقد غادرتُ بالفعل.',

  'call.timeout': 'لم يُدخلني Discord إلى القناة الصوتية في الوقت المناسب. يُرجى المحاولة مجددًا بعد دقيقة.',
  'call.no-sound':
    'أنا متصل بالقناة الصوتية، لكن الصوت لا يمر. يُرجى أن تطلب من مشغّل هذا البوت السماح باتصالات UDP الصادرة.',
  'call.proxy': 'لا أستطيع الاتصال بخوادم Discord الصوتية، لأن الخادم الوكيل لا يدعني أمرّ. يُرجى إبلاغ مشغّل هذا البوت.',
  'call.removed': 'أخرجني أحدهم من القناة الصوتية.',
  'call.refused': 'رفض Discord اتصالي بالقناة الصوتية. يُرجى المحاولة مجددًا لاحقًا.',
  'call.discord-away': 'فقدتُ اتصالي بـ Discord. يُرجى المحاولة مجددًا بعد دقيقة.',
  'call.ended': 'غادرتُ القناة الصوتية.',
  'call.elsewhere': 'غادرتُ لأن أحدهم طلب مني الانضمام إلى قناة صوتية أخرى.',
  'call.empty': 'غادر الجميع القناة الصوتية، فغادرتُ أنا أيضًا.',
  'call.empty-after-restart': 'أُعيد تشغيلي، وحين عدتُ كانت القناة الصوتية خالية.',
  'call.channel-deleted': 'انتهت هذه المكالمة لأن قناتها حُذفت.',
  'call.speech-too-long': ({ minutes }) =>
    `بلغ الكلام ${count(minutes, MINUTES)}، وهو أقصى ما أستطيع أخذه كسؤال واحد. ما تقوله بعد الآن سآخذه كسؤال جديد.`,
  'call.speech-too-long-talk': ({ minutes }) =>
    `بلغ الكلام ${count(minutes, MINUTES)}، وهو أقصى ما أستطيع أخذه كسؤال واحد. اضغط على **تحدّث** للمتابعة.`,
  'call.words-missing': `ثلاث مرات خلال ساعة لم يخبرني Google بما قاله أحدهم. لم أستطع معرفة إن كان الكلام موجهًا إليّ، فاحتفظتُ بإجاباتي لنفسي. إن استمر ذلك، استخدم ${isolate('`/join`')} واضبط \`listen\` على \`everyone\`، أو على \`button\` كي تضغط على **تحدّث** قبل أن تتكلم.`,

  'consent.unheard': 'لن أستمع إليك في أي قناة صوتية في هذا الخادم حتى تضغط على **استمع إليّ مجددًا**.',
  'consent.heard': 'سأستمع إليك مجددًا في القنوات الصوتية لهذا الخادم.',
  'consent.unheard-unstored':
    'توقفتُ عن الاستماع إليك، لكنني لا أستطيع الوصول إلى مخزن بياناتي، فلن أتذكر ذلك إلا حتى يُعاد تشغيلي. يُرجى الضغط على الزر مجددًا بعد بضع دقائق.',
  'consent.heard-unstored':
    'عدتُ أستمع إليك، لكنني لا أستطيع الوصول إلى مخزن بياناتي، فلن أتذكر ذلك إلا حتى يُعاد تشغيلي. يُرجى الضغط على الزر مجددًا بعد بضع دقائق.',

  'talk.go-ahead': 'تفضل. أستمع إليك حتى تتوقف عن الكلام.',
  'talk.join-first': ({ voice }) => `لا أستطيع سماعك إلا في ${channel(voice)}. يُرجى الانضمام إليها أولًا.`,
  'talk.not-needed': 'تغيّرت طريقة استماعي، فلم تعد تحتاج إلى هذا الزر.',
  'talk.not-for-you':
    'في هذا الخادم لا يُسمح باستخدام **تحدّث** إلا لبعض الأدوار، وليس لديك أي منها. يُرجى سؤال أحد المشرفين.',
  'talk.unheard':
    'لستُ أستمع إليك في هذه المكالمة. إن كنتَ قد ضغطتَ على **لا تستمع إليّ** من قبل، فاضغط على **استمع إليّ مجددًا** أولًا.',
};
