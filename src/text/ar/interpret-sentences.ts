import type { interpretSentences as english } from '../en/interpret-sentences.ts';
import { formatFileName } from '../markdown-escape.ts';
import { channel, command, dollars, isolate, language, list, seconds } from './grammar.ts';

const namePair = ({ one, other }: { one: string; other: string }): string => list([language(one), language(other)]);

/** About interpreting in calls: what it costs, what a call says about it, and what keeps it from working. */
export const interpretSentences: typeof english = {
  'interpret.ask': ({ voice, ...pair }) =>
    `سأترجم فوريًا بين ${namePair(pair)} في ${channel(voice)}: أكتب ما يُقال باللغة الأخرى.`,
  'interpret.ask-aloud': ({ voice, ...pair }) =>
    `سأترجم فوريًا بين ${namePair(pair)} في ${channel(voice)}: أكتب ما يُقال باللغة الأخرى، وأنطقه بصوت مسموع.`,
  'interpret.cost': ({ dollars: hour }) =>
    `لأجل ذلك يُرسل كل ما يُقال هناك إلى Gemini من Google. تكلف ساعة من الكلام نحو ${isolate(dollars(hour))}، وتُحسب ضمن الحدود هنا على من يتكلم. هل أبدأ؟`,
  'button.interpret-begin': 'ابدأ',
  'button.interpret-end': 'إيقاف الترجمة',
  'interpret.begun': (pair) => `أترجم الآن فوريًا بين ${namePair(pair)}.`,
  'interpret.ended': 'توقفتُ عن الترجمة.',
  'interpret.not-on': 'لا أترجم هنا الآن.',
  'interpret.no-call': ({ join }) =>
    `لستُ في قناة صوتية في هذا الخادم. أحضرني إلى قناتك باستخدام ${isolate(join)}، ثم حاول مجددًا.`,
  'interpret.switched-off': `الترجمة الفورية متوقفة هنا. يستطيع من يدير هذا المكان تغيير ذلك باستخدام ${command('settings')}.`,
  'interpret.unknown-language': ({ name }) =>
    `لا أستطيع الترجمة إلى ${isolate(formatFileName(name))}. يُرجى اختيار لغة من القائمة.`,
  'interpret.same-language': 'اللغتان متطابقتان. يُرجى اختيار لغتين مختلفتين.',
  'interpret.no-model': 'لا يتيح لي Google النموذج الذي يترجم. يُرجى إبلاغ مشغّل هذا البوت.',
  'interpret.fell-behind': ({ ms }) => `لم أستطع المواكبة، فلم يُترجم مما قيل ما مدته ${seconds(ms)}.`,
  'interpret.only-written': 'لدي الكثير لأنطقه، لذا بعض الترجمات مكتوبة فقط.',

  'panel.interpreting': ({ voice, ...pair }) => `🌐 أترجم فوريًا بين ${namePair(pair)} في ${channel(voice)}.`,
  'panel.interprets': 'أكتب هنا ما يُقال باللغة الأخرى. لا أرد على ما يُقال: لتسألني شيئًا، اكتب إليّ.',
  'panel.interprets-aloud':
    'أكتب هنا ما يُقال باللغة الأخرى، وأنطقه بصوت مسموع. لا أرد على ما يُقال: لتسألني شيئًا، اكتب إليّ.',
  'privacy.interpreted':
    'كل ما تقوله هناك يُرسل إلى Gemini من Google لترجمته. لا أحفظ منه تسجيلًا ولا نصًا، لكن الترجمات تبقى في القناة.',
  'privacy.interpreted-agreed':
    'كل ما يقوله هناك من وافقوا يُرسل إلى Gemini من Google لترجمته. لا أحفظ منه تسجيلًا ولا نصًا، لكن الترجمات تبقى في القناة.',
  'join.interpreting': (pair) => `أترجم هناك فوريًا بين ${namePair(pair)}.`,
  'line.interpreting': 'يترجم Parley الآن',
  'part.help-interpret': ({ interpret }) => `- لأترجم في مكالمة: ${isolate(interpret)}.`,
  'part.language': ({ tag }) => language(tag),
};
