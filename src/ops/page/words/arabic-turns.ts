import { makePageFormats } from '../../../text/page-formats.ts';
import type { englishTurns } from './english-turns.ts';

const RULES = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

const formats = makePageFormats('ar', RULES, { ms: 'م.ث', s: 'ث', min: 'د' });
const { amounts, plural } = formats;
const { count, dollars } = amounts;

/**
 * Digits are those of Intl's `ar`: 0 to 9, as in logs and settings. A left-to-right mark keeps the sign of the dollar behind the two letters
 * of its country, with which Intl ends.
 */
export const arabicFormats = {
  ...formats,
  amounts: { ...amounts, dollars: (value: number) => `${dollars(value)}\u200E` },
};

/**
 * A value between U+2068 and U+2069: it has the direction of its own first letter, and neither reorders the Arabic around it
 * nor is reordered by it. The sign before the name of a channel would else stand behind it.
 */
export const isolateValue = (value: string): string => `\u2068${value}\u2069`;

/** The words about turns in Arabic. */
export const arabicTurns: typeof englishTurns = {
  'turns.label': 'جدول الأسئلة',
  'turns.none': 'لم يُطرح أي سؤال منذ بدء التشغيل.',
  'turns.asked': 'وقت السؤال',
  'turns.where': 'المكان',
  'turns.way': 'الطريقة',
  'turns.by': 'النموذج',
  'turns.outcome': 'النتيجة',
  'turns.first': 'أول جزء',
  'turns.whole': 'الإجابة كلها',
  ways: { typed: 'مكتوب', spoken: 'منطوق' },
  models: { live: isolateValue('Live'), text: 'نصي' },
  'turn.running': 'جارٍ',
  outcomes: {
    complete: 'مكتمل',
    interrupted: 'أُوقف',
    silent: 'بلا إجابة',
    broken: 'انقطع',
    failed: 'فشل',
    yielded: 'سُلِّم',
  },

  'line.choose': 'اختر سؤالًا من الجدول أعلاه، أو افتح سؤالًا محفوظًا.',
  'line.open': 'فتح سؤال محفوظ',
  'line.save': 'حفظ كملف',
  'line.turn': ({ way, at, outcome }) => `${way}، طُرح الساعة ${at}، ${isolateValue(outcome)}`,
  'line.place': ({ place, turn }) => `${place}، ${turn}`,
  'line.file': ({ turn }) => `من ملف: ${turn}`,
  'line.drawn': 'رسم الخط الزمني',
  'line.summary': ({ moments, took, outcome }) =>
    `الخط الزمني: ${plural(moments, {
      zero: 'لا أحداث',
      one: 'حدث واحد',
      two: 'حدثان',
      few: `${count(moments)} أحداث`,
      many: `${count(moments)} حدثًا`,
      other: `${count(moments)} حدث`,
    })} خلال ${took}، ${isolateValue(outcome)}`,
  'line.lost': ({ lost }) =>
    `لم يتسع المكان لما يلي: ${plural(lost, {
      zero: 'لا أحداث',
      one: 'حدث واحد آخر',
      two: 'حدثان آخران',
      few: `${count(lost)} أحداث أخرى`,
      many: `${count(lost)} حدثًا آخر`,
      other: `${count(lost)} حدث آخر`,
    })}.`,
  'line.words': 'بالكلمات',
  'line.detail': ({ name, detail }) => `${name} (${isolateValue(detail)})`,
  'line.moment': ({ took, name }) => `${took}: ${name}`,
  moments: {
    asked: 'طُرح السؤال',
    claimed: 'تولّته هذه العملية',
    admitted: 'سُمح به',
    begun: 'حان دوره',
    dialling: 'بدء الاتصال',
    dialled: 'تم الاتصال',
    undialled: 'تعذّر الاتصال',
    connected: 'كان متصلًا بالفعل',
    sent: 'أُرسل إلى النموذج',
    endpointed: 'نهاية الكلام',
    understood: 'فُهمت أولى الكلمات',
    unclaimed: 'كلمات ربما لشخص آخر',
    worded: 'أول كلمة',
    sounded: 'أول صوت',
    written: 'أول جزء مكتوب',
    withdrawn: 'سُحبت الإجابة',
    slow: 'تنبيه إلى التأخر',
    noticed: 'عُرض إشعار',
    shown: 'عُرضت الإجابة',
    edited: 'آخر تعديل',
    cued: 'سُمعت نغمة الدالة البطيئة',
    heard: 'سُمعت الإجابة',
    silent: 'انتهى التشغيل',
    calling: 'استُدعيت دالة',
    called: 'اكتملت الدالة',
    'go-away': 'سيغلق Google الاتصال قريبًا',
    closed: 'انتهى الاتصال',
    mute: 'لا رد على الاتصال',
    forgetful: 'كانت الذاكرة قد فُقدت',
    told: 'ذُكر السبب',
    ended: 'انتهى',
    recorded: 'حُفظ في السجل',
    unrecorded: 'لم يُحفظ في السجل',
  },

  'file.too-big': 'هذا الملف أكبر من أن يكون سؤالًا محفوظًا.',
  'file.foreign': 'هذا الملف ليس سؤالًا حفظه Parley.',
  'file.version': ({ needed }) => `حُفظ هذا السؤال بإصدار آخر من Parley (المطلوب هو الإصدار ${count(needed)}).`,
  'file.damaged': `هذا الملف ليس بصيغة ${isolateValue('JSON')} أو أنه تالف.`,
  'file.field': ({ name }) => `لا يمكن فتح هذا الملف، لأن قيمة «${isolateValue(name)}» فيه غير صحيحة.`,
};
