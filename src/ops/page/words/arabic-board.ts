import type { OperatorFault } from '../../../base/events.ts';
import { arabicFormats, arabicTurns, isolateValue } from './arabic-turns.ts';
import type { englishBoard } from './english-board.ts';

const { amounts, plural } = arabicFormats;
const { count } = amounts;

/** What only the operator can fix at Google, after a colon. */
const FAULTS: Record<OperatorFault, string> = {
  credits: 'نفد الرصيد المدفوع مسبقًا',
  cap: 'بُلغ حد الإنفاق',
  billing: 'الفوترة متوقفة أو مغلقة',
  region: 'غير متاح في المكان الذي يعمل فيه Parley',
  key: 'المفتاح خاطئ أو انتهت صلاحيته',
  leaked: 'عُثر على المفتاح منشورًا للعموم',
  blocked: 'المفتاح أو مشروعه محظور',
  restricted: 'لا يُسمح باستخدام المفتاح من هناك أو مع Gemini',
  denied: 'لم يُذكر سبب',
  model: 'لا يوجد نموذج بهذا الاسم',
  closed: 'لم يعد هذا النموذج متاحًا لك',
  address: `الخادم في ${isolateValue('GEMINI_BASE_URL')} ليس ${isolateValue('Live API')}`,
  setup: 'إعداد Parley لا يناسب هذا النموذج',
};

const PERIODS = { day: 'في اليوم', month: 'في الشهر' };

/** Each is isolated, so that the first stands at the right, as the first of the two values does. */
const P50 = isolateValue('p50');
const P95 = isolateValue('p95');

