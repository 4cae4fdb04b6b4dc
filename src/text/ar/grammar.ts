import { commandWords } from '../en/command-words.ts';
import { formatAgo, formatChannel, formatDate, formatMoment, formatPerson, makeFormats } from '../intl.ts';
import type { Permission, RefusedExtra } from '../values.ts';

/** Digits are those of Intl's `ar`: 0 to 9, as Discord shows them and as people type values. */
export const formats = makeFormats('ar', ['zero', 'one', 'two', 'few', 'many', 'other']);
export const { plural, list, either, language, number, seconds, kilobytes, date } = formats;

/** Money to the cent. A left-to-right mark keeps the sign of the dollar behind the two letters of its country, with which Intl ends. */
export const dollars = (value: number): string => `${formats.dollars(value)}\u200E`;

/**
 * A value between U+2068 and U+2069: it has the direction of its own first letter, and neither reorders the Arabic around it
 * nor is reordered by it. A slash before a Latin word would else stand behind the word. A name in Arabic has these already.
 */
export const isolate = (value: string): string =>
  /^\u2068[^\u2068\u2069]*\u2069$/.test(value) ? value : `\u2068${value}\u2069`;

/** A command by its name, with its slash. */
export const command = (name: string): string => isolate(`/${name}`);
export const channel = (id: string): string => isolate(formatChannel(id));
export const person = (id: string): string => isolate(formatPerson(id));
export const moment = (at: number): string => isolate(formatMoment(at));
export const dated = (at: number): string => isolate(formatDate(at));
export const ago = (at: number): string => isolate(formatAgo(at));

/** In words: Intl's abbreviation has a dot in it, as if the sentence ended there. */
export const megabytes = (amount: number): string => `${number(amount)} ميغابايت`;

/** How a noun is counted: for one and two the noun alone, then after a number from 3 on, from 11 on, and from 100 on. */
type Noun = { one: string; two: string; few: string; many: string; other: string };

/** So many of something. */
export const count = (amount: number, { one, two, few, many, other }: Noun): string =>
  plural(amount, {
    zero: `${number(amount)} ${other}`,
    one,
    two,
    few: `${number(amount)} ${few}`,
    many: `${number(amount)} ${many}`,
    other: `${number(amount)} ${other}`,
  });

/** Days after a preposition or as an object: the dual has one form for both. */
const DAYS = { one: 'يوم واحد', two: 'يومين', few: 'أيام', many: 'يومًا', other: 'يوم' };

/** A number of days. */
export const countDays = (days: number): string => count(days, DAYS);

/**
 * Discord's apps don't speak Arabic. What's in their menus and settings has its English name there, so that is what a reader
 * has to look for.
 */
const permit = (arabic: string, english: string): string => `«${arabic}» (${isolate(english)})`;

export const MANAGE_SERVER = permit('إدارة الخادم', 'Manage Server');
export const MANAGE_CHANNELS = permit('إدارة القنوات', 'Manage Channels');
export const MANAGE_MESSAGES = permit('إدارة الرسائل', 'Manage Messages');
export const MOVE_MEMBERS = permit('نقل الأعضاء', 'Move Members');
export const USE_COMMANDS = permit('استخدام أوامر التطبيقات', 'Use Application Commands');
export const CHANGE_NICKNAME = permit('تغيير اللقب', 'Change Nickname');

/** Where a message's menu has the command about it: the name is the one that the command has where Discord knows no other. */
export const ASK_ABOUT = `${isolate('Apps')} ثم «${isolate(commandWords['command.ask-about'])}»`;

const PERMISSIONS: Record<Permission, string> = {
  ViewChannel: permit('عرض القناة', 'View Channel'),
  Connect: permit('الاتصال', 'Connect'),
  Speak: permit('التحدث', 'Speak'),
  RequestToSpeak: permit('طلب التحدث', 'Request to Speak'),
  SendMessages: permit('إرسال الرسائل', 'Send Messages'),
  SendMessagesInThreads: permit('إرسال الرسائل في السلاسل', 'Send Messages in Threads'),
};

export const listPermissions = (all: readonly Permission[]): string => list(all.map((one) => PERMISSIONS[one]));

const EXTRAS: Record<RefusedExtra, string> = {
  vocabulary: 'المفردات',
  'languages-heard': 'اللغات المتوقعة',
  voice: 'الصوت',
  search: 'البحث',
  thinking: 'مستوى التفكير',
  model: 'النموذج',
  character: 'الشخصية',
};

export const listRefused = (all: readonly RefusedExtra[]): string => list(all.map((one) => EXTRAS[one]));

/** Money in dollars, as people read it. What is less than a cent isn't nothing. */
export const money = (amount: number): string =>
  amount > 0 && amount < 0.01 ? `أقل من ${dollars(0.01)}` : dollars(amount);
