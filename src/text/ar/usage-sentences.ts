import type { usageSentences as english } from '../en/usage-sentences.ts';
import {
  channel,
  count,
  countDays,
  date,
  isolate,
  MANAGE_SERVER,
  moment,
  money,
  number,
  person,
  plural,
} from './grammar.ts';

/** What was spent: `estimated` says that a part of it is a guess. */
type UsageCost = { dollars: number; turns: number; estimated: boolean };

/** What something was paid for: after a preposition. */
const QUESTIONS = { one: 'سؤال واحد', two: 'سؤالين', few: 'أسئلة', many: 'سؤالًا', other: 'سؤال' };
const SENTENCES = { one: 'جملة واحدة', two: 'جملتين', few: 'جمل', many: 'جملة', other: 'جملة' };

const tellCost = ({ dollars, turns, estimated }: UsageCost): string => {
  const cost = `${estimated ? '≈ ' : ''}${money(dollars)}`;
  // Not everything that costs something is a question.
  return turns === 0 && dollars > 0 ? cost : `${cost} مقابل ${count(turns, QUESTIONS)}`;
};

const SCOPES = { server: 'لهذا الخادم', channel: 'لهذه القناة', member: 'لك' };

/** What `/usage` says. */
export const usageSentences: typeof english = {
  'button.usage-picture': 'رسم بياني',
  'button.usage-csv': 'جدول بيانات (CSV)',

  'usage.own': 'ما كلّفته أسئلتك هنا:',
  'usage.server': 'ما كلّفه Parley في هذا الخادم:',
  'part.usage-today': (today) => `- اليوم: ${tellCost(today)}`,
  'part.usage-month': (month) => `- هذا الشهر: ${tellCost(month)}`,
  'part.usage-decisions': ({ count: amount, dollars }) =>
    `- منها لتقرير إن كنتُ أنا المقصود: ${money(dollars)} مقابل ${count(amount, SENTENCES)} في المكالمات`,
  'part.usage-searches': ({ count }) =>
    `- منها ${plural(count, { zero: `${number(count)} عملية بحث في الويب`, one: 'عملية بحث واحدة في الويب', two: 'عمليتا بحث في الويب', few: `${number(count)} عمليات بحث في الويب`, many: `${number(count)} عملية بحث في الويب`, other: `${number(count)} عملية بحث في الويب` })}`,
  'part.usage-recaps': ({ count }) =>
    `- منها ${plural(count, { zero: `${number(count)} خلاصة`, one: 'خلاصة واحدة', two: 'خلاصتان', few: `${number(count)} خلاصات`, many: `${number(count)} خلاصة`, other: `${number(count)} خلاصة` })}`,
  'usage.members': 'حسب العضو، هذا الشهر:',
  'usage.channels': 'حسب القناة، هذا الشهر:',
  'part.usage-member': ({ id, ...all }) => `- ${person(id)}: ${tellCost(all)}`,
  'part.usage-channel': ({ id, ...all }) => `- ${channel(id)}: ${tellCost(all)}`,
  'part.usage-parley': ({ dollars, estimated }) => `- ملاحظاتي وتحياتي: ${estimated ? '≈ ' : ''}${money(dollars)}`,
  'part.usage-proxies': (all) => `- رسائل بوتات تتكلم باسم أشخاص: ${tellCost(all)}`,
  'part.usage-gone': (all) => `- أشخاص حُذفت بياناتهم: ${tellCost(all)}`,
  'part.usage-more': ({ count: amount, dollars }) => `- غيرها (${number(amount)}): ${money(dollars)}`,
  'usage.left': 'ما بقي من الحدود:',
  'part.usage-left-dollars': ({ scope, left, limit, until }) =>
    `- ${SCOPES[scope]}: ${money(left)} من أصل ${money(limit)}؛ يعود كله في ${moment(until)}`,
  'part.usage-left-tokens': ({ scope, left, limit, until }) =>
    `- ${SCOPES[scope]}: ${number(left)} من أصل ${number(limit)} من الرموز؛ تعود كلها في ${moment(until)}`,
  'part.usage-days': '-# تبدأ الأيام والأشهر عند منتصف الليل بتوقيت UTC.',
  'part.usage-days-estimated':
    '-# تبدأ الأيام والأشهر عند منتصف الليل بتوقيت UTC. العلامة ≈ تعني تقديرًا: لا يذكر Google نوع كل رمز. والإجابة التي لم تنتهِ، أو التي قطعتها إعادة تشغيل، تُحتسب بأقصى ما يمكن أن تكلّفه.',
  'usage.file-me': ({ days }) => `ما كلّفته أسئلتك هنا في آخر ${countDays(days)}، حسب القناة ونوع الرموز.`,
  'usage.file-server': ({ days }) =>
    `ما كلّفته أسئلة الجميع هنا في آخر ${countDays(days)}، حسب القناة والعضو ونوع الرموز.`,
  'usage.not-allowed': `تحتاج إلى إذن ${MANAGE_SERVER} لترى ما أنفقه الجميع. اختر «${isolate('me')}» لترى استهلاكك.`,
  'usage.picture':
    'آخر 30 يومًا، بالدولار في اليوم. 1: ما سمعتُه، 2: ما قرأتُه، 3: الصور، 4: ما قلتُه، 5: ما كتبتُه، 6: التفكير، 7: عمليات البحث.',
  'usage.picture-description': ({ days, total, most, on }) =>
    `عمود لكل يوم من ${countDays(days)}. ${
      most > 0 ? `المجموع ${money(total)}. وأقصاه ${money(most)} في ${date(on)}.` : 'لم يُنفق شيء.'
    }`,
};