/** Every word of the operator's page in Arabic. */
export const arabicBoard: typeof englishBoard = {
  amounts,
  ...arabicTurns,

  'page.title': 'Parley: صفحة المشغّل',
  'page.loading': 'جارٍ التحميل…',
  'page.script': `تحتاج هذه الصفحة إلى ${isolateValue('JavaScript')}.`,
  // In a line of plain text nothing else says that it's read from the right.
  'page.closed': `\u2067لا تُعرض صفحة المشغّل هنا، لأن أجهزة غير هذا الجهاز يمكنها الوصول إليها من دون كلمة مرور. عيّن ${isolateValue('OPERATOR_PASSWORD')} أو ${isolateValue('OPERATOR_TOKEN')}، أو اجعل قيمة ${isolateValue('HTTP_HOST')} هي ${isolateValue('127.0.0.1')}، ثم أعد تشغيل Parley.\u2069`,

  'login.title': 'تسجيل الدخول إلى Parley',
  'login.password': 'كلمة مرور المشغّل',
  'login.enter': 'تسجيل الدخول',
  'login.wrong': 'كلمة المرور هذه خاطئة.',
  'login.late': ({ minutes }) =>
    `أُدخلت كلمات مرور خاطئة كثيرة. حاول مجددًا بعد ${plural(minutes, {
      zero: 'قليل',
      one: 'دقيقة',
      two: 'دقيقتين',
      few: `${count(minutes)} دقائق`,
      many: `${count(minutes)} دقيقة`,
      other: `${count(minutes)} دقيقة`,
    })}.`,

  'status.ended': 'انتهت هذه العملية.',
  'status.lost': 'لا يمكن الوصول إلى هذه العملية. تجري المحاولة مجددًا…',
  'status.ready': 'جاهزة.',
  'status.ready-but': ({ troubles }) => `جاهزة، ولكن: ${troubles.join('؛ ')}.`,
  'status.not-ready': ({ troubles }) => `غير جاهزة: ${troubles.join('؛ ')}.`,
  'status.fault': ({ fault }) => `يرفض Gemini الاتصالات: ${FAULTS[fault]} (${isolateValue(fault)})`,
  troubles: {
    discord: 'لا اتصال بـ Discord',
    spare: 'كل الأجزاء (shards) لدى عمليات أخرى، وستتولى هذه العملية جزءًا حين يتاح',
    commands: 'لم تُسجَّل الأوامر بعد',
    store: 'مخزن البيانات لا يعمل',
    gemini: 'يرفض Gemini الاتصالات',
    stopping: 'يجري تفريغها',
  },

  'control.refuse': 'رفض المكالمات الجديدة',
  'control.take': 'قبول المكالمات من جديد',
  'control.drain': 'تفريغ هذه العملية…',
  'control.logout': 'تسجيل الخروج',
  'drain.title': 'أتريد تفريغ هذه العملية؟',
  'drain.text':
    'لن تقبل أسئلة أو مكالمات بعد الآن، وستُنهي ما يجري، وتسلّم محادثاتها إلى العمليات الأخرى، ثم تنتهي. إذا لم يُعد شيء تشغيلها ولم تكن هناك عملية أخرى، فلن يحصل أحد على إجابة.',
  'drain.cancel': 'إلغاء',
  'drain.drain': 'تفريغ',

  'said.open': 'فُتح السؤال.',
  'said.unreadable': 'لا يمكن قراءة هذا الملف.',
  'said.taking': 'تُقبل المكالمات الجديدة من جديد.',
  'said.refusing': 'تُرفض المكالمات الجديدة من الآن فصاعدًا.',
  'said.draining': 'يجري تفريغ هذه العملية.',
  'said.left': 'سُجّل خروجك.',
  'said.unreachable': 'لا يمكن الوصول إلى العملية.',
  'said.refused': ({ status }) => `رفضت العملية الطلب (${isolateValue(`${status}`)}).`,
  refusals: {
    'old-page': 'هذه الصفحة قديمة. أعد تحميلها ثم حاول مجددًا.',
    starting: 'ما زالت العملية قيد بدء التشغيل. حاول مجددًا بعد لحظات.',
    broke: 'لم تتمكن العملية من فعل ذلك. السبب مذكور في سجلها.',
  },

  'section.now': 'الآن',
  'section.minutes': 'الدقائق الأخيرة',
  'section.awake': 'المحادثات النشطة',
  'section.caps': 'حدود الإنفاق',
  'section.gateway': 'البوابة',
  'section.warnings': 'التحذيرات',
  'section.turns': 'الأسئلة',
  'section.line': 'الخط الزمني لسؤال واحد',

  'number.sessions': 'الجلسات المفتوحة',
  'number.sessions-of': ({ open, most }) => `${count(open)} من ${count(most)}`,
  'number.awake': 'المحادثات النشطة',
  'number.waiting': 'الأسئلة المنتظرة',
  'number.calls': 'المكالمات',
  'number.calls-refused': ({ calls }) => `${count(calls)} (لا مكالمات جديدة)`,
  'number.turns': 'الأسئلة في الدقيقة الأخيرة',
  'number.all-turns': 'الأسئلة منذ بدء التشغيل',
  'number.turns-failed': ({ turns, failed }) => `${count(turns)}، فشل منها ${count(failed)}`,
  'number.first': `أول جزء، ${P50} / ${P95}`,
  'number.whole': `الإجابة كلها، ${P50} / ${P95}`,
  'number.tokens': 'الرموز منذ بدء التشغيل',
  'number.searches': 'عمليات البحث في الويب منذ بدء التشغيل',
  'number.dollars': 'الدولارات منذ بدء التشغيل',
  'number.store': 'مخزن البيانات',
  'number.store-is': ({ is, queued, lost }) =>
    `${isolateValue(is)}، ${count(queued)} في الانتظار، ${count(lost)} مفقود`,
  stores: { starting: 'يبدأ', here: 'متاح', away: 'غير متاح', closed: 'مغلق' },
  'number.memory': 'الذاكرة',
  'number.voices': 'عمليات الصوت',
  'number.since': 'تعمل منذ',

  'chart.label': ({ title }) => `${title}، على مدى ربع الساعة الأخير على الأكثر`,
  'chart.key': ({ name, value }) => `${name}: ${value}`,
  charts: {
    work: 'ما هو مفتوح',
    turns: 'الأسئلة في الدقيقة',
    latency: 'زمن الاستجابة',
    tokens: 'الرموز في الدقيقة',
    dollars: 'الدولارات في الدقيقة',
  },
  series: {
    sessions: 'الجلسات',
    calls: 'المكالمات',
    waiting: 'الأسئلة المنتظرة',
    turns: 'الأسئلة',
    first50: `أول جزء، ${P50}`,
    first95: `أول جزء، ${P95}`,
    whole50: `الإجابة كلها، ${P50}`,
    whole95: `الإجابة كلها، ${P95}`,
    tokens: 'الرموز',
    dollars: 'الدولارات',
  },

  'place.direct': 'رسالة خاصة',
  'place.unknown': 'خادم غير معروف',
  'place.channel': ({ server, channel }) => `${isolateValue(server)}، ${isolateValue(`#${channel}`)}`,
  'place.thread': ({ server, channel }) => `${isolateValue(server)}، سلسلة في ${isolateValue(`#${channel}`)}`,

  'awake.label': 'جدول المحادثات النشطة',
  'awake.none': 'لا توجد محادثة نشطة.',
  'awake.more': ({ more }) => `وغيرها: ${count(more)}.`,
  'awake.where': 'المكان',
  'awake.state': 'الحالة',
  'awake.waiting': 'الأسئلة المنتظرة',
  states: { busy: 'تُجيب', connected: 'متصلة', resting: 'غير متصلة' },

  'caps.label': 'جدول حدود الإنفاق',
  'caps.unknown': 'لا يُعرف مقدار ما أُنفق، لأن مخزن البيانات لا يستجيب.',
  'caps.none': 'لا شيء يحدّ هذه العملية، ولا يوجد خادم أو قناة بالقرب من حدّها.',
  'caps.what': 'النطاق',
  'caps.spent': 'المُنفَق',
  'caps.share': 'النسبة',
  'caps.again': 'يبدأ من جديد',
  'caps.process': ({ period }) => `الكل، ${PERIODS[period]}`,
  'caps.server': ({ place, period }) => `${isolateValue(place)}، كل القنوات، ${PERIODS[period]}`,
  'caps.channel': ({ place, period }) => `${place}، ${PERIODS[period]}`,
  'caps.spent-of': ({ spent, limit }) => `${isolateValue(spent)} من ${isolateValue(limit)}`,
  'caps.tokens': ({ tokens }) =>
    plural(tokens, {
      zero: `${count(tokens)} رمز`,
      one: 'رمز واحد',
      two: 'رمزان',
      few: `${count(tokens)} رموز`,
      many: `${count(tokens)} رمزًا`,
      other: `${count(tokens)} رمز`,
    }),
  'caps.meter': ({ name }) => `المُنفَق: ${name}`,

  'shards.none': 'لا شيء بعد.',
  'shards.line': ({ id, state }) => `${isolateValue(`Shard ${count(id)}`)}: ${isolateValue(state)}`,
  'shards.ping': ({ id, state, ping }) => `${isolateValue(`Shard ${count(id)}`)}: ${isolateValue(state)}، ${ping}`,
  shards: {
    ready: 'جاهز',
    connecting: 'يتصل',
    reconnecting: 'يعيد الاتصال',
    idle: 'خامل',
    nearly: 'شبه جاهز',
    disconnected: 'غير متصل',
    waitingforguilds: 'ينتظر الخوادم',
    identifying: 'يعرّف بنفسه',
    resuming: 'يستأنف',
  },

  'warnings.label': 'جدول التحذيرات',
  'warnings.none': 'لا تحذيرات منذ بدء التشغيل.',
  'warnings.event': 'الحدث',
  'warnings.level': 'المستوى',
  'warnings.count': 'عدد المرات',
  'warnings.last': 'آخر مرة',
};
