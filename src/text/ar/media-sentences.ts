import type { mediaSentences as english } from '../en/media-sentences.ts';
import { formatFileName } from '../markdown-escape.ts';
import { count, isolate, list, megabytes, number } from './grammar.ts';

/** A file's name between quotation marks. */
const quote = (name: string): string => `«${isolate(formatFileName(name))}»`;

/** The size of a file of so many bytes. */
const size = (bytes: number): string => megabytes(Math.floor(bytes / 2 ** 20));

const FILES = { one: 'ملف واحد', two: 'ملفين', few: 'ملفات', many: 'ملفًا', other: 'ملف' };
const PICTURES = { one: 'صورة واحدة', two: 'صورتين', few: 'صور', many: 'صورة', other: 'صورة' };
const MINUTES = { one: 'دقيقة واحدة', two: 'دقيقتين', few: 'دقائق', many: 'دقيقة', other: 'دقيقة' };

/** The first of some, as an object: the number stands after “first”, and one and two have no number. */
const FIRST_PAGES = {
  one: 'الصفحة الأولى فقط',
  two: 'الصفحتين الأوليين فقط',
  few: 'صفحات من البداية فقط',
  many: 'صفحة من البداية فقط',
  other: 'صفحة من البداية فقط',
};
const FIRST_MINUTES = {
  one: 'الدقيقة الأولى فقط',
  two: 'الدقيقتين الأوليين فقط',
  few: 'دقائق من البداية فقط',
  many: 'دقيقة من البداية فقط',
  other: 'دقيقة من البداية فقط',
};

/** About the files that come with a question: what couldn't be opened or read in full, and why. Sizes are in bytes. */
export const mediaSentences: typeof english = {
  'media.empty': ({ name }) => `الملف ${quote(name)} فارغ.`,
  'media.too-big': ({ name, most }) =>
    `الملف ${quote(name)} أكبر مما أستطيع. أفتح ملفات لا يتجاوز حجمها ${size(most)}.`,
  'media.sum': ({ name, most }) => `لم أفتح ${quote(name)}، لأن كل ملفات السؤال معًا يجب ألا تتجاوز ${size(most)}.`,
  'media.too-many': ({ most }) => `لا أفتح للسؤال أكثر من ${count(most, FILES)}، لذا تركتُ الباقي.`,
  'media.too-many-pictures': ({ most, names }) =>
    `لا أنظر للسؤال إلى أكثر من ${count(most, PICTURES)}، بما فيها الصفحات والإطارات، لذا لم أرَ كل ما في ${list(names.map(quote))}.`,
  'media.unknown': ({ name }) =>
    `لا أستطيع فتح ملفات مثل ${quote(name)}. يُرجى إرساله بصيغة PDF أو كنص أو PNG أو JPEG أو MP3 أو MP4.`,
  'media.encoding': ({ name }) =>
    `لا أستطيع معرفة ترميز النص في ${quote(name)}. يُرجى حفظه بترميز ${isolate('UTF-8')} وإرساله مجددًا.`,
  'media.damaged-text': ({ name }) => `بعض الأحرف في ${quote(name)} تالفة. وصلني كل منها على شكل �.`,
  'media.broken': ({ name }) => `الملف ${quote(name)} تالف أو غير مكتمل، فلم أتمكن من قراءته.`,
  'media.pixels': ({ name, most }) =>
    `في ${quote(name)} بكسلات أكثر مما أستطيع. أفتح صورًا لا تتجاوز ${number(Math.floor(most / 1_000_000))} ميغابكسل.`,
  'media.locked': ({ name }) => `الملف ${quote(name)} يحتاج إلى كلمة مرور، فلا أستطيع فتحه. يُرجى إرساله من دونها.`,
  'media.heic': ({ name }) => `لا أستطيع فتح صور HEIC مثل ${quote(name)}. يُرجى إرسالها بصيغة JPEG أو PNG.`,
  'media.no-ffmpeg': ({ name }) =>
    `أحتاج إلى FFmpeg لفتح ${quote(name)}، وهو غير مثبَّت هنا. تصلح رسالة صوتية أو ملف MP3 أو WAV أو صورة.`,
  'media.slow': ({ name }) => `استغرقت قراءة ${quote(name)} وقتًا طويلًا جدًا، فأجبتُ من دونه.`,
  'media.gone': ({ name }) => `لم يعد لدى Discord الملف ${quote(name)}. يُرجى رفعه مجددًا.`,
  'media.changed': ({ name }) => `حجم ما نُزّل من ${quote(name)} ليس الحجم الذي ذكره Discord. يُرجى رفعه مجددًا.`,
  'media.elsewhere': ({ name }) => `الملف ${quote(name)} غير محفوظ لدى Discord، لذا لم أفتحه.`,
  'media.unreachable': ({ name }) => `لم أتمكن من تنزيل ${quote(name)} من Discord. يُرجى المحاولة مجددًا بعد قليل.`,
  'media.busy': ({ name }) => `أقرأ حاليًا ملفات كثيرة جدًا، لذا تركتُ ${quote(name)}. يُرجى المحاولة مجددًا بعد دقيقة.`,
  'media.failing': ({ name }) =>
    `لا أستطيع الآن فتح ملفات مثل ${quote(name)}. يُرجى المحاولة مجددًا بعد دقيقة أو دقيقتين.`,
  'media.skipped': ({ name }) => `أوقف ملف آخر في هذا السؤال قراءتي، فلم أفتح ${quote(name)}. يُرجى إرساله وحده.`,
  'media.not-taken': 'لم يقبل Gemini صور هذا السؤال أو تسجيلاته، فأجبتُ من دونها.',
  'media.cut': ({ name }) => `لم أقرأ من ${quote(name)} إلا بدايته.`,
  'media.pages': ({ name, read, pages }) =>
    `قرأتُ من ${quote(name)} ${count(read, FIRST_PAGES)} (عدد صفحاته ${number(pages)}).`,
  'media.sound-full': ({ name, minutes }) =>
    `لا أستمع للسؤال إلى أكثر من ${count(minutes, MINUTES)} من الصوت، لذا لم أسمع من ${quote(name)} إلا القليل أو لا شيء.`,
  'media.sound-cut': ({ name, minutes }) => `استمعتُ من ${quote(name)} إلى ${count(minutes, FIRST_MINUTES)}.`,
};
